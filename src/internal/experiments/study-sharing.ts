import type {
  Dependence,
  SharedSlot,
  SharingFinding,
  SharingQuestion,
  SharingVerdict,
} from "../model/experiment.ts";
import { parseLocationKey } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { firstOfEach, placesOf, type RunOnState, toStatePlace } from "./compare-results.ts";
import { transactionAt } from "./make-experiment.ts";
import { otherCircumstances } from "./other-circumstances.ts";
import { experimentAlone, runAlone } from "./run-alone.ts";
import { changedBytes, maskOf, rangeOf, WHOLE_SLOT } from "./slot-bytes.ts";
import { stateBefore } from "./state-before.ts";
import { withSlot } from "./state-values.ts";
import { type SlotChange, slotOf } from "./slot-change.ts";

import { executedAt, type Study } from "./study.ts";

/**
 * Where two transactions change different bytes of one slot, runs each with other values in the bytes
 * that the other one changes: does it take another course?
 */
export function* studySharing(question: SharingQuestion): Study<SharingFinding> {
  const verdict = yield* judge(question);
  const { scenario, earlier, later } = question;
  const place = (index: number) => ({ index, hash: transactionAt(scenario, index).hash });
  return {
    question,
    scenario: scenario.id,
    earlier: place(earlier),
    later: place(later),
    verdict,
  };
}

/** One of the two: how it ran, and what it did to the slot. */
interface Sharer {
  readonly index: number;
  readonly run: RunOnState;
  readonly slot: SlotChange;
  readonly mask: bigint;
}

function* judge(question: SharingQuestion): Study<SharingVerdict> {
  if (parseLocationKey(question.location).kind !== "storage") {
    return unknown(`${question.location} is no storage slot`);
  }
  const earlier = yield* readSharer(question, question.earlier);
  if (typeof earlier === "string") return unknown(`the earlier transaction: ${earlier}`);
  const later = yield* readSharer(question, question.later);
  if (typeof later === "string") return unknown(`the later transaction: ${later}`);
  if ((earlier.mask | later.mask) === 0n) return unknown("neither changes the slot");
  const shared: SharedSlot = {
    masks: [toWord(earlier.mask), toWord(later.mask)],
    inferred: question.fields === undefined,
  };
  if ((earlier.mask & later.mask) !== 0n) return { kind: "same bytes", ...shared };
  if (shared.inferred) {
    const carries =
      (yield* carriesInto(question, earlier, later)) ||
      (yield* carriesInto(question, later, earlier));
    if (carries) return { kind: "same bytes", ...shared };
  }
  const dependences: Dependence[] = [];
  for (const [one, other] of [
    [earlier, later],
    [later, earlier],
  ] as const) {
    const found = yield* dependenceOf(question, one, other);
    if (typeof found === "string") return unknown(found);
    if (found.places.length > 0) dependences.push(found);
  }
  return dependences.length === 0
    ? { kind: "false sharing", ...shared }
    : { kind: "dependent", ...shared, dependences };
}

function* readSharer(question: SharingQuestion, index: number): Study<Sharer | string> {
  const { scenario, location, fields } = question;
  const state = yield* stateBefore(scenario, index);
  if (state === undefined) return "it looks at code that was made before it and is not known";
  const run = yield* runAlone(scenario, index, state, location);
  if (typeof run === "string") return run;
  const slot = slotOf(run, location);
  const changed = changedBytes(slot.before, slot.after);
  const touched = (fields ?? []).map(maskOf).filter((mask) => (mask & changed) !== 0n);
  return { index, run, slot, mask: touched.reduce((a, b) => a | b, changed) };
}

/**
 * Whether the bytes that both change are of one number after all: of the lower one's, all bits are set,
 * or none, so that it carries or borrows. A run that fails says nothing.
 */
