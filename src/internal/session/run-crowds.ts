import { analyseRun } from "../analysis/analyse-run.ts";
import { crowdScenario } from "../crowds/crowd-scenario.ts";
import { meetByContent } from "../crowds/meet-by-content.ts";
import { selectCalls } from "../crowds/select-calls.ts";
import type { FlagsOfSuite } from "../crowds/find-role.ts";
import { type FunctionPair, selectPairs } from "../crowds/select-pairs.ts";
import type { CloneableCall } from "../crowds/study-call.ts";
import { type CrowdStudy, type ExecutedCrowd, studyCrowds } from "../crowds/study-crowds.ts";
import { studyPairs } from "../crowds/study-pairs.ts";
import { ENTRY_NOT_COPIED } from "../crowds/why-uncloned.ts";
import type { OnProgress } from "../executor/executor.ts";
import type { Crowd, CrowdCall, UnclonedCall } from "../model/crowd.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { EngineProfile } from "../model/profile.ts";
import type { Execute, ScenarioExecution, VirtualRun } from "../model/execution.ts";
import type {
  CrowdCallInput,
  CrowdRunInput,
  FunctionPairInput,
  NamedFunction,
  StudiedCrowds,
  UnclonedInput,
} from "../model/report-input.ts";
import type { Scenario } from "../model/scenario.ts";
import { shortContract } from "../model/short-contract.ts";
import { functionName } from "../report/function-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import { accountWords, type WordsOf } from "./account-words.ts";
import { CallNames } from "./call-names.ts";
import { nameRun } from "./name-run.ts";

/** Crowds that Hardhat's own network runs, too: each takes it about as long as the executor. */
const EDR_SAMPLE = 6;

/** The progress of a stage, by its title. */
export type StageProgress = (title: string) => OnProgress;

export interface CrowdsToRun {
  /** All of the run, the set-up too. */
  readonly executions: readonly ScenarioExecution[];
  readonly execute: Execute;
  readonly namer: Namer;
  readonly profile: EngineProfile;
  readonly users: number;
  readonly countReexecutions: (
    executions: readonly ScenarioExecution[],
  ) => Promise<readonly VirtualRun[]>;
  /** Absent where there is no network of Hardhat's at hand. */
  readonly checkInEdr?: (execution: ScenarioExecution) => Promise<EdrCheck>;
  readonly isOver: () => boolean;
  readonly progress: StageProgress;
}

export interface CrowdsRun {
  readonly input: StudiedCrowds;
  /** What Hardhat's own network says of a sample of them, which it does while the executor goes on. */
  readonly edrChecks: Promise<readonly EdrCheck[]>;
  /** Crowds in which nobody has to name or say what another one does: their conflicts are there for everybody. */
  readonly unconditional: readonly ScenarioExecution[];
  /** For accounts that only crowds have. */
  readonly wordsOf: WordsOf;
}

type NamedCrowds = CrowdsToRun & Pick<CrowdsRun, "wordsOf">;

/** Has many users make each call of the suite at once, and each pair of functions two users. */
export async function runCrowds(asked: CrowdsToRun): Promise<CrowdsRun> {
  const run = { ...asked, wordsOf: accountWords(asked.executions) };
  const { names, study } = await runCalls(run);
  run.progress("Running the crowds as Block-STM does");
  const virtual = await run.countReexecutions(study.crowds.map(({ execution }) => execution));
  const virtualRuns = new Map(study.crowds.map(({ crowd }, i) => [crowd, virtual[i]]));
  const edrChecks = checkSample(study.crowds, run);
  // Who waits for it is told.
  edrChecks.catch(() => undefined);
  const pairs = selectPairs(study.cloneable, ({ known }) => names.keyOf(known.call));
  const { functions, withoutTime } = await runPairs(pairs, run);
  return {
    input: {
      users: run.users,
      calls: study.cloneable.map((call) => describeCall(call, study, names, virtualRuns, run)),
      uncloned: study.uncloned.map((call) => describeUncloned(call, names)),
      leftOut: study.leftOut.map((call) => namedFunction(call, names)),
      functions,
      pairsLeftOut: pairs.length - functions.length,
      pairsWithoutTime: withoutTime.map(({ contract, a, b }) =>
        [a, b].map((one) => ({ contract, function: `${shortContract(contract)}.${one}` })),
      ),
    },
    edrChecks,
    unconditional: study.crowds.filter(isUnconditional).map(({ execution }) => execution),
    wordsOf: run.wordsOf,
  };
}

