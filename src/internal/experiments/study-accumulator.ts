import type { TransactionResult } from "../model/execution.ts";
import type {
  AccumulatorFinding,
  AccumulatorQuestion,
  AccumulatorVerdict,
  ByteRange,
  Place,
  Sighting,
} from "../model/experiment.ts";
import { type Hex, type LocationKey, parseLocationKey } from "../model/location.ts";
import { bitsChanged, otherBits } from "./bits-changed.ts";
import { chooseBound } from "./choose-bound.ts";
import { chooseDeltas } from "./choose-deltas.ts";
import { chooseThresholds, deltasAround, deltasBeside } from "./choose-thresholds.ts";
import { firstOfEach, placesOf, type RunOnState, toStatePlace } from "./compare-results.ts";
import {
  concludeAccumulator,
  isOverflow,
  type PerturbedRun,
  type Trial,
} from "./conclude-accumulator.ts";
import { transactionAt } from "./make-experiment.ts";
import { isImpossible } from "./is-impossible.ts";
import { experimentAlone, type RunAlone, runAlone } from "./run-alone.ts";
import { changedBytes, fieldOf, maskOf, rangeOf, WHOLE_SLOT, withField } from "./slot-bytes.ts";
import { type SlotChange, slotOf } from "./slot-change.ts";
import { stateBefore } from "./state-before.ts";
import { valueAt, withSlot } from "./state-values.ts";
import { executedAt, type Study } from "./study.ts";

/**
 * Runs a transaction alone, and again with other values in a field that it changes: does all that it
 * finds there go into the new value of the same field, or does some of it get elsewhere?
 */
export function* studyAccumulator(question: AccumulatorQuestion): Study<AccumulatorFinding> {
  const ran: PerturbedRun[] = [];
  const verdict = yield* judge(question, ran);
  const { scenario, transaction: index } = question;
  const transaction = { index, hash: transactionAt(scenario, index).hash };
  const seen = sightings(index, verdict, ran);
  return { question, scenario: scenario.id, transaction, verdict, seen };
}

/** Of each place that is a location or a call, the run that showed it. */
function sightings(
  transaction: number,
  verdict: AccumulatorVerdict,
  ran: readonly PerturbedRun[],
): readonly Sighting[] {
  if (verdict.kind !== "flows") return [];
  const deltas = verdict.places.flatMap((place) =>
    "location" in place || "frame" in place ? place.delta : [],
  );
  return ran
    .filter(({ delta }, i) => {
      const first = ran.findIndex((run) => run.delta === delta);
      return first === i && deltas.includes(delta);
    })
    .map(({ result, codes }) => ({ transaction, attribution: result.attribution, codes }));
}

/** `ran`: to be filled with all runs on other values. */
function* judge(question: AccumulatorQuestion, ran: PerturbedRun[]): Study<AccumulatorVerdict> {
  const { scenario, transaction, location } = question;
  if (parseLocationKey(location).kind !== "storage")
    return unknown(`${location} is no storage slot`);
  const state = yield* stateBefore(scenario, transaction);
  if (state === undefined)
    return unknown("it looks at code that was made before it and is not known");
  const baseline = yield* runAlone(scenario, transaction, state, location);
  if (typeof baseline === "string") return unknown(baseline);
  const slot = slotOf(baseline, location);
  if (question.onlyReads === true) return yield* judgeRead(question, baseline, ran);
  const field = question.field ?? inferField(slot);
  if (field === undefined || fieldOf(slot.before, field) === fieldOf(slot.after, field)) {
    if (!isWritten(baseline.result, location)) return { kind: "read-only" };
    const kept = field === undefined ? undefined : yield* judgeKept(question, baseline, field, ran);
    return kept ?? { kind: "not-written" };
  }
  const trial = planTrial(slot, field, question.field === undefined);
  const runs = yield* runWith(question, baseline, field, deltasOf(trial), ran);
  if (typeof runs === "string") return unknown(runs);
  const verdict = concludeAccumulator(location, baseline, runs, trial);
  return (
    (yield* judgeBits(question, baseline, runs, verdict, ran)) ??
    (yield* judgeThresholds(question, baseline, runs, trial, verdict, ran)) ??
    verdict
  );
}

