import type { HookContext } from "hardhat/types/hooks";

import { speedupOf } from "../analysis/speedup-of.ts";
import { Executor } from "../executor/executor.ts";
import type { MeasureOptions } from "../model/measurement.ts";
import type { ReplayedFile } from "../model/replay.ts";
import { deliverReplay, printReplayedFile, type ReplayDelivery } from "../report/deliver-replay.ts";
import { ProgressLine } from "../report/progress-line.ts";
import { buildReplayReport } from "../report/replay/build-replay-report.ts";
import { createNamer } from "../slot-naming/create-namer.ts";
import { loadContracts } from "./load-contracts.ts";
import type { BlockGas } from "./replay-block.ts";
import { replayBlocks } from "./replay-blocks.ts";

export interface ReplayRequest {
  readonly files: readonly string[];
  readonly threads: number;
  /** Absent: blocks are verified, not measured. */
  readonly measure?: MeasureOptions;
  readonly json?: string;
  readonly notes: readonly string[];
}

/**
 * Replays block files, prints what became of each when it is done, and the sum. Returns whether all
 * matched. Throws PE012 when the file for the data cannot be written, after all was printed.
 */
export async function replayFiles(context: HookContext, request: ReplayRequest): Promise<boolean> {
  const { config, artifacts } = context;
  const { files, threads, measure, json } = request;
  const delivery: ReplayDelivery = {
    output: process.stdout,
    environment: process.env,
    top: config.parallelEvm.top,
    ...(json === undefined ? {} : { json }),
  };
  // First of all: its threads load EthereumJS while this one reads the files.
  // Always in parallel, and as a chain would that gets the block without knowing what it touches.
  const executor = new Executor({ threads, execution: "parallel", foreknowledge: false });
  try {
    const { contracts, problems } = await loadContracts(artifacts);
    const replayed: ReplayedFile[] = [];
    const gas: BlockGas[] = [];
    for await (const { gas: ofBlock, ...file } of replayBlocks({
      files,
      executor,
      namer: createNamer(contracts),
      profile: config.parallelEvm.profile,
      ...(measure === undefined ? {} : { measure }),
      progress: (title) => new ProgressLine(process.stdout, title, Date.now, process.env),
    })) {
      printReplayedFile(file, delivery);
      replayed.push(file);
      if (ofBlock !== undefined && file.block?.matched === true) gas.push(ofBlock);
    }
    const notes = [...request.notes, ...problems];
    const report = buildReplayReport({ threads, files: replayed, speedup: speedupOf(gas), notes });
    await deliverReplay(report, delivery);
    return report.errors.length === 0;
  } finally {
    await executor.end();
  }
}
