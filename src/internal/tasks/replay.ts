import { availableParallelism } from "node:os";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type ReplayArguments, resolveReplayOptions } from "../config/resolve-replay-options.ts";

/** Replays block files. The exit code is 1 when one of them did not match or could not be run. */
const replay: NewTaskActionFunction<ReplayArguments> = async (args, hre) => {
  const options = resolveReplayOptions(args, hre.config.parallelEvm, availableParallelism());
  const { replayFiles } = await import("../session/replay-files.ts");
  if (!(await replayFiles(hre, options))) process.exitCode = 1;
};

export default replay;
