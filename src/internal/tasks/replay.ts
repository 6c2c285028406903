import { availableParallelism } from "node:os";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type ReplayArguments, resolveReplayOptions } from "../config/resolve-replay-options.ts";

/** Replays block files, or blocks of a network. The exit code is 1 when one of them did not match or could not be run. */
const replay: NewTaskActionFunction<ReplayArguments> = async (args, hre) => {
  const { config, globalOptions } = hre;
  const cores = availableParallelism();
  const options = resolveReplayOptions(args, config.parallelEvm, cores, globalOptions.network);
  const { replay: run } = await import("../session/replay.ts");
  if (!(await run(hre, options))) process.exitCode = 1;
};

export default replay;