/**
 * What writes a number that was there already, but would have written another one: whether any other value gets
 * somewhere, or makes it write what is neither that one nor this one. That it fails says nothing: that is what a
 * lock does that is taken already.
 */
function* judgeKept(
  question: AccumulatorQuestion,
  baseline: RunAlone,
  { offset, size }: ByteRange,
  ran: PerturbedRun[],
): Study<AccumulatorVerdict | undefined> {
  if (question.changedBy === undefined) return undefined;
  const { location } = question;
  const field = { offset, size, inferred: question.field === undefined };
  const { after } = slotOf(baseline, location);
  const deltas = chooseDeltas(fieldOf(after, field), 0n, 8 * size);
  const runs = yield* runWith(question, baseline, field, deltas, ran);
  if (typeof runs === "string") return undefined;
  const places = runs.flatMap((run): (Place & { delta: bigint })[] => {
    const { delta } = run;
    const found = placesOf(baseline, run, location);
    if (found.some(({ into }) => into === "status")) return [];
    const changed = slotOf(run, location);
    const isOther = changed.after !== after && changed.after !== changed.before;
    return [...found, ...(isOther ? [toStatePlace(location)] : [])].map((place) => ({
      ...place,
      delta,
    }));
  });
  if (places.length === 0) return undefined;
  return { kind: "flows", field, own: 0n, deltas, places: firstOfEach(places) };
}

/**
 * What becomes of a number that is only read. That checked arithmetic stops at the end of the range says nothing of
 * what the number is for.
 */
function* judgeRead(
  question: AccumulatorQuestion,
  baseline: RunAlone,
  ran: PerturbedRun[],
): Study<AccumulatorVerdict> {
  const { location } = question;
  if (isWritten(baseline.result, location)) return unknown("alone it writes what it only read");
  const { offset, size } = question.field ?? WHOLE_SLOT;
  const field = { offset, size, inferred: question.field === undefined };
  const value = fieldOf(slotOf(baseline, location).before, field);
  const tried = chooseDeltas(value, 0n, 8 * size);
  const thresholds = chooseThresholds(baseline, baseline.codes, location, field);
  const around = deltasAround(thresholds, value, 0n, 8 * size);
  for (const deltas of [tried, around.filter((delta) => !tried.includes(delta))]) {
    const runs = yield* runWith(question, baseline, field, deltas, ran);
    if (typeof runs === "string") return unknown(runs);
    const places = runs
      .filter(({ result }) => !isImpossible(result, baseline.result) && !isOverflow(result))
      .flatMap((run) =>
        placesOf(baseline, run, location).map((place) => ({ ...place, delta: run.delta })),
      );
    if (places.length === 0) continue;
    return { kind: "flows", field, own: 0n, deltas, places: firstOfEach(places) };
  }
  return { kind: "read-only" };
}

/**
 * A sum, or a value that is replaced, as far as was seen: whether it is one, too, where it comes to a number that it
 * may be compared with, which may be the one that replaces it.
 */
function* judgeThresholds(
  question: AccumulatorQuestion,
  baseline: RunAlone,
  runs: readonly PerturbedRun[],
  trial: Trial,
  verdict: AccumulatorVerdict,
  ran: PerturbedRun[],
): Study<AccumulatorVerdict | undefined> {
  if (verdict.kind !== "commutative" && verdict.kind !== "overwritten") return undefined;
  const { location } = question;
  const { field, own } = trial;
  const { before, after } = slotOf(baseline, location);
  const value = fieldOf(before, field);
  const thresholds = chooseThresholds(baseline, baseline.codes, location, field);
  const around =
    verdict.kind === "commutative"
      ? deltasAround(thresholds, value, own, 8 * field.size)
      : deltasBeside(fieldOf(after, field), value, 8 * field.size);
  const deltas = around.filter((delta) => runs.every((run) => run.delta !== delta));
  if (deltas.length === 0) return undefined;
  const more = yield* runWith(question, baseline, field, deltas, ran);
  if (typeof more === "string") return undefined;
  const found = concludeAccumulator(location, baseline, [...runs, ...more], trial);
  if (!("deltas" in found)) return undefined;
  const met = verdict.kind === "commutative" ? { thresholds } : {};
  return { ...found, deltas: verdict.deltas, ...met };
}

