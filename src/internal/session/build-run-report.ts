import { analyseRun } from "../analysis/analyse-run.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import type { Executor, OnProgress } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { Execute, ScenarioExecution, VirtualRun } from "../model/execution.ts";
import type { KeyedProof } from "../model/proof.ts";
import type { ProfileId } from "../model/profile.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { RunAnalysis, TransactionNames } from "../model/analysis.ts";
import type {
  AskedFunction,
  ExperimentsInput,
  SuggestionInput,
  Suggestions,
} from "../model/report-input.ts";
import { priceRemedies } from "../analysis/price-remedies.ts";
import { suggest, type SuggestOptions } from "../suggestions/suggest.ts";
import type { Ignore } from "../suggestions/suppression.ts";
import type { ReportContract } from "../model/report-contract.ts";
import type { ParallelReport, ReportChain } from "../model/report.ts";
import type { SuiteScenarioKind } from "../model/scenario.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { buildReport } from "../report/build-report.ts";
import { functionName } from "../report/function-name.ts";
import { type BuiltScenarios, buildScenarios } from "../scenarios/build-scenarios.ts";
import { createNamer, type Namer } from "../slot-naming/create-namer.ts";
import { askedFunctions } from "./asked-functions.ts";
import { type Demands, holdReport } from "./hold-report.ts";
import { namedAlike } from "./named-alike.ts";
import { nameRun } from "./name-run.ts";
import { type CrowdsRun, runCrowds, type StageProgress } from "./run-crowds.ts";
import { type ExperimentsToRun, runExperiments } from "./run-experiments.ts";
import { slotUses } from "./slot-uses.ts";
import { verifyTransactions } from "./verify-transactions.ts";

export interface RunToReport {
  /** One list of records a recording file. */
  readonly recordings: readonly (readonly RecordingRecord[])[];
  readonly contracts: readonly ContractInfo[];
  readonly kinds: readonly SuiteScenarioKind[];
  /** The engine that the analysis is made for. */
  readonly profile: ProfileId;
  readonly executor: Executor;
  readonly onProgress: OnProgress;
  /** Absent: no crowds are made. */
  readonly crowds?: CrowdOptions;
  /** Absent: nothing is suggested. */
  readonly suggestions?: SuggestionOptions;
  /** What diffs of this recording's report were seen to do. */
  readonly proofs?: readonly KeyedProof[];
  /** What the team holds the report to; absent: nothing. */
  readonly demands?: Demands;
  /** What the user should know beside what the recordings say. */
  readonly notes: readonly string[];
}

export interface CrowdOptions {
  /** Clones a crowd. */
  readonly users: number;
  readonly checkInEdr?: (execution: ScenarioExecution) => Promise<EdrCheck>;
  /** Whether the time for crowds is over. */
  readonly isOver: () => boolean;
  readonly progress: StageProgress;
}

/** The config's. */
export interface SuggestionOptions {
  readonly shards: number;
  readonly ignore: readonly Ignore[];
}

/** The whole way from recordings to a report. Equal input gives an equal report. */
export async function buildRunReport(run: RunToReport): Promise<ParallelReport> {
  return buildScenariosReport({
    ...run,
    built: buildScenarios(run.recordings, run.kinds),
    asked: askedFunctions(run.recordings, run.contracts),
    recordedNotes: notesOf(run.recordings),
  });
}

/** Scenarios to report on, wherever they come from. */
export interface ScenariosToReport extends Omit<RunToReport, "recordings" | "kinds"> {
  readonly built: BuiltScenarios;
  /** What somebody asks contracts for without a transaction. */
  readonly asked: readonly AskedFunction[];
  readonly recordedNotes: readonly string[];
  /** Absent: what a suite sent. */
  readonly chain?: ReportChain;
}

/** The way from scenarios to a report. Equal input gives an equal report. */
export async function buildScenariosReport(run: ScenariosToReport): Promise<ParallelReport> {
  const { built } = run;
  const executions = await run.executor.execute(built.scenarios, run.onProgress);
  const namer = createNamer(run.contracts);
  const failures: string[] = [];
  const attempt = attemptWith(failures);
  const crowds = await attempt("Crowds", () => crowdsOf(run, executions, namer));
  const suite = executions.filter(({ scenario }) => scenario.kind !== "setup");
  const shown = [...suite, ...(crowds?.unconditional ?? [])];
  const names = nameRun(shown, namer, crowds?.wordsOf);
  const analysed = { ...analyseRun(shown, names, profileOf(run.profile)), names };
  const virtualRuns = await attempt("Runs in virtual time", () =>
    runVirtually(analysed, run.executor),
  );
  const experiments = await attempt("Experiments", () =>
    experimentsOf(run, analysed, crowds, namer),
  );
  return buildReport({
    ...analysed,
    ...(virtualRuns === undefined ? {} : { virtualRuns }),
    ...(run.suggestions === undefined ? {} : { suggest: suggestWith(run, analysed, namer) }),
    ...(run.proofs === undefined ? {} : { proofs: run.proofs }),
    ...(experiments === undefined ? {} : { experiments }),
    ...(crowds === undefined ? {} : { crowds: crowds.input }),
    setup: executions.filter(({ scenario }) => scenario.kind === "setup"),
    transactions: verifyTransactions(built, executions),
    ...(run.chain === undefined ? {} : { chain: run.chain }),
    workers: run.executor.threads,
    contracts: contractsOf(executions, namer),
    ...holdTo(run.demands),
    notes: [...run.notes, ...failures, ...run.recordedNotes],
  });
}

