import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import type { RunSuper } from "./run-super.ts";

import { OBSERVED_NETWORK } from "../config/add-network.ts";

/** A node is mostly ended by a signal, after which no report can be made: says how to make it then. */
const node: TaskOverrideActionFunction = async (args, hre, runSuper: RunSuper) => {
  const { network, parallelEvm } = hre.globalOptions;
  if (!parallelEvm && network !== OBSERVED_NETWORK) return await runSuper(args);
  const { recordingFolderOf, sessionOf } = await import("../session/session.ts");
  console.log(
    `What this node mines is recorded in ${recordingFolderOf(hre)}\n` +
      `When it has ended, make the report with: npx hardhat parallel-evm report\n`,
  );
  try {
    return await runSuper(args);
  } finally {
    await sessionOf(hre).finish();
  }
};

export default node;
