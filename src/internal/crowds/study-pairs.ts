import type { CrowdTarget } from "../model/crowd.ts";
import type { Execute, ScenarioExecution } from "../model/execution.ts";
import type { PreState, Scenario, ScenarioTransaction } from "../model/scenario.ts";
import { batched } from "./batched.ts";
import { cloneCall } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { functionDeviation } from "./is-faithful.ts";
import { type Parts, partsApart, partsAtSame } from "./pair-parts.ts";
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
  const isFaithful =
    functionDeviation(call.known.result, {
      verification: { kind: "matched" },
      result: studied.known.result,
    }) === undefined;
  return isFaithful ? studied : undefined;
}

/** Undefined if the calls do not run as they did, however they are put together. */
async function runPair(
  target: CrowdTarget,
  parts: Parts,
  execute: Execute,
): Promise<PairRun | undefined> {
  const [first, second] = parts;
  for (const ordered of [parts, [second, first]] as const) {
    const executions = await runTogether(ordered, execute);
    if (executions !== undefined) return { target, executions, together: true };
  }
  const executions = await runApart(parts, execute);
  return executions && { target, executions, together: false };
}

/** Both orders on one state; undefined if one of the calls does not run there, alone, as it did. */
async function runTogether(
  parts: Parts,
  execute: Execute,
): Promise<readonly ScenarioExecution[] | undefined> {
  const state = new CrowdState(...parts.map(({ known }) => known.before));
  const recorded = parts.map(({ known, disguise, user, words }) =>
    cloneCall(known, disguise, { user, id: user, words }, state),
  );
  // In one block, the later one: else time would run backwards in one of the orders.
  const block = laterBlock(recorded);
  const clones = recorded.map((clone) => ({ ...clone, block }));
  const scenario = (kind: "crowd" | "experiment", transactions: typeof clones): Scenario =>
    crowdScenario("pair", kind, parts[0].known.call.origin, transactions, state.preState);
  const alone = await execute(clones.map((clone) => scenario("experiment", [clone])));
  const isFaithful = parts.every(
    ({ known }, i) => functionDeviation(known.result, alone[i]?.transactions[0]) === undefined,
  );
  if (!isFaithful) return undefined;
  return execute([scenario("crowd", clones), scenario("crowd", clones.toReversed())]);
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
  const isFaithful = parts.every(
    ({ known }, i) => functionDeviation(known.result, executions[i]?.transactions[0]) === undefined,
  );
  if (!isFaithful || !couldBeOne(states)) return undefined;
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
