import { lowerCase } from "../model/json-rpc/narrow-rpc.ts";
import type { Address, Hex } from "../model/location.ts";
import type { UserRequest } from "./ask.ts";

/** Whom a call asks for what. */
export interface CalledFunction {
  readonly to: Address;
  readonly selector: Hex;
}

/** Of the first parameter of `eth_call`; undefined where it calls no function. */
export function calledFunction(call: unknown): CalledFunction | undefined {
  if (typeof call !== "object" || call === null) return undefined;
  const { to, data, input }: { to?: unknown; data?: unknown; input?: unknown } = call;
  const bytes = input ?? data;
  if (typeof to !== "string" || typeof bytes !== "string") return undefined;
  if (!/^0x[0-9a-fA-F]{40}$/.test(to) || !/^0x[0-9a-fA-F]{8}/.test(bytes)) return undefined;
  return { to: lowerCase(to), selector: lowerCase(bytes.slice(0, 10)) };
}

/** Of an account that has any. */
export function isCode(value: unknown): value is Hex {
  return typeof value === "string" && /^0x(?:[0-9a-f]{2})+$/.test(value);
}

/** Whom a request to send a transaction calls, as it says it. */
export function calleeOf({ params }: UserRequest<unknown>): unknown {
  const [call] = params;
  return typeof call === "object" && call !== null && "to" in call ? call.to : undefined;
}
