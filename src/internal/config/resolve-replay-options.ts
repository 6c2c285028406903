import type { MeasureOptions } from "../model/measurement.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { capThreads } from "./cap-threads.ts";
import type { ParallelEvmConfig } from "./parallel-evm-config.ts";

/** Rounds that do not count, of each way that is measured: V8 compiles what is hot meanwhile. */
const WARMUP_ROUNDS = 20;

/** Arguments of the task `parallel-evm replay`, as Hardhat gives them. */
export interface ReplayArguments {
  readonly files: readonly string[];
  /** Blocks of a network; absent: those of files. */
  readonly block: string | undefined;
  readonly save: string | undefined;
  readonly hardfork: string | undefined;
  /** In seconds, of one request, and of all. */
  readonly requestTimeout: number;
  readonly timeout: number;
  readonly json: string | undefined;
  /** 0: those of the config. */
  readonly threads: number;
  /** 0: blocks are verified, not measured. */
  readonly rounds: number;
  readonly noStock: boolean;
}

export interface ReplayOptions {
  readonly files: readonly string[];
  /** Absent: the blocks are those of the files. */
  readonly chain?: ChainOptions;
  readonly json?: string;
  readonly threads: number;
  readonly measure?: MeasureOptions;
  readonly notes: readonly string[];
}

export interface ChainOptions {
  /** As the Hardhat config calls it. */
  readonly network: string;
  /** `N`, `N..M`, `latest-10..latest`. */
  readonly block: string;
  readonly hardfork?: string;
  readonly save?: string;
  readonly requestMs: number;
  readonly totalMs: number;
}

/**
 * What the arguments mean on a machine with so many cores. `network`: the one of Hardhat's option --network. Throws
 * PE003, PE011, PE040 and PE047.
 */
export function resolveReplayOptions(
  args: ReplayArguments,
  config: Pick<ParallelEvmConfig, "threads" | "notes">,
  cores: number,
  network?: string,
): ReplayOptions {
  const { files, json, threads, rounds, noStock } = args;
  const chain = chainOptions(args, network);
  if (files.length === 0 && chain === undefined) throw new ParallelEvmError("PE003", []);
  requireCount("--threads", threads);
  requireCount("--rounds", rounds);
  const measure = { rounds, warmup: WARMUP_ROUNDS, stock: !noStock };
  return {
    files,
    ...(chain === undefined ? {} : { chain }),
    ...(json === undefined ? {} : { json }),
    ...(threads === 0
      ? { threads: config.threads, notes: config.notes }
      : capThreads(threads, cores, "--threads")),
    ...(rounds === 0 ? {} : { measure }),
  };
}

function chainOptions(
  { files, block, save, hardfork, requestTimeout, timeout }: ReplayArguments,
  network: string | undefined,
): ChainOptions | undefined {
  if (block === undefined) {
    const stray = save !== undefined ? "--save" : hardfork !== undefined ? "--hardfork" : undefined;
    if (stray === undefined) return undefined;
    throw new ParallelEvmError("PE047", [stray, "is for blocks of a network, which --block names"]);
  }
  if (files.length > 0) {
    throw new ParallelEvmError("PE047", ["--block", "names blocks of a network: name no files"]);
  }
  if (network === undefined) throw new ParallelEvmError("PE040", []);
  requireSeconds("--request-timeout", requestTimeout);
  requireSeconds("--timeout", timeout);
  return {
    network,
    block,
    ...(hardfork === undefined ? {} : { hardfork }),
    ...(save === undefined ? {} : { save }),
    requestMs: requestTimeout * 1000,
    totalMs: timeout * 1000,
  };
}

/** Timers take no more than 2^31 ms. */
const MOST_SECONDS = 2_000_000;

function requireSeconds(option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= MOST_SECONDS) return;
  const expected = `a whole number of seconds, 1 to ${MOST_SECONDS}`;
  throw new ParallelEvmError("PE011", [option, `${value}`, expected]);
}

/** Hardhat's command line lets nothing else through, but tasks can be run by scripts, too. */
function requireCount(option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new ParallelEvmError("PE011", [option, `${value}`, "a whole number, 0 or more"]);
}
