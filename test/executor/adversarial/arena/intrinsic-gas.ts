import { type Hardfork, isAtLeast } from "../hardforks.ts";
import type { PlannedTransaction } from "../plan.ts";

/** What a transaction must offer before any of its code runs; a node takes none that offers less. */
export function intrinsicGas(transaction: PlannedTransaction, hardfork: Hardfork): bigint {
  const { to, data = "0x", accessList = [], authorizations = [] } = transaction;
  const bytes = (data.length - 2) / 2;
  const zeros = (data.slice(2).match(/../g) ?? []).filter((byte) => byte === "00").length;
  const isCreation = to === undefined;
  const perNonZero = isAtLeast(hardfork, "istanbul") ? 16 : 68;
  const words = isCreation && isAtLeast(hardfork, "shanghai") ? Math.ceil(bytes / 32) : 0;
  const keys = accessList.reduce((sum, { storageKeys }) => sum + storageKeys.length, 0);
  const gas =
    21_000 +
    (isCreation ? 32_000 : 0) +
    4 * zeros +
    perNonZero * (bytes - zeros) +
    2 * words +
    (isAtLeast(hardfork, "berlin") ? 2_400 * accessList.length + 1_900 * keys : 0) +
    25_000 * authorizations.length;
  // EIP-7623.
  const floor = isAtLeast(hardfork, "prague") ? 21_000 + 10 * (zeros + 4 * (bytes - zeros)) : 0;
  return BigInt(Math.max(gas, floor));
}
