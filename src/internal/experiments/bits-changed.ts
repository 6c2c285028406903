import type { BitsAgain, ByteRange, Perturbation } from "../model/experiment.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import { toWord } from "../primitives/hex.ts";
import { placesOf, type RunOnState } from "./compare-results.ts";
import { changedBytes, fieldOf, maskOf } from "./slot-bytes.ts";
import { type SlotChange, slotOf } from "./slot-change.ts";

/**
 * As deltas: all bits of a field that a transaction leaves as they were are others, all set, or none; the rest as
 * it finds them and as it leaves them, where a difference borrows from what is set above.
 */
export function otherBits(
  baseline: RunOnState,
  location: LocationKey,
  field: ByteRange,
): readonly bigint[] {
  const { before, after } = slotOf(baseline, location);
  const kept = maskOf(field) & ~(before ^ after);
  const value = fieldOf(before, field);
  const contents = [before, after].flatMap((slot) => [slot ^ kept, slot | kept, slot & ~kept]);
  const deltas = contents.map((content) => fieldOf(content, field) - value);
  return [...new Set(deltas)].filter((delta) => delta !== 0n);
}

/**
 * The bits that a transaction changes in a field of which it looks at no others: in all runs they come out
 * alike wherever they were alike, and the others stay. Undefined where some run says otherwise.
 */
export function bitsChanged(
  location: LocationKey,
  field: Perturbation["field"],
  baseline: RunOnState,
  runs: readonly RunOnState[],
): { readonly bits: Hex; readonly again: BitsAgain } | undefined {
  const all = [baseline, ...runs].map((run) => ({
    ...slotOf(run, location),
    isSuccess: run.result.outcome.status === 1,
    isElsewhere: placesOf(baseline, run, location).some(({ into }) => into !== "status"),
  }));
  if (all.some(({ isElsewhere }) => isElsewhere)) return undefined;
  const done = all.filter(({ isSuccess }) => isSuccess);
  const bits = done.reduce((mask, one) => mask | (one.before ^ one.after), 0n) & maskOf(field);
  if (bits === 0n || isReplaced(bits, field)) return undefined;
  const base = slotOf(baseline, location);
  const again = againOf(base, bits, all);
  if (again === undefined) return undefined;
  const isSo = all.every((run) => isAsExpected(base, bits, again, run));
  return isSo ? { bits: toWord(bits), again } : undefined;
}

/** A number that another one takes the place of is no set of bits, nor is one of several that nobody told of. */
function isReplaced(bits: bigint, field: Perturbation["field"]): boolean {
  return bits === maskOf(field) || (field.inferred && changedBytes(bits, 0n) === bits);
}

interface BitsRun extends SlotChange {
  readonly isSuccess: boolean;
}

/** By the first run that finds the bits as the transaction leaves them. */
function againOf(base: SlotChange, bits: bigint, runs: readonly BitsRun[]): BitsAgain | undefined {
  const run = runs.find(({ before }) => isAlike(before, base.after, bits));
  if (run === undefined) return undefined;
  if (!run.isSuccess) return "fails";
  return isAlike(run.after, base.after, bits) ? "stays" : "back";
}

function isAsExpected(
  base: SlotChange,
  bits: bigint,
  again: BitsAgain,
  { before, after, isSuccess }: BitsRun,
): boolean {
  if (isAlike(before, base.before, bits)) return isSuccess && isAlike(after, base.after, bits);
  if (again === "fails" && isAlike(before, base.after, bits)) return !isSuccess;
  switch (again) {
    case "stays":
      return isSuccess && isAlike(after, base.after, bits);
    case "back":
      return isSuccess && isAlike(before ^ after, bits, bits);
    case "fails":
      // With some of them as it leaves them it may do either.
      return !isSuccess || isAlike(after, base.after, bits);
  }
}

function isAlike(a: bigint, b: bigint, bits: bigint): boolean {
  return ((a ^ b) & bits) === 0n;
}
