import { analyseRun } from "../analysis/analyse-run.ts";
import { type PricedRun, priceRemedies } from "../analysis/price-remedies.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import type { Executor } from "../executor/executor.ts";
import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution, VirtualRun } from "../model/execution.ts";
import type { ProfileId } from "../model/profile.ts";
import type { KeyedProof } from "../model/proof.ts";
import type { ReportContract } from "../model/report-contract.ts";
import type {
  AskedFunction,
  ExperimentsInput,
  StudiedCrowds,
  SuggestionInput,
  Suggestions,
  VerifiedTransaction,
} from "../model/report-input.ts";
import type { ParallelReport, ReportChain } from "../model/report.ts";
import { buildReport } from "../report/build-report.ts";
import { remember } from "../primitives/remember.ts";
import { functionName } from "../report/function-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import { suggest, type SuggestOptions } from "../suggestions/suggest.ts";
import type { Ignore } from "../suggestions/suppression.ts";
import type { WordsOf } from "./account-words.ts";
import type { Attempts } from "./attempts.ts";
import { type Demands, holdReport } from "./hold-report.ts";
import { KnownExecutions } from "./known-executions.ts";
import { namedAlike } from "./named-alike.ts";
import { nameRun } from "./name-run.ts";
import type { StageProgress } from "./run-crowds.ts";
import { runExperiments } from "./run-experiments.ts";
import { seenCalls } from "./seen-calls.ts";
import { slotUses } from "./slot-uses.ts";

export interface ExecutionsToReport {
  /** Of all kinds, set-up too; crowds only where they are shown as scenarios of their own. */
  readonly executions: readonly ScenarioExecution[];
  /** Every recorded transaction once. */
  readonly transactions: readonly VerifiedTransaction[];
  /** Absent: what a suite sent. */
  readonly chain?: ReportChain;
  readonly contracts: readonly ContractInfo[];
  readonly namer: Namer;
  /** The engine that the analysis is made for. */
  readonly profile: ProfileId;
  readonly executor: Executor;
  /** What is run already; absent: nothing. */
  readonly known?: KnownExecutions;
  readonly attempts: Attempts;
  readonly crowds?: {
    readonly input: StudiedCrowds;
    readonly edrChecks: Promise<readonly EdrCheck[]>;
    /** Crowds that count with the suite's scenarios. */
    readonly unconditional: readonly ScenarioExecution[];
  };
  /** For accounts that only crowds have. */
  readonly wordsOf?: WordsOf;
  /** Absent: none are made. */
  readonly experiments?: {
    /** Whether the time for them is over. */
    readonly isOver: () => boolean;
    readonly progress: StageProgress;
  };
  /** Something else begins that takes its time. */
  readonly onStage?: (title: string) => void;
  /** Absent: nothing is suggested. */
  readonly suggestions?: SuggestionOptions & { readonly asked: readonly AskedFunction[] };
  /** What diffs of this recording's report were seen to do. */
  readonly proofs?: readonly KeyedProof[];
  /** What the team holds the report to; absent: nothing. */
  readonly demands?: Demands;
  /** What the user should know, what failed before included. */
  readonly notes: readonly string[];
}

/** The config's. */
export interface SuggestionOptions {
  readonly shards: number;
  readonly ignore: readonly Ignore[];
}

/** From transactions that were run to the report on them. Equal input gives an equal report. */
export async function reportExecutions(run: ExecutionsToReport): Promise<ParallelReport> {
  const { executions, executor, namer, attempts, crowds } = run;
  run.onStage?.("Finding what conflicts");
  const suite = executions.filter(({ scenario }) => scenario.kind !== "setup");
  const shown = [...suite, ...(crowds?.unconditional ?? [])];
  const names = nameRun(shown, namer, run.wordsOf);
  const analysed = { ...analyseRun(shown, names, profileOf(run.profile)), names };
  const virtualRuns = await attempts.attempt("Runs in virtual time", () =>
    runVirtually(analysed, run),
  );
  const experiments = await attempts.attempt("Experiments", () => experimentsOf(run, analysed));
  const edrChecks = await attempts.attempt("The check in Hardhat's own network", () =>
    edrChecksOf(run),
  );
  run.onStage?.("Weighing what to change");
  return buildReport({
    ...analysed,
    ...(virtualRuns === undefined ? {} : { virtualRuns }),
    ...(run.suggestions === undefined ? {} : { suggest: suggestWith(run, analysed) }),
    ...(run.proofs === undefined ? {} : { proofs: run.proofs }),
    ...(experiments === undefined ? {} : { experiments }),
    ...(crowds === undefined ? {} : { crowds: { ...crowds.input, edrChecks: edrChecks ?? [] } }),
    setup: executions.filter(({ scenario }) => scenario.kind === "setup"),
    transactions: run.transactions,
    ...(run.chain === undefined ? {} : { chain: run.chain }),
    workers: executor.threads,
    contracts: contractsOf(executions, namer),
    ...holdTo(run.demands),
    notes: [...attempts.failures, ...run.notes],
  });
}

