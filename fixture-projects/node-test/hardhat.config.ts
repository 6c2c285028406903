import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatNodeTestRunner from "@nomicfoundation/hardhat-node-test-runner";
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

import { solcPath } from "../solc-path.ts";

export default defineConfig({
  plugins: [hardhatParallelEvm, hardhatEthers, hardhatNetworkHelpers, hardhatNodeTestRunner],
  solidity: { version: "0.8.37", path: solcPath },
  // The tables are of all that there is to try, however long it takes here.
  parallelEvm: { crowds: { seconds: 300 } },
});
