import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import type { RunSuper } from "./run-super.ts";

/** Lets a set-up file of this plugin run first, which tells which test is running. */
const testNodejs: TaskOverrideActionFunction = async (args, hre, runSuper: RunSuper) => {
  if (!hre.globalOptions.parallelEvm) return await runSuper(args);
  const { sessionOf } = await import("../session/session.ts");
  const { nodeTestFiles } = await import("../test-runners/node-test-files.ts");
  const { setNodeTestSession } = await import("../test-runners/node-test-session.ts");
  setNodeTestSession(sessionOf(hre));
  return await runSuper({
    ...args,
    testFiles: await nodeTestFiles(namesIn(args), hre.config),
  });
};

/** Of the variadic argument `testFiles`; a task's arguments have no types. */
function namesIn(args: Readonly<Record<string, unknown>>): string[] {
  const { testFiles } = args;
  return Array.isArray(testFiles) ? testFiles.map(String) : [];
}

export default testNodejs;