/** Mostly they are there by now. */
async function edrChecksOf({ crowds, onStage }: ExecutionsToReport): Promise<readonly EdrCheck[]> {
  if (crowds === undefined) return [];
  onStage?.("Checking crowds in Hardhat's own network");
  return crowds.edrChecks;
}

function suggestWith(
  { contracts, suggestions, namer }: ExecutionsToReport,
  analysed: RunAnalysis & { readonly names: TransactionNames },
): (input: SuggestionInput) => Suggestions {
  const { analyses, groupOf, otherEngines, names } = analysed;
  const { shards = 0, ignore = [], asked = [] } = suggestions ?? {};
  const executions = analyses.map(({ execution }) => execution);
  const usesOf = slotUses(executions, names, namer);
  const calls = (scenario: number, functions: readonly string[]) =>
    executions[scenario]?.scenario.transactions.some(({ fields }, index) =>
      functions.includes(functionName(names.call(scenario, index), fields)),
    ) === true;
  const runs = new Map<ProfileId | undefined, PricedRun>();
  const runOn = (engine: ProfileId | undefined) => {
    const other = otherEngines.find(({ profile }) => profile === engine);
    return { analyses: other?.analyses ?? analyses, groupOf, usesOf, calls };
  };
  const price: SuggestOptions["price"] = (remedies, engine, { comparing }) =>
    priceRemedies(
      remember(runs, engine, () => runOn(engine)),
      remedies,
      comparing,
    );
  const alike = namedAlike(analysed);
  const seen = seenCalls(executions, namer);
  return (input) =>
    suggest(input, {
      contracts,
      shards,
      ignore,
      price,
      asked,
      isNamedAlike: (group) => alike.has(group),
      seenCalls: seen,
    });
}

function holdTo(demands: Demands | undefined) {
  if (demands === undefined) return {};
  return { hold: (report: ParallelReport) => holdReport(report, demands) };
}

/** Larger ones would take longer than they tell. */
const MOST_IN_VIRTUAL_TIME = 1_000;

/** Whether re-executions are counted: of the suite's scenarios in which something conflicts. */
export function isRunVirtually({ execution, contended, senders }: ScenarioAnalysis): boolean {
  const { kind, transactions } = execution.scenario;
  return (
    kind !== "crowd" &&
    senders > 1 &&
    contended.length > 0 &&
    transactions.length <= MOST_IN_VIRTUAL_TIME
  );
}

/** By the scenarios' index. */
async function runVirtually(
  { analyses }: RunAnalysis,
  { executor, known = new KnownExecutions() }: ExecutionsToReport,
): Promise<ReadonlyMap<number, VirtualRun>> {
  const chosen = [...analyses.entries()].filter(([, analysis]) => isRunVirtually(analysis));
  const runs = await known.countReexecutions(
    chosen.map(([, { execution }]) => execution),
    executor,
  );
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

async function experimentsOf(
  { experiments, executor, namer, crowds, wordsOf = () => ({}) }: ExecutionsToReport,
  shown: RunAnalysis & { readonly names: TransactionNames },
): Promise<ExperimentsInput | undefined> {
  if (experiments === undefined) return undefined;
  const execute = (scenarios: Parameters<Executor["execute"]>[0]) => executor.execute(scenarios);
  return runExperiments({ shown, crowds: crowds?.input, execute, namer, wordsOf, ...experiments });
}