/**
 * The crowds alone: what they conflict at, nothing of pairs of functions. `functions`: of these only, such as
 * `Token.transfer`.
 */
export async function runCalls(
  run: Omit<CrowdsToRun, "profile" | "countReexecutions" | "checkInEdr"> & {
    readonly functions?: ReadonlySet<string>;
  },
): Promise<{ readonly names: CallNames; readonly study: CrowdStudy }> {
  const names = new CallNames(run.namer);
  const executions = [...run.executions.filter(isOfSuite), ...(await runSetUpAlone(run))];
  const all = selectCalls(executions, (execution, index) => names.of(execution, index));
  const calls = all.filter(
    (call) => run.functions?.has(functionName(names.ofCall(call), call.transaction.fields)) ?? true,
  );
  const study = await studyCrowds(calls, run.execute, {
    users: run.users,
    firstId: run.executions.reduce((sum, { scenario }) => sum + scenario.transactions.length, 0),
    isOver: run.isOver,
    onProgress: run.progress("Having many users make each call"),
    flags: flagsOf(run.executions, names),
  });
  return { names, study };
}

function flagsOf(executions: readonly ScenarioExecution[], names: CallNames): FlagsOfSuite {
  const setters = new Map(executions.flatMap(settersIn));
  return {
    setterOf: (location, value) => setters.get(`${location} ${value}`),
    isNumber: (known, location) => names.isNumber(known, location),
    flagIn: (known, slot) => names.flagIn(known, slot),
  };
}

/** The calls that set a slot and do not name their own sender, by the slot and what it holds then. */
function settersIn({ scenario, transactions }: ScenarioExecution): [string, CrowdCall][] {
  return scenario.transactions.flatMap((transaction, i) => {
    const { from, to, input } = transaction.fields;
    if (to === undefined || input.includes(from.slice(2))) return [];
    const writes = transactions[i]?.result?.accesses.writes ?? [];
    const call = { transaction, origin: scenario, occurrences: 1 };
    return writes.flatMap(({ location, value }): [string, CrowdCall][] => {
      const isSet = location.startsWith("storage:") && value > 0n;
      return isSet ? [[`${location} ${value}`, call]] : [];
    });
  });
}

function isOfSuite({ scenario }: ScenarioExecution): boolean {
  return scenario.kind !== "setup";
}

/**
 * What fixtures and hooks call is not attributed; each of their calls is run once more, alone, one for
 * each function of each contract.
 */
async function runSetUpAlone({
  executions,
  execute,
}: Pick<CrowdsToRun, "executions" | "execute">): Promise<readonly ScenarioExecution[]> {
  const scenarios = new Map<string, Scenario>();
  for (const { scenario, transactions } of executions) {
    if (scenario.kind !== "setup") continue;
    for (const [index, transaction] of scenario.transactions.entries()) {
      const { fields, before } = transaction;
      if (fields.to === undefined || before === undefined || fields.input === "0x") continue;
      if (transactions[index]?.result?.outcome.status !== 1) continue;
      const key = `${fields.to} ${fields.input.slice(0, 10)}`;
      if (scenarios.has(key)) continue;
      const alone = crowdScenario("set-up", "experiment", scenario, [transaction], before);
      scenarios.set(key, alone);
    }
  }
  return execute([...scenarios.values()]);
}

function namedFunction(call: CrowdCall, names: CallNames): NamedFunction {
  const name = names.ofCall(call);
  return {
    contract: name.contract ?? null,
    function: functionName(name, call.transaction.fields),
  };
}