function* carriesInto(
  { scenario, location }: SharingQuestion,
  one: Sharer,
  other: Sharer,
): Study<boolean> {
  if (one.mask === 0n || other.mask === 0n) return false;
  const [from, to] = [rangeOf(one.mask).offset, rangeOf(other.mask).offset];
  if (from > to) return false;
  const own = maskOf({ offset: from, size: to - from });
  const slots = [one.slot.before | own, one.slot.before & ~own];
  const executions = yield slots.map((slot) => {
    const state = withSlot(one.run.state, location, slot);
    return experimentAlone(scenario, one.index, state, `${location} = ${toWord(slot)}`);
  });
  return slots.some((slot, i) => {
    const { result } = executedAt(executions, i, 0);
    if (result === undefined) return false;
    const { after } = slotOf({ state: withSlot(one.run.state, location, slot), result }, location);
    return ((after ^ slot) & other.mask) !== 0n;
  });
}

/** What shows that `one` looks at the bytes that `other` changes: as it was recorded, else under other circumstances. */
function* dependenceOf(
  question: SharingQuestion,
  one: Sharer,
  other: Sharer,
): Study<Dependence | string> {
  const { index, mask } = one;
  const recorded = yield* placesUnder(question, one, other, one.run);
  if (typeof recorded === "string" || recorded.length > 0 || other.mask === 0n) {
    return typeof recorded === "string" ? recorded : { transaction: index, places: recorded };
  }
  const circumstances = otherCircumstances(question, one.run, mask | other.mask);
  if (circumstances.length === 0) return { transaction: index, places: [] };
  const executions = yield circumstances.map(({ state, given }) =>
    experimentAlone(question.scenario, index, state, `${given.location} = ${given.value}`),
  );
  for (const [i, { state, given }] of circumstances.entries()) {
    const { result } = executedAt(executions, i, 0);
    // What fails anyway may do so before it looks.
    if (result?.outcome.status !== 1) continue;
    const places = yield* placesUnder(question, one, other, { state, result });
    if (typeof places !== "string" && places.length > 0) {
      return { transaction: index, given, places };
    }
  }
  return { transaction: index, places: [] };
}

/** Where a run of `one` comes out otherwise as the bytes hold something else that `other` changes. */
function* placesUnder(
  { scenario, location }: SharingQuestion,
  { index }: Sharer,
  other: Sharer,
  base: RunOnState,
): Study<Dependence["places"] | string> {
  const { before, after } = slotOf(base, location);
  const slots = contentsToTry(before, other);
  if (slots.length === 0) return [];
  const states = slots.map((slot): PreState => withSlot(base.state, location, slot));
  const executions = yield states.map((state, i) =>
    experimentAlone(scenario, index, state, `${location} = ${toWord(slots[i] ?? 0n)}`),
  );
  const places: Dependence["places"][number][] = [];
  for (const [i, state] of states.entries()) {
    const slot = toWord(slots[i] ?? 0n);
    const { result } = executedAt(executions, i, 0);
    if (result === undefined) return "one of them could not be run with another value";
    const run = { state, result };
    const found = placesOf(base, run, location);
    places.push(...found.map((place) => ({ ...place, slot })));
    if (found.some(({ into }) => into === "status")) continue;
    const expected = (after & ~other.mask) | ((slots[i] ?? 0n) & other.mask);
    if (slotOf(run, location).after !== expected) places.push({ ...toStatePlace(location), slot });
  }
  return firstOfEach(places);
}

/** What stood there before and after the other one, as it would in either order; then nothing, one, and all bits. */
function contentsToTry(slot: bigint, other: Sharer): bigint[] {
  const { mask } = other;
  if (mask === 0n) return [];
  const one = 1n << BigInt(8 * rangeOf(mask).offset);
  const bytes = [other.slot.before, other.slot.after, 0n, one, maskOf(WHOLE_SLOT)];
  const contents = bytes.map((content) => (slot & ~mask) | (content & mask));
  return [...new Set(contents)].filter((content) => content !== slot);
}

function unknown(reason: string): SharingVerdict {
  return { kind: "unknown", reason };
}
