import type { RunAnalysis, TransactionNames } from "../../model/analysis.ts";
import type { ParallelRun } from "../../model/execution.ts";
import type { Hex } from "../../model/location.ts";
import type { Measurement } from "../../model/measurement.ts";
import type { ReplayBlock, ReplayMeasurement, ReplayTimes } from "../../model/replay.ts";
import { buildHotspots } from "../build-hotspots.ts";
import { buildOtherEngines } from "../build-other-engines.ts";

export interface BlockToBuild {
  readonly file: string;
  readonly number: bigint;
  readonly hash: Hex;
  readonly hardfork: string;
  readonly expected: { readonly gasUsed: bigint; readonly receiptsRoot: Hex };
  /** Of this block alone. */
  readonly run: RunAnalysis;
  readonly names: TransactionNames;
  readonly receiptsRoot?: Hex;
  readonly differences: readonly string[];
  readonly measurement?: Measurement;
}

/** One block of the replay report. Gas and numbers of blocks are far below 2^53. */
export function buildReplayBlock(input: BlockToBuild): ReplayBlock {
  const { file, hash, hardfork, run, names, differences, measurement } = input;
  const [analysis] = run.analyses;
  if (analysis === undefined) throw new Error("The block was not analysed");
  const { scenario, parallel } = analysis.execution;
  return {
    file,
    number: Number(input.number),
    hash,
    title: scenario.title,
    hardfork,
    transactions: scenario.transactions.length,
    senders: analysis.senders,
    gasUsed: Number(analysis.totalGas),
    expected: { ...input.expected, gasUsed: Number(input.expected.gasUsed) },
    receiptsRoot: input.receiptsRoot ?? null,
    matched: differences.length === 0,
    differences,
    ...howItRan(parallel),
    conflicts: analysis.conflictCounts,
    criticalPathGas: Number(analysis.criticalPath),
    speedup: analysis.speedup,
    profile: run.profile,
    hotspots: buildHotspots({ ...run, names }).map(({ hotspot }) => hotspot),
    otherEngines: buildOtherEngines({ ...run, names }).map(({ hotspot }) => hotspot),
    ms: measurement === undefined ? null : timesOf(measurement),
    measurement: measurement === undefined ? null : measurementOf(measurement),
  };
}

function howItRan(run: ParallelRun): Pick<ReplayBlock, "reexecutions" | "sequentialReason"> {
  switch (run.kind) {
    case "parallel":
      return { reexecutions: run.reexecutions, sequentialReason: null };
    case "sequential":
    case "skipped":
      return { reexecutions: null, sequentialReason: run.reason };
  }
}

function timesOf({ ms }: Measurement): ReplayTimes {
  return {
    stock: orNull(ms.stock),
    sequential: inMicroseconds(ms.sequential),
    parallel: orNull(ms.parallel),
    hybrid: orNull(ms.hybrid),
  };
}

function measurementOf(measurement: Measurement): ReplayMeasurement {
  const { rounds, workers, choice, reexecutions, failure } = measurement;
  return {
    rounds,
    workers,
    choice,
    reexecutions: reexecutions ?? null,
    failure: failure ?? null,
  };
}

function orNull(ms: number | undefined): number | null {
  return ms === undefined ? null : inMicroseconds(ms);
}

/** Finer than any clock here is right. */
function inMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
