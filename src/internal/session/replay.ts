import type { HookContext } from "hardhat/types/hooks";

import { speedupOf } from "../analysis/speedup-of.ts";
import { chosenFormats } from "../config/chosen-formats.ts";
import type { ReplayOptions } from "../config/resolve-replay-options.ts";
import { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ReplayedFile } from "../model/replay.ts";
import type { Scenario } from "../model/scenario.ts";
import { deliverReplay, printReplayedFile, type ReplayDelivery } from "../report/deliver-replay.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { buildReplayReport } from "../report/replay/build-replay-report.ts";
import { createNamer } from "../slot-naming/create-namer.ts";
import { blockFileSource } from "./block-file-source.ts";
import type { ChainSources } from "./chain-sources.ts";
import { loadContracts } from "./load-contracts.ts";
import type { BlockGas } from "./replay-block.ts";
import { type BlockSource, replayBlocks } from "./replay-blocks.ts";
import { reportBlocks } from "./report-blocks.ts";

/**
 * Replays blocks of files or of a network, prints what became of each when it is done, and the sum; of a network, and
 * where formats are asked for, it makes the same report as of tests as well. Returns whether all matched. Throws PE012
 * and PE001 when files cannot be written, after all was printed.
 */
export async function replay(context: HookContext, request: ReplayOptions): Promise<boolean> {
  const { files, chain } = request;
  const { report } = context.config.parallelEvm;
  const asked = context.globalOptions.parallelEvmReport;
  const formats =
    chain === undefined && asked === undefined ? undefined : chosenFormats(asked, report);
  const chainBlocks = chain && (await openSources(context, chain));
  try {
    const sources = chainBlocks?.sources ?? files.map(blockFileSource);
    const contracts = await loadContracts(context.artifacts);
    const run = await replayAll(context, request, sources, contracts.contracts);
    const notes = [...request.notes, ...contracts.problems, ...(chainBlocks?.notes() ?? [])];
    const reports = formats !== undefined && run.scenarios.length > 0;
    if (reports) {
      await reportBlocks(context, {
        scenarios: run.scenarios,
        contracts: contracts.contracts,
        network: chain?.network ?? null,
        threads: request.threads,
        formats,
        notes,
      });
    }
    return await run.finish(notes, reports && formats.includes("terminal"));
  } finally {
    await chainBlocks?.close();
  }
}

/** Loads EthereumJS into this thread, which files do without. */
async function openSources(
  context: HookContext,
  chain: NonNullable<ReplayOptions["chain"]>,
): Promise<ChainSources> {
  const { chainSources } = await import("./chain-sources.ts");
  return chainSources(context, chain);
}

interface ReplayedBlocks {
  /** Of the blocks that matched. */
  readonly scenarios: readonly Scenario[];
  /** Prints and writes what is to be said of all of them. */
  finish(notes: readonly string[], withoutNotes: boolean): Promise<boolean>;
}

async function replayAll(
  { config }: HookContext,
  { threads, measure, json }: ReplayOptions,
  sources: readonly BlockSource[],
  contracts: readonly ContractInfo[],
): Promise<ReplayedBlocks> {
  const delivery: ReplayDelivery = {
    output: process.stdout,
    environment: process.env,
    top: config.parallelEvm.top,
    ...(json === undefined ? {} : { json }),
  };
  // First of all: its threads load EthereumJS while this one reads the files.
  // Always in parallel, and as a chain would that gets the block without knowing what it touches.
  const executor = new Executor({ threads, execution: "parallel", foreknowledge: false });
  const replayed: ReplayedFile[] = [];
  const gas: BlockGas[] = [];
  const scenarios: Scenario[] = [];
  try {
    for await (const { gas: ofBlock, scenario, ...file } of replayBlocks({
      sources,
      executor,
      namer: createNamer(contracts),
      profile: config.parallelEvm.profile,
      ...(measure === undefined ? {} : { measure }),
      progress: (title) => new ProgressLine(process.stdout, title, Date.now, process.env),
    })) {
      printReplayedFile(file, delivery);
      replayed.push(file);
      if (ofBlock !== undefined && file.block?.matched === true) gas.push(ofBlock);
      if (scenario !== undefined) scenarios.push(scenario);
    }
  } finally {
    await executor.end();
  }
  return {
    scenarios,
    finish: async (notes, withoutNotes) => {
      const speedup = speedupOf(gas);
      const report = buildReplayReport({ threads, files: replayed, speedup, notes });
      await deliverReplay(report, { ...delivery, withoutNotes });
      return report.errors.length === 0;
    },
  };
}
