import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

import { solcPath } from "../solc-path.ts";

export default defineConfig({
  plugins: [
    hardhatParallelEvm,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatMocha,
  ],
  solidity: { version: "0.8.37", path: solcPath },
  // The tables are of all that there is to try, however long it takes here.
  parallelEvm: { crowds: { seconds: 300 } },
});