function describeCall(
  { known, same, spread }: CloneableCall,
  { crowds }: CrowdStudy,
  names: CallNames,
  virtualRuns: ReadonlyMap<Crowd, VirtualRun | undefined>,
  run: NamedCrowds,
): CrowdCallInput {
  const { call, result } = known;
  const own = crowds.filter(({ crowd }) => crowd.call === call);
  const of = (target: "same" | "spread"): CrowdRunInput | undefined => {
    const found = own.find(({ crowd }) => crowd.target === target);
    if (found === undefined) return undefined;
    const virtual = virtualRuns.get(found.crowd);
    const analysed = analyseAll([found.execution], run);
    return virtual === undefined ? analysed : { ...analysed, virtual };
  };
  const [atSame, atDifferent] = [of("same"), of("spread")];
  if (atSame === undefined) throw new Error("A crowd was not run");
  const ownWords = same.varied.map(({ word }) => word);
  const varied = (spread ?? same).varied.filter(
    ({ word, offsets }) => offsets.length > 0 && !ownWords.includes(word),
  );
  return {
    call,
    name: names.ofCall(call),
    gasUsed: result.outcome.gasUsed,
    same: atSame,
    ...(atDifferent === undefined ? {} : { spread: atDifferent }),
    varies: names.argumentsVaried(known, varied),
  };
}

function analyseAll(
  executions: readonly ScenarioExecution[],
  { namer, profile, wordsOf }: Pick<NamedCrowds, "namer" | "profile" | "wordsOf">,
): CrowdRunInput {
  const names = nameRun(executions, namer, wordsOf);
  return { ...analyseRun(executions, names, profile, []), names };
}

/** The first crowd of each of the dearest calls, and those at different targets as well. */
async function checkSample(
  crowds: readonly ExecutedCrowd[],
  { checkInEdr, isOver }: CrowdsToRun,
): Promise<EdrCheck[]> {
  const checks: EdrCheck[] = [];
  if (checkInEdr === undefined) return checks;
  for (const { execution } of crowds.slice(0, EDR_SAMPLE)) {
    if (!isOver()) checks.push(await checkInEdr(execution));
  }
  return checks;
}

/** Those at different targets, and those where there is nothing that could differ, not even by what is said. */
export function isUnconditional(
  { crowd, execution }: ExecutedCrowd,
  _: number,
  all: readonly ExecutedCrowd[],
): boolean {
  if (crowd.target === "spread") return true;
  const isSpread = ({ crowd: other }: ExecutedCrowd) =>
    other.call === crowd.call && other.target === "spread";
  return !all.some(isSpread) && !meetByContent(execution);
}

async function runPairs(
  pairs: readonly FunctionPair[],
  run: NamedCrowds,
): Promise<{ functions: FunctionPairInput[]; withoutTime: FunctionPair[] }> {
  const studied = await studyPairs(
    pairs.flatMap(({ calls }) => calls),
    run.execute,
    run.isOver,
    run.progress("Putting functions side by side"),
  );
  const runsOf = new Map(studied.map(({ pair, runs }) => [pair, runs]));
  const withoutTime = pairs.filter(({ calls }) => !calls.every((pair) => runsOf.has(pair)));
  const functions = pairs.flatMap(({ contract, a, b, calls }) => {
    const runs = calls.map((pair) => runsOf.get(pair));
    if (!runs.every((run) => run !== undefined)) return [];
    // Nothing to go by: no state was found on which both run.
    if (!runs.flat().some(({ target }) => target === "spread")) return [];
    const inputs = runs.flat().map(({ target, together, executions }) => ({
      target,
      together,
      ...analyseAll(executions, run),
    }));
    return [{ contract, a, b, runs: inputs }];
  });
  return { functions, withoutTime };
}

function describeUncloned(call: UnclonedCall, names: CallNames): UnclonedInput {
  const { location } = call;
  const access = location === undefined ? undefined : names.accessOf(call.call, location);
  const isProof = call.cause === "refused" && names.takesProof(call.call);
  // An entry of an array of fixed size, say, or under a text of three letters: there are none for many users.
  const paths = access?.name.kind === "named" ? access.name.fields.map(({ path }) => path) : [];
  const isEntry = call.cause === "owner-only" && paths.some((path) => path.includes("[arg:"));
  return {
    ...call,
    ...(isProof
      ? { cause: "proof", reason: "it takes words that prove something of the sender" }
      : {}),
    ...(isEntry ? { cause: "unsupported", reason: ENTRY_NOT_COPIED } : {}),
    name: names.ofCall(call.call),
    ...(access === undefined ? {} : { access }),
  };
}
