import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatNodeTestRunner from "@nomicfoundation/hardhat-node-test-runner";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";
import hardhatParallelEvmChai from "hardhat-parallel-evm/chai";

import { solcPath } from "../solc-path.ts";

export default defineConfig({
  plugins: [
    hardhatParallelEvm,
    hardhatParallelEvmChai,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatMocha,
    hardhatNodeTestRunner,
    hardhatViem,
  ],
  paths: { tests: { mocha: "test/mocha", nodejs: "test/node" } },
  solidity: { version: "0.8.37", path: solcPath },
});
