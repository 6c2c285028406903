import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

import { solcPath } from "../solc-path.ts";

const simulated = { type: "edr-simulated" } as const;

export default defineConfig({
  plugins: [
    hardhatParallelEvm,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatMocha,
  ],
  networks: {
    large: { ...simulated, allowUnlimitedContractSize: true, blockGasLimit: 1_000_000_000n },
    interval: {
      ...simulated,
      allowBlocksWithSameTimestamp: true,
      mining: { auto: false, interval: 50 },
    },
    berlin: { ...simulated, hardfork: "berlin" },
    london: { ...simulated, hardfork: "london" },
    merge: { ...simulated, hardfork: "merge" },
    shanghai: { ...simulated, hardfork: "shanghai" },
    cancun: { ...simulated, hardfork: "cancun" },
    prague: { ...simulated, hardfork: "prague" },
    osaka: { ...simulated, hardfork: "osaka" },
    amsterdam: { ...simulated, hardfork: "amsterdam" },
    ethereum: { ...simulated, chainType: "l1" },
    optimism: { ...simulated, chainType: "op" },
  },
  solidity: {
    // Code that runs on every hardfork from London on, and, as it happens, on Berlin.
    version: "0.8.37",
    path: solcPath,
    settings: { evmVersion: "london" },
  },
});