function suggestWith(
  { contracts, asked, suggestions }: ScenariosToReport,
  analysed: RunAnalysis & { readonly names: TransactionNames },
  namer: Namer,
): (input: SuggestionInput) => Suggestions {
  const { analyses, groupOf, otherEngines, names } = analysed;
  const { shards = 0, ignore = [] } = suggestions ?? {};
  const executions = analyses.map(({ execution }) => execution);
  const usesOf = slotUses(executions, names, namer);
  const calls = (scenario: number, functions: readonly string[]) =>
    executions[scenario]?.scenario.transactions.some(({ fields }, index) =>
      functions.includes(functionName(names.call(scenario, index), fields)),
    ) === true;
  const price: SuggestOptions["price"] = (remedies, engine, options) => {
    const other = otherEngines.find(({ profile }) => profile === engine);
    const run = { analyses: other?.analyses ?? analyses, groupOf, usesOf, calls };
    return priceRemedies(run, remedies, options);
  };
  const alike = namedAlike(analysed);
  return (input) =>
    suggest(input, {
      contracts,
      shards,
      ignore,
      price,
      asked,
      isNamedAlike: (group) => alike.has(group),
    });
}

function holdTo(demands: Demands | undefined) {
  if (demands === undefined) return {};
  return { hold: (report: ParallelReport) => holdReport(report, demands) };
}

/** Larger ones would take longer than they tell. */
const MOST_IN_VIRTUAL_TIME = 1_000;

/** The suite's scenarios in which something conflicts, by their index. */
async function runVirtually(
  { analyses }: RunAnalysis,
  executor: Executor,
): Promise<ReadonlyMap<number, VirtualRun>> {
  const chosen = [...analyses.entries()].filter(
    ([, { execution, contended, senders }]) =>
      execution.scenario.kind !== "crowd" &&
      senders > 1 &&
      contended.length > 0 &&
      execution.scenario.transactions.length <= MOST_IN_VIRTUAL_TIME,
  );
  if (chosen.length === 0) return new Map();
  const runs = await executor.countReexecutions(chosen.map(([, { execution }]) => execution));
  return new Map(chosen.flatMap(([index], i) => (runs[i] === undefined ? [] : [[index, runs[i]]])));
}

/** Those that the project has, sorted by name. */
function contractsOf(
  executions: readonly ScenarioExecution[],
  namer: Namer,
): readonly ReportContract[] {
  const names = executions.flatMap(({ transactions, codes }) =>
    transactions.flatMap(({ result }) =>
      result === undefined ? [] : namer.contractsIn({ ...result, codes }),
    ),
  );
  return [...new Set(names)].sort().flatMap((name) => namer.layoutOf(name) ?? []);
}

/** What is made beside the suite's own scenarios must not cost the report of those. */
function attemptWith(failures: string[]) {
  return async <Result>(what: string, make: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await make();
    } catch (error) {
      // It concerns the suite's scenarios as well.
      if (error instanceof ParallelEvmError) throw error;
      failures.push(`${what} could not be made, by a defect of this plugin: ${stackOf(error)}`);
      return undefined;
    }
  };
}

async function crowdsOf(
  { crowds, executor, profile, chain }: ScenariosToReport,
  executions: readonly ScenarioExecution[],
  namer: Namer,
): Promise<CrowdsRun | undefined> {
  // Real traffic is many users already.
  if (crowds === undefined || chain !== undefined) return undefined;
  const { users, isOver, progress, checkInEdr } = crowds;
  return runCrowds({
    executions,
    execute: executeWith(executor),
    namer,
    profile: profileOf(profile),
    users,
    countReexecutions: (crowd) => executor.countReexecutions(crowd),
    ...(checkInEdr === undefined ? {} : { checkInEdr }),
    isOver,
    progress,
  });
}

async function experimentsOf(
  { crowds: options, executor }: ScenariosToReport,
  shown: ExperimentsToRun["shown"],
  crowds: CrowdsRun | undefined,
  namer: Namer,
): Promise<ExperimentsInput | undefined> {
  if (options === undefined) return undefined;
  const execute = executeWith(executor);
  const { isOver, progress } = options;
  const { input, wordsOf = () => ({}) } = crowds ?? {};
  return runExperiments({ shown, crowds: input, execute, namer, wordsOf, isOver, progress });
}

function executeWith(executor: Executor): Execute {
  return (scenarios) => executor.execute(scenarios);
}

function notesOf(recordings: RunToReport["recordings"]): string[] {
  return recordings.flatMap((records) =>
    records.flatMap((record) => (record.kind === "note" ? [record.message] : [])),
  );
}
