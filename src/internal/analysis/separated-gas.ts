import type { FieldUse } from "../model/analysis.ts";

/** EIP-2929, EIP-2200 and EIP-3529: the first access to a slot, and a write to it. */
const COLD_ACCESS = 2_100;
const FROM_ZERO = 20_000;
const CHANGE = 2_900;
const REFUND = 4_800;

/** How much more gas a transaction takes when the fields of a slot lie in slots of their own. */
export function separatedGas(
  uses: readonly FieldUse[],
  slots: readonly (readonly FieldUse[])[],
): number {
  const touched = slots.filter((slot) => slot.some(({ isTouched }) => isTouched));
  return touched.reduce((sum, slot) => sum + gasOf(slot), 0) - gasOf(uses);
}

function gasOf(slot: readonly FieldUse[]): number {
  if (slot.every(({ before, after }) => before === after)) return COLD_ACCESS;
  if (slot.every(({ before }) => before === 0n)) return COLD_ACCESS + FROM_ZERO;
  const isCleared = slot.every(({ after }) => after === 0n);
  return COLD_ACCESS + CHANGE - (isCleared ? REFUND : 0);
}
