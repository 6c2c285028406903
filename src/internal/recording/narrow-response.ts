import type { Hex } from "../model/location.ts";

import { isHex } from "../model/json-rpc/narrow-rpc.ts";

/** The result of a JSON-RPC response; undefined when it failed. */
export function resultOf(response: unknown): unknown {
  return property(response, "result");
}

/** True when a request did what it was asked to; `evm_revert` says false for an unknown snapshot. */
export function succeeded(response: unknown): boolean {
  const result = resultOf(response);
  return result !== undefined && result !== false;
}

/** The hash that a successful send gives. */
export function sentHash(response: unknown): Hex | undefined {
  const result = resultOf(response);
  return isHex(result) ? result : failedHash(property(response, "error"));
}

/** A transaction that failed is mined all the same: the error then names it, in one of two places. */
export function failedHash(error: unknown): Hex | undefined {
  const hash =
    property(error, "transactionHash") ?? property(property(error, "data"), "transactionHash");
  return isHex(hash) ? hash : undefined;
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !(key in value)) return undefined;
  // `in` has just found the key.
  return (value as Record<string, unknown>)[key];
}