/** One run for each delta that is added to the field before it. */
function* runWith(
  { scenario, transaction, location }: AccumulatorQuestion,
  { state }: RunOnState,
  field: ByteRange,
  deltas: readonly bigint[],
  ran: PerturbedRun[],
): Study<readonly PerturbedRun[] | string> {
  const before = valueAt(state, location);
  const states = deltas.map((delta) =>
    withSlot(state, location, withField(before, field, fieldOf(before, field) + delta)),
  );
  const executions = yield states.map((changed, i) =>
    experimentAlone(scenario, transaction, changed, `${location} by ${deltas[i] ?? 0n}`),
  );
  const runs: PerturbedRun[] = [];
  for (const [i, changed] of states.entries()) {
    const { result } = executedAt(executions, i, 0);
    if (result === undefined) return "it could not be run with another value";
    const codes = executions[i]?.codes ?? new Map<Hex, Hex>();
    runs.push({ state: changed, result, delta: deltas[i] ?? 0n, codes });
  }
  ran.push(...runs);
  return runs;
}

/** Where a value is used for nothing but success and itself, not as a sum is: whether bit by bit. */
function* judgeBits(
  question: AccumulatorQuestion,
  baseline: RunOnState,
  runs: readonly PerturbedRun[],
  verdict: AccumulatorVerdict,
  ran: PerturbedRun[],
): Study<AccumulatorVerdict | undefined> {
  const { location } = question;
  if (verdict.kind !== "flows" && verdict.kind !== "overwritten") return undefined;
  const { field, own, deltas } = verdict;
  const places = verdict.kind === "flows" ? verdict.places : [];
  if (!places.every((place) => isOwn(place, location))) return undefined;
  const more = yield* runWith(question, baseline, field, otherBits(baseline, location, field), ran);
  if (typeof more === "string") return undefined;
  const found = bitsChanged(location, field, baseline, [...runs, ...more]);
  if (found === undefined) return undefined;
  const all = [...new Set([...deltas, ...more.map(({ delta }) => delta)])];
  return { kind: "bits", field, own, deltas: all, ...found };
}

function isOwn(place: Place, location: LocationKey): boolean {
  return place.into === "status" || ("location" in place && place.location === location);
}

function isWritten({ attribution }: TransactionResult, location: LocationKey): boolean {
  return attribution.sites.some((site) => site.kind === "write" && site.location === location);
}

/** A slot that holds nothing but what changes is one number; in any other, what lies beside it may be another field. */
function inferField({ before, after }: SlotChange) {
  const changed = changedBytes(before, after);
  if (changed === 0n) return undefined;
  const range = rangeOf(changed);
  return ((before | after) & ~maskOf(range)) === 0n ? WHOLE_SLOT : range;
}

/**
 * The last: what it adds itself, so that it finds what it leaves. After a sum there is twice as much then;
 * after `|=` there is not.
 */
function deltasOf({ deltas, bound, own }: Trial): bigint[] {
  return [...new Set([...deltas, ...(bound === undefined ? [] : [bound.delta]), own])];
}

function planTrial(
  { before, after }: SlotChange,
  { offset, size }: ByteRange,
  inferred: boolean,
): Trial {
  const bits = 8 * size;
  const field = { offset, size, inferred };
  const value = fieldOf(before, field);
  const own = BigInt.asIntN(bits, fieldOf(after, field) - value);
  const lowest = rangeOf(changedBytes(before, after)).offset - offset;
  const unit = inferred ? 1n << BigInt(8 * Math.max(0, lowest)) : 1n;
  const bound = chooseBound(value, own, field, unit);
  const deltas = chooseDeltas(value, own, bits, unit);
  return { field, own, deltas, ...(bound === undefined ? {} : { bound }) };
}

function unknown(reason: string): AccumulatorVerdict {
  return { kind: "unknown", reason };
}
