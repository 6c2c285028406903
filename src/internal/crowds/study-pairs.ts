import type { CrowdTarget } from "../model/crowd.ts";
import type { Execute, ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import type { PreState, Scenario, ScenarioTransaction } from "../model/scenario.ts";
import { batched } from "./batched.ts";
import { cloneCall, renamingOf } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { changesOf } from "./effect-of.ts";
import { functionDeviation } from "./is-faithful.ts";
import type { KnownCall } from "./known-call.ts";
import { type Parts, partsApart, partsAtSame } from "./pair-parts.ts";
import { fillPots, renamePots } from "./shared-pots.ts";
import { type CloneableCall, studyCall } from "./study-call.ts";
import { transplantCall } from "./transplant-call.ts";

/** Two calls that two users make at once. */
export interface CallPair {
  readonly a: CloneableCall;
  readonly b: CloneableCall;
}

export interface PairRun {
  readonly target: CrowdTarget;
  /**
   * Crowds of two, in both orders. Where no state is known on which both calls run as they did alone, both
   * executed apart: their access sets say as much of the state that they were recorded on.
   */
  readonly executions: readonly ScenarioExecution[];
  readonly together: boolean;
}

export interface StudiedPair {
  readonly pair: CallPair;
  readonly runs: readonly PairRun[];
}

/** Pairs that are studied at the same time. */
const BATCH = 32;

/** Runs each pair as a crowd of two, at the same pool, id or recipient and at different ones. */
export async function studyPairs(
  pairs: readonly CallPair[],
  execute: Execute,
  isOver: () => boolean,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<readonly StudiedPair[]> {
  const studied: StudiedPair[] = [];
  const together = batched(execute);
  for (let done = 0; done < pairs.length && !isOver(); done += BATCH) {
    const batch = pairs.slice(done, done + BATCH);
    studied.push(...(await Promise.all(batch.map((pair) => studyPair(pair, together)))));
    onProgress(studied.length, pairs.length);
  }
  return studied;
}

async function studyPair(pair: CallPair, execute: Execute): Promise<StudiedPair> {
  const { a } = pair;
  const b = await onDeploymentOf(a, pair.b, execute);
  if (b === undefined) return { pair, runs: [] };
  const ways = [
    ...partsAtSame(a, b).map((parts) => ({ target: "same" as const, parts })),
    { target: "spread" as const, parts: partsApart(a, b) },
  ];
  const runs = await Promise.all(ways.map(({ target, parts }) => runPair(target, parts, execute)));
  return { pair, runs: runs.filter((run) => run !== undefined) };
}

async function onDeploymentOf(
  host: CloneableCall,
  call: CloneableCall,
  execute: Execute,
): Promise<CloneableCall | undefined> {
  const { to } = host.known.call.transaction.fields;
  if (call.known.call.transaction.fields.to === to) return call;
  const transplanted = transplantCall(call.known, host.known);
  const studied = transplanted && (await studyCall(transplanted, execute));
  if (studied?.kind !== "cloneable") return undefined;
  const { result } = studied.known;
  return isFaithful(call.known, { verification: { kind: "matched" }, result })
    ? studied
    : undefined;
}

/**
 * Undefined if the calls do not run as they did, however they are put together. What is looked for first is a
 * state on which each of them, alone, does what it did; then one on which the second does so after the first, which
 * makes it possible, as who opens a sale does for the buyer; then what they do apart.
 */
async function runPair(
  target: CrowdTarget,
  parts: Parts,
  execute: Execute,
): Promise<PairRun | undefined> {
  const [first, second] = parts;
  const run = (executions: readonly ScenarioExecution[], together: boolean): PairRun => ({
    target,
    executions,
    together,
  });
  const here = await meet(parts, execute);
  // What the other state says would not be asked for.
  if (here.ease === "as recorded") return run(here.executions, true);
  const meetings = [here, await meet([second, first], execute)];
  for (const ease of ["as recorded", "one enables the other"] as const) {
    const found = meetings.find((meeting) => meeting.ease === ease);
    if (found !== undefined) return run(found.executions, true);
  }
  const apart = await runApart(parts, execute);
  if (apart !== undefined) return run(apart, false);
  const found = meetings.find(({ ease }) => ease === "with less effect");
  return found && run(found.executions, true);
}

/** Two calls on the state that the first one was recorded on, where that says nothing that of the second. */
interface Meeting {
  readonly ease:
    | "as recorded"
    | "one enables the other"
    /** Each runs alone, but finds done already what it did: a price that is set to what it is. */
    | "with less effect"
    | "not";
  /** Both orders. */
  readonly executions: readonly ScenarioExecution[];
}

async function meet(parts: Parts, execute: Execute): Promise<Meeting> {
  const state = new CrowdState(...parts.map(({ known }) => known.before));
  const recorded = parts.map(({ known, disguise, user, words }) =>
    cloneCall(known, disguise, { user, id: user, words }, state),
  );
  for (const { known, disguise, user, words, pots } of parts) {
    fillPots(state, renamePots(pots, known, renamingOf(known, disguise, user, words)), 1);
  }
  // In one block, the later one: else time would run backwards in one of the orders.
  const block = laterBlock(recorded);
  const clones = recorded.map((clone) => ({ ...clone, block }));
  const scenario = (kind: "crowd" | "experiment", transactions: typeof clones): Scenario =>
    crowdScenario("pair", kind, parts[0].known.call.origin, transactions, state.preState);
  const [first, second, ...executions] = await execute([
    ...clones.map((clone) => scenario("experiment", [clone])),
    scenario("crowd", clones),
    scenario("crowd", clones.toReversed()),
  ]);
  const alone = [first?.transactions[0], second?.transactions[0]];
  const inTurn = executions[0]?.transactions ?? [];
  const all = (
    holds: typeof isFaithful,
    transactions: readonly (ExecutedTransaction | undefined)[],
  ) => parts.every(({ known }, i) => holds(known, transactions[i]));
  if (all(hasEffect, alone)) return { ease: "as recorded", executions };
  if (all(hasEffect, inTurn)) return { ease: "one enables the other", executions };
  return { ease: all(isFaithful, alone) ? "with less effect" : "not", executions };
}

function isFaithful({ result }: KnownCall, executed: ExecutedTransaction | undefined): boolean {
  return functionDeviation(result, executed) === undefined;
}

/** Does what the recorded call did, and changes as much. */
function hasEffect(known: KnownCall, executed: ExecutedTransaction | undefined): boolean {
  return isFaithful(known, executed) && changesOf(executed?.result) >= changesOf(known.result);
}

function laterBlock([a, b]: readonly ScenarioTransaction[]): ScenarioTransaction["block"] {
  if (a === undefined || b === undefined) throw new Error("A pair is two transactions");
  return a.block.timestamp >= b.block.timestamp ? a.block : b.block;
}

/** Each on the state that it was recorded on, put together as if they had run one after another; both orders. */
async function runApart(
  parts: Parts,
  execute: Execute,
): Promise<readonly ScenarioExecution[] | undefined> {
  const states: PreState[] = [];
  const alone = parts.map(({ known, disguise, user, words }) => {
    const state = new CrowdState(known.before);
    const clone = cloneCall(known, disguise, { user, id: user, words }, state);
    states.push(state.preState);
    const { origin } = known.call;
    return crowdScenario("pair", "experiment", origin, [clone], state.preState);
  });
  const executions = await execute(alone);
  const asRecorded = parts.every(({ known }, i) =>
    isFaithful(known, executions[i]?.transactions[0]),
  );
  if (!asRecorded || !couldBeOne(states)) return undefined;
  const { preState } = new CrowdState(...states);
  return [executions, executions.toReversed()].map((ordered) => oneAfterAnother(ordered, preState));
}

function oneAfterAnother(
  executions: readonly ScenarioExecution[],
  preState: PreState,
): ScenarioExecution {
  const [first] = executions;
  if (first === undefined) throw new Error("A pair is two executions");
  const transactions = executions.flatMap(({ scenario }) => scenario.transactions);
  return {
    ...first,
    scenario: { ...first.scenario, transactions, preState },
    transactions: executions.flatMap((execution) => execution.transactions),
    codes: new Map(executions.flatMap(({ codes }) => [...codes])),
  };
}

/**
 * Whether two states could be one, as far as entries of mappings go: what is there in one of them and not in
 * the other was made in between, so that the two calls never find the same.
 */
function couldBeOne([a, b]: readonly PreState[]): boolean {
  for (const [address, { storage }] of a ?? []) {
    const other = b?.get(address)?.storage;
    for (const [slot, value] of storage) {
      const found = other?.get(slot);
      if (found === undefined || BigInt(slot) < FIRST_HASH) continue;
      if ((found === 0n) !== (value === 0n)) return false;
    }
  }
  return true;
}

/** Slots below are those of variables themselves. */
const FIRST_HASH = 1n << 128n;
