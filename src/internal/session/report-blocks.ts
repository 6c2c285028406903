import { basename, join } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ReportFormat } from "../model/report-format.ts";
import type { Scenario } from "../model/scenario.ts";
import { deliverReport } from "../report/deliver-report.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { ALL_RULES } from "../suggestions/all-rules.ts";
import { buildScenariosReport, type CrowdOptions } from "./build-run-report.ts";
import { namedSources } from "./named-sources.ts";
import { pluginVersion } from "./plugin-version.ts";
import { timeBudget } from "./time-budget.ts";

/** Below the output folder: the report of tests, which other tasks read, stays as it is. */
const REPLAY_FOLDER = "replay";

export interface BlocksReport {
  /** Each block's, verified already. */
  readonly scenarios: readonly Scenario[];
  readonly contracts: readonly ContractInfo[];
  /** Null: from files. */
  readonly network: string | null;
  readonly threads: number;
  readonly formats: readonly ReportFormat[];
  readonly notes: readonly string[];
}

/** Makes the report of tests of blocks, and delivers it. Throws PE001 when its folder cannot be written. */
export async function reportBlocks(context: HookContext, blocks: BlocksReport): Promise<void> {
  const { config } = context;
  const { execution, profile, output, top, crowds, suggestions } = config.parallelEvm;
  const { contracts, threads, formats, network } = blocks;
  const scenarios = numberTransactions(blocks.scenarios);
  const executor = new Executor({ threads, execution });
  const progress = new ProgressLine(process.stdout, "Making the report", Date.now, process.env);
  try {
    const report = await buildScenariosReport({
      built: { scenarios, unrunnable: [], recordsOf: new Map() },
      asked: [],
      chain: {
        network,
        chainIds: chainIdsOf(scenarios),
        blocks: scenarios.map(({ transactions }) => Number(transactions[0]?.block.number ?? 0n)),
      },
      contracts,
      profile,
      executor,
      onProgress: (done, total) => {
        progress.show(done, total);
      },
      onStage: (title) => {
        progress.next(title);
      },
      ...(crowds === false ? {} : { crowds: experimentOptions(crowds, progress) }),
      ...(suggestions === false ? {} : { suggestions }),
      recordedNotes: [],
      notes: blocks.notes,
    });
    progress.clear();
    await deliverReport(report, {
      folder: join(output, REPLAY_FOLDER),
      root: config.paths.root,
      output: process.stdout,
      environment: process.env,
      top,
      formats,
      page: { project: basename(config.paths.root), sources: namedSources(report, contracts) },
      tool: { version: pluginVersion(), rules: ALL_RULES },
    });
  } finally {
    progress.clear();
    await executor.end();
  }
}

/** A report counts each transaction once, by a number of its own. Blocks without transactions say nothing. */
function numberTransactions(scenarios: readonly Scenario[]): readonly Scenario[] {
  let next = 0;
  return scenarios
    .filter(({ transactions }) => transactions.length > 0)
    .map((scenario) => ({
      ...scenario,
      transactions: scenario.transactions.map((one) => ({ ...one, id: next++ })),
    }));
}

function chainIdsOf(scenarios: readonly Scenario[]): readonly number[] {
  const ids = new Set(scenarios.map(({ chain }) => Number(chain.chainId)));
  return [...ids].sort((a, b) => a - b);
}

function experimentOptions(
  crowds: { readonly users: number; readonly seconds: number },
  progress: ProgressLine,
): CrowdOptions {
  return {
    users: crowds.users,
    isOver: timeBudget(crowds),
    progress: (title) => {
      progress.next(title);
      return (done, total) => {
        progress.show(done, total);
      };
    },
  };
}
