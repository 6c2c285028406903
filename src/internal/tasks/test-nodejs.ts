import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import { proofEnvironment } from "../config/proof-environment.ts";
import { publishesNodeTests } from "../test-runners/publishes-node-tests.ts";
import type { RunSuper } from "./run-super.ts";

/**
 * Lets a set-up file of this plugin run first, which tells which test is running, where Node does not publish
 * it. To prove a diff, the tests are run by this plugin, which notes which of them passed.
 */
const testNodejs: TaskOverrideActionFunction = async (args, hre, runSuper: RunSuper) => {
  if (!hre.globalOptions.parallelEvm) return await runSuper(args);
  const { nodeTestFiles } = await import("../test-runners/node-test-files.ts");
  const testFiles = await nodeTestFiles(namesIn(args), hre.config);
  if (!publishesNodeTests(process.versions.node)) {
    const { sessionOf } = await import("../session/session.ts");
    const { setNodeTestSession } = await import("../test-runners/node-test-session.ts");
    setNodeTestSession(sessionOf(hre));
  }
  const proof = proofEnvironment(process.env);
  if (proof === undefined) return await runSuper({ ...args, testFiles });
  const { runNodeTests } = await import("../test-runners/run-node-tests.ts");
  return await runNodeTests(testFiles, hre, proof.folder);
};

/** Of the variadic argument `testFiles`; a task's arguments have no types. */
function namesIn(args: Readonly<Record<string, unknown>>): string[] {
  const { testFiles } = args;
  return Array.isArray(testFiles) ? testFiles.map(String) : [];
}

export default testNodejs;
