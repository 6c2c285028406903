import type { TransactionResult } from "../model/execution.ts";

/**
 * Solidity's panics on what its own code never leaves: no member of an enum, no encoding of a string, a length that
 * no array has. https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require
 */
const PANICS: readonly string[] = ["21", "22", "41"].map(
  (code) => `0x4e487b71${code.padStart(64, "0")}`,
);
/** Of a loop over what a length promises, until the gas is gone: one over what is there has been run as well. */
const FAR_MORE_READS = 500;

/** A run on a state with another value that says that there is no such value, rather than what comes of it. */
export function isImpossible(
  { outcome, returned, accesses }: TransactionResult,
  baseline: TransactionResult,
): boolean {
  if (outcome.status === 1) return false;
  if (returned !== undefined && PANICS.includes(returned)) return true;
  return accesses.reads.length > baseline.accesses.reads.length + FAR_MORE_READS;
}
