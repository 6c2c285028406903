import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import { proofEnvironment } from "../config/proof-environment.ts";
import type { RunSuper } from "./run-super.ts";

/** Does as always; to prove a diff, it also notes which tests passed. */
const testSolidity: TaskOverrideActionFunction = async (args, hre, runSuper: RunSuper) => {
  const outcome = await runSuper(args);
  const proof = proofEnvironment(process.env);
  if (proof !== undefined) {
    const { recordSolidityResults } = await import("../test-runners/record-solidity-results.ts");
    recordSolidityResults(outcome, hre.config, proof.folder);
  }
  return outcome;
};

export default testSolidity;
