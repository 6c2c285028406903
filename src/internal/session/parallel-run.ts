import type { ScenarioExecution } from "../model/execution.ts";
import type { ParallelReceipt, ParallelRun } from "../model/parallel-run.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { ReportContract } from "../model/report-contract.ts";
import type { ReportSchedule } from "../model/report-schedule.ts";
import type { ParallelReport, ReportScenario } from "../model/report.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { bestSchedule } from "../primitives/schedule/best-schedule.ts";
import { dependencyGraph } from "../primitives/schedule/dependency-graph.ts";
import { functionName } from "../report/function-name.ts";
import { createNamer } from "../slot-naming/create-namer.ts";
import { Attempts } from "./attempts.ts";
import { executeBatch, type RunContext } from "./execute-batch.ts";
import { reportExecutions } from "./report-executions.ts";
import { accountWords, type WordsOf } from "./account-words.ts";
import { runCalls } from "./run-crowds.ts";

export interface CrowdRequest {
  readonly users: number;
  readonly vary: "sender" | "arguments";
}

/**
 * What came of one batch, from the records of it. Throws PE036 when the executor cannot run it, or not as the chain
 * did: nothing can be said of it then.
 */
export async function runBatch(
  records: readonly RecordingRecord[],
  context: RunContext,
): Promise<ParallelRun> {
  const execution = await executeBatch(records, context);
  return describeRun({ kind: "batch", execution }, context);
}

/**
 * What comes of it when many users make the one call of a batch. Throws PE036 as {@link runBatch}, PE038 when others
 * cannot make it, and PE052 when there are several.
 */
export async function runCrowdOf(
  records: readonly RecordingRecord[],
  { users, vary }: CrowdRequest,
  context: RunContext,
): Promise<ParallelRun> {
  const calls = records.filter(({ kind }) => kind === "transaction").length;
  if (calls > 1) throw new ParallelEvmError("PE052", [String(calls)]);
  const execution = await executeBatch(records, context);
  const executions = [execution];
  const namer = createNamer(context.contracts);
  const { names, study } = await runCalls({
    executions,
    execute: (scenarios) => context.executor.execute(scenarios),
    namer,
    users,
    isOver: () => false,
    progress: () => () => undefined,
  });
  const [uncloned] = study.uncloned;
  if (uncloned !== undefined) {
    const { fields } = uncloned.call.transaction;
    const called = functionName(names.ofCall(uncloned.call), fields);
    throw new ParallelEvmError("PE038", [called, uncloned.reason]);
  }
  const of = (target: "same" | "spread") =>
    study.crowds.find(({ crowd }) => crowd.target === target)?.execution;
  const crowd = (vary === "arguments" ? of("spread") : undefined) ?? of("same");
  if (crowd === undefined)
    throw new ParallelEvmError("PE038", ["The transaction", whyNot(execution)]);
  const words = accountWords(executions);
  // It is what is asked about, and so a scenario of its own. Its users have words all the same.
  const batch = {
    ...crowd,
    scenario: { ...crowd.scenario, title: execution.scenario.title, kind: "batch" as const },
  };
  return describeRun(
    { kind: "crowd", execution: batch, wordsOf: () => words(crowd, true) },
    context,
  );
}

/** Such as are never asked of. */
function whyNot({ scenario, transactions }: ScenarioExecution): string {
  if (transactions.some(({ result }) => result?.outcome.status === 0)) return "it failed";
  if (scenario.transactions.some(({ fields }) => fields.to === undefined))
    return "it creates a contract";
  return "it runs no code";
}

interface RunToDescribe {
  readonly kind: ParallelRun["kind"];
  readonly execution: ScenarioExecution;
  readonly wordsOf?: WordsOf;
}

async function describeRun(
  { kind, execution, wordsOf }: RunToDescribe,
  { executor, contracts, profile }: RunContext,
): Promise<ParallelRun> {
  const report = await reportExecutions({
    executions: [execution],
    transactions: [],
    contracts,
    namer: createNamer(contracts),
    profile,
    executor,
    attempts: new Attempts(),
    ...(wordsOf === undefined ? {} : { wordsOf }),
    // All that there is to try: an order that was left out would count as one that does not matter.
    experiments: { isOver: () => false, progress: () => () => undefined },
    notes: [],
  });
  const [scenario] = report.scenarios;
  if (scenario === undefined) throw new Error("A report lacks its scenario");
  return runOf(kind, scenario, execution, report);
}

function runOf(
  kind: ParallelRun["kind"],
  scenario: ReportScenario,
  execution: ScenarioExecution,
  { hotspots, orders, contracts }: ParallelReport,
): ParallelRun {
  const { title, transactions, conflicts, conflictsOmitted, speedup, schedule } = scenario;
  return {
    kind,
    title,
    transactions,
    receipts: receiptsOf(execution),
    conflicts,
    conflictsOmitted,
    hotspots,
    orders,
    contracts: contracts.map(({ name }) => name),
    variablesOf: (contract) => variablesIn(contracts.find(({ name }) => name === contract)),
    speedup,
    reexecutions: reexecutionsIn(scenario),
    speedupOn: (threads) => speedupOn(schedule, threads),
  };
}

function variablesIn(contract: ReportContract | undefined): readonly string[] {
  const variables = contract?.storage.map(({ path }) => path.split(".", 1)[0] ?? path);
  return [...new Set(variables)];
}

/** Null where Block-STM was not run to its end. */
function reexecutionsIn({ conflicts, schedule, transactions }: ReportScenario): number | null {
  if (schedule.execution !== null) return schedule.execution.runs.length - transactions.length;
  return conflicts.length === 0 ? 0 : null;
}

function speedupOn({ gas, waits }: ReportSchedule, threads: number): number {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ParallelEvmError("PE039", ["threads", String(threads), "a whole number from 1"]);
  }
  const graph = dependencyGraph(gas, [waits.map(([earlier, later]) => ({ earlier, later }))]);
  const total = gas.reduce((sum, one) => sum + one, 0);
  return speedupRatio(BigInt(total), BigInt(bestSchedule(graph, threads).makespan));
}

function receiptsOf({ scenario, transactions }: ScenarioExecution): ParallelReceipt[] {
  return scenario.transactions.map(({ hash, fields, block }, index) => {
    const outcome = transactions[index]?.result?.outcome;
    if (outcome === undefined) throw new Error("A result is missing");
    return {
      transactionHash: hash,
      transactionIndex: index,
      blockNumber: block.number,
      from: fields.from,
      to: fields.to ?? null,
      status: outcome.status === 1 ? "success" : "reverted",
      gasUsed: outcome.gasUsed,
      contractAddress: outcome.createdAddress ?? null,
      logs: outcome.logs,
    };
  });
}
