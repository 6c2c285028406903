import type { Frame } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import { abiOf } from "./contract-abi.ts";

const SELECTOR_LENGTH = 10;

/** The name of the function that a frame begins with; undefined for a constructor, and when it is not known. */
export function entryOf(
  contract: ContractInfo,
  { isCreate, input }: Pick<Frame, "isCreate" | "input">,
): string | undefined {
  if (isCreate) return undefined;
  const { functions, hasReceive, hasFallback } = abiOf(contract);
  const called = functions.get(input.slice(0, SELECTOR_LENGTH).toLowerCase());
  if (called !== undefined) return called.name;
  if (input === "0x" && hasReceive) return "receive";
  return hasFallback ? "fallback" : undefined;
}
