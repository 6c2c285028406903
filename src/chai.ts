import { definePlugin } from "hardhat/plugins";

export type * from "./chai-extensions.ts";

/** Hardhat plugin: chai matchers for what `parallelEvm.run()` and `parallelEvm.crowd()` give. */
const hardhatParallelEvmChai = definePlugin({
  id: "hardhat-parallel-evm-chai",
  npmPackage: "hardhat-parallel-evm",
  dependencies: () => [import("./index.ts")],
  hookHandlers: {
    network: () => import("./internal/hook-handlers/chai.ts"),
  },
});

export default hardhatParallelEvmChai;
