import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import type { RunSuper } from "./run-super.ts";

/** Makes one report for all test runners, also when they throw; their result stays as it is. */
const testAll: TaskOverrideActionFunction = async (args, hre, runSuper: RunSuper) => {
  if (!hre.globalOptions.parallelEvm) return await runSuper(args);
  const { sessionOf } = await import("../session/session.ts");
  const session = sessionOf(hre);
  session.collect();
  try {
    return await runSuper(args);
  } finally {
    await session.finish();
  }
};

export default testAll;
