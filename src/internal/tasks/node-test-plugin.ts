import { overrideTask } from "hardhat/config";
import { definePlugin } from "hardhat/plugins";

/** Loaded only beside the node:test runner: overriding the task of a runner that is absent is an error. */
const nodeTestPlugin = definePlugin({
  id: "hardhat-parallel-evm:node-test",
  npmPackage: "hardhat-parallel-evm",
  tasks: [
    overrideTask(["test", "nodejs"])
      .setAction(() => import("./test-nodejs.ts"))
      .build(),
  ],
});

export default nodeTestPlugin;
