import type { MeasureOptions } from "../model/measurement.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { capThreads } from "./cap-threads.ts";
import type { ParallelEvmConfig } from "./parallel-evm-config.ts";

/** Rounds that do not count, of each way that is measured: V8 compiles what is hot meanwhile. */
const WARMUP_ROUNDS = 20;

/** Arguments of the task `parallel-evm replay`, as Hardhat gives them. */
export interface ReplayArguments {
  readonly files: readonly string[];
  readonly json: string | undefined;
  /** 0: those of the config. */
  readonly threads: number;
  /** 0: blocks are verified, not measured. */
  readonly rounds: number;
  readonly noStock: boolean;
}

export interface ReplayOptions {
  readonly files: readonly string[];
  readonly json?: string;
  readonly threads: number;
  readonly measure?: MeasureOptions;
  readonly notes: readonly string[];
}

/** What the arguments mean on a machine with so many cores. Throws PE003 and PE011. */
export function resolveReplayOptions(
  { files, json, threads, rounds, noStock }: ReplayArguments,
  config: Pick<ParallelEvmConfig, "threads" | "notes">,
  cores: number,
): ReplayOptions {
  if (files.length === 0) throw new ParallelEvmError("PE003", []);
  requireCount("--threads", threads);
  requireCount("--rounds", rounds);
  const measure = { rounds, warmup: WARMUP_ROUNDS, stock: !noStock };
  return {
    files,
    ...(json === undefined ? {} : { json }),
    ...(threads === 0
      ? { threads: config.threads, notes: config.notes }
      : capThreads(threads, cores, "--threads")),
    ...(rounds === 0 ? {} : { measure }),
  };
}

/** Hardhat's command line lets nothing else through, but tasks can be run by scripts, too. */
function requireCount(option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new ParallelEvmError("PE011", [option, `${value}`, "a whole number, 0 or more"]);
}
