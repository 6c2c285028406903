import type { ScenarioExecution, TransactionResult } from "../model/execution.ts";
import type {
  AccumulatorFinding,
  AccumulatorQuestion,
  AccumulatorVerdict,
  ByteRange,
  Perturbation,
  Place,
} from "../model/experiment.ts";
import { type LocationKey, parseLocationKey } from "../model/location.ts";
import type { PreState, Scenario } from "../model/scenario.ts";
import { chooseBound } from "./choose-bound.ts";
import { chooseDeltas } from "./choose-deltas.ts";
import { chooseThresholds, deltasAround } from "./choose-thresholds.ts";
import { placesOf, type RunOnState, toStatePlace } from "./compare-results.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
import { bitsChanged, otherBits } from "./bits-changed.ts";
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
  const verdict = yield* judge(question);
  const { scenario, transaction: index } = question;
  const transaction = { index, hash: transactionAt(scenario, index).hash };
  return { question, scenario: scenario.id, transaction, verdict };
}

function* judge(question: AccumulatorQuestion): Study<AccumulatorVerdict> {
  const { scenario, transaction, location } = question;
  if (parseLocationKey(location).kind !== "storage")
    return unknown(`${location} is no storage slot`);
  const state = yield* stateBefore(scenario, transaction);
  if (state === undefined)
    return unknown("it looks at code that was made before it and is not known");
  const baseline = yield* runAlone(scenario, transaction, state, location);
  if (typeof baseline === "string") return unknown(baseline);
  const slot = slotOf(baseline, location);
  const field = question.field ?? inferField(slot);
  if (field === undefined || fieldOf(slot.before, field) === fieldOf(slot.after, field)) {
    return { kind: isWritten(baseline.result, location) ? "not-written" : "read-only" };
  }
  const trial = planTrial(slot, field, question.field === undefined);
  const runs = yield* runWith(question, baseline, field, deltasOf(trial));
  if (typeof runs === "string") return unknown(runs);
  const verdict = conclude(location, baseline, runs, trial);
  return (
    (yield* judgeBits(question, baseline, runs, verdict)) ??
    (yield* judgeThresholds(question, baseline, runs, trial, verdict)) ??
    verdict
  );
}

/** A sum, as far as was seen: whether it is one, too, where it comes to a number that it may be compared with. */
function* judgeThresholds(
  question: AccumulatorQuestion,
  baseline: RunAlone,
  runs: readonly PerturbedRun[],
  trial: Trial,
  verdict: AccumulatorVerdict,
): Study<AccumulatorVerdict | undefined> {
  if (verdict.kind !== "commutative") return undefined;
  const { location } = question;
  const { field, own } = trial;
  const value = fieldOf(slotOf(baseline, location).before, field);
  const thresholds = chooseThresholds(baseline, baseline.codes, location, field);
  const deltas = deltasAround(thresholds, value, own, 8 * field.size).filter((delta) =>
    runs.every((run) => run.delta !== delta),
  );
  if (deltas.length === 0) return undefined;
  const more = yield* runWith(question, baseline, field, deltas);
  if (typeof more === "string") return undefined;
  const found = conclude(location, baseline, [...runs, ...more], trial);
  return "deltas" in found ? { ...found, deltas: verdict.deltas, thresholds } : undefined;
}

/** One run for each delta that is added to the field before it. */
function* runWith(
  { scenario, transaction, location }: AccumulatorQuestion,
  { state }: RunOnState,
  field: ByteRange,
  deltas: readonly bigint[],
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
    runs.push({ state: changed, result, delta: deltas[i] ?? 0n });
  }
  return runs;
}

/** Where a value is used for nothing but success and itself, not as a sum is: whether bit by bit. */
function* judgeBits(
  question: AccumulatorQuestion,
  baseline: RunOnState,
  runs: readonly PerturbedRun[],
  verdict: AccumulatorVerdict,
): Study<AccumulatorVerdict | undefined> {
  const { location } = question;
  if (verdict.kind !== "flows" && verdict.kind !== "overwritten") return undefined;
  const { field, own, deltas } = verdict;
  const places = verdict.kind === "flows" ? verdict.places : [];
  if (!places.every((place) => isOwn(place, location))) return undefined;
  const more = yield* runWith(question, baseline, field, otherBits(baseline, location, field));
  if (typeof more === "string") return undefined;
  const found = bitsChanged(location, field, baseline, [...runs, ...more]);
  if (found === undefined) return undefined;
  const tried = [...new Set([...deltas, ...more.map(({ delta }) => delta)])];
  return { kind: "bits", field, own, deltas: tried, ...found };
}

function isOwn(place: Place, location: LocationKey): boolean {
  return place.into === "status" || ("location" in place && place.location === location);
}

export interface RunAlone extends RunOnState {
  readonly codes: ScenarioExecution["codes"];
}

/** A run of a transaction on its own that succeeds as it did in its scenario; else why there is none. */
export function* runAlone(
  scenario: Scenario,
  index: number,
  state: PreState,
  what: string,
): Study<RunAlone | string> {
  const executions = yield [experimentAlone(scenario, index, state, what)];
  const { result, verification } = executedAt(executions, 0, 0);
  if (result === undefined) {
    return verification.kind === "skipped" ? verification.reason : "it could not be run";
  }
  const { status } = result.outcome;
  const expected = transactionAt(scenario, index).expected?.status ?? status;
  if (status !== expected) return "without fees it comes out other than it did";
  if (status === 0) return "it fails";
  return { state, result, codes: executions[0]?.codes ?? new Map() };
}

export function experimentAlone(scenario: Scenario, index: number, state: PreState, what: string) {
  const title = `${scenario.id}: ${index} alone, ${what}`;
  return makeExperiment(scenario, title, [transactionAt(scenario, index)], state);
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

/** What is to be tried; its bound may turn out to be none. */
type Trial = Perturbation;

interface PerturbedRun extends RunOnState {
  /** What the field had more than in the baseline. */
  readonly delta: bigint;
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

function conclude(
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
  const within = runs.filter(({ delta, result }) => !isAtEnd(delta) || !isOverflow(result));
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
    ...(bound === undefined || within.some(({ delta }) => delta === bound.delta) ? {} : { bound }),
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

function isOverflow({ outcome, returned }: TransactionResult): boolean {
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

/** Each place with what first showed it, in the order of the runs. */
export function firstOfEach<Shown extends Place>(places: readonly Shown[]): Shown[] {
  const first = new Map<string, Shown>();
  for (const place of places) {
    const key = [
      place.into,
      "location" in place ? place.location : "",
      "log" in place ? place.log : "",
    ].join(" ");
    if (!first.has(key)) first.set(key, place);
  }
  return [...first.values()];
}

function unknown(reason: string): AccumulatorVerdict {
  return { kind: "unknown", reason };
}
