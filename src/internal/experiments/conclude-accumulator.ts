import type { ScenarioExecution, TransactionResult } from "../model/execution.ts";
import type { AccumulatorVerdict, Perturbation, Place } from "../model/experiment.ts";
import type { LocationKey } from "../model/location.ts";
import { firstOfEach, placesOf, type RunOnState, toStatePlace } from "./compare-results.ts";
import { isImpossible } from "./is-impossible.ts";
import { changedBytes, fieldOf, maskOf, rangeOf, withField } from "./slot-bytes.ts";
import { type SlotChange, slotOf } from "./slot-change.ts";

/** What is to be tried; its bound may turn out to be none. */
export type Trial = Perturbation;

export interface PerturbedRun extends RunOnState {
  /** What the field had more than in the baseline. */
  readonly delta: bigint;
  readonly codes: ScenarioExecution["codes"];
}

/** What runs with other values in the field say. */
export function concludeAccumulator(
  location: LocationKey,
  baseline: RunOnState,
  runs: readonly PerturbedRun[],
  trial: Trial,
): AccumulatorVerdict {
  const { field, own, bound } = trial;
  // That checked arithmetic stops at the end of the range says nothing of what the number is for.
  const base = slotOf(baseline, location);
  const isTwiceTooMuch = twiceLeavesRange(fieldOf(base.before, field), own, 8 * field.size);
  const isAtEnd = (delta: bigint) => delta === bound?.delta || (delta === own && isTwiceTooMuch);
  const within = runs.filter(
    ({ delta, result }) =>
      !isImpossible(result, baseline.result) && !(isAtEnd(delta) && isOverflow(result)),
  );
  const places: (Place & { delta: bigint })[] = [];
  let shape: "commutative" | "overwritten" | undefined;
  for (const run of within) {
    const { delta } = run;
    const elsewhere = placesOf(baseline, run, location);
    places.push(...elsewhere.map((place) => ({ ...place, delta })));
    if (elsewhere.some(({ into }) => into === "status")) continue;
    const changed = slotOf(run, location);
    if (field.inferred && isBeside(base, changed)) continue;
    const found = shapeOf(base.after, changed.after, field, delta);
    shape ??= found;
    if (found === undefined || found !== shape) places.push({ ...toStatePlace(location), delta });
  }
  const perturbation = {
    field,
    own,
    deltas: within.map(({ delta }) => delta),
    ...(runs.some(({ delta, result }) => delta === bound?.delta && isOverflow(result))
      ? { bound }
      : {}),
  };
  if (places.length > 0) return { kind: "flows", ...perturbation, places: firstOfEach(places) };
  if (shape === undefined) return unknown("no run had another value in the bytes that change");
  return { kind: shape, ...perturbation };
}

/** What is added once stays in the range of an unsigned number, twice it does not. */
function twiceLeavesRange(value: bigint, own: bigint, bits: number): boolean {
  const isIn = (number: bigint) => number >= 0n && number < 1n << BigInt(bits);
  return isIn(value + own) && !isIn(value + own + own);
}

/** Solidity's Panic(0x11): https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require */
const OVERFLOW = `0x4e487b71${"11".padStart(64, "0")}`;

export function isOverflow({ outcome, returned }: TransactionResult): boolean {
  return outcome.status === 0 && returned === OVERFLOW;
}

/** The bytes that were perturbed are none that the transaction changes, now or in the baseline: they may be of another field. */
function isBeside(base: SlotChange, run: SlotChange): boolean {
  const perturbed = base.before ^ run.before;
  const changed = maskOf(rangeOf(changedBytes(base.before, base.after)));
  return (perturbed & changed) === 0n && run.after === (base.after ^ perturbed);
}

/** How what the field held before shows in what it holds afterwards; undefined: in some other way. */
function shapeOf(base: bigint, after: bigint, field: Perturbation["field"], delta: bigint) {
  if (after === base) return "overwritten";
  const shifted = withField(base, field, fieldOf(base, field) + delta);
  return after === shifted ? "commutative" : undefined;
}

function unknown(reason: string): AccumulatorVerdict {
  return { kind: "unknown", reason };
}
