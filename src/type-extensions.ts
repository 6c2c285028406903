import type { ParallelEvm, ParallelEvmConfig, ParallelEvmUserConfig } from "./types.ts";

import "hardhat/types/config";
import "hardhat/types/global-options";
import "hardhat/types/network";

declare module "hardhat/types/config" {
  interface HardhatUserConfig {
    parallelEvm?: ParallelEvmUserConfig;
  }

  interface HardhatConfig {
    parallelEvm: ParallelEvmConfig;
  }
}

declare module "hardhat/types/global-options" {
  interface GlobalOptions {
    /** Record what the tests send, run it again in parallel, and report. */
    parallelEvm: boolean;
    /** Formats of the report, separated by commas; undefined: those of the config. */
    parallelEvmReport: string | undefined;
    /** Write what the report says to `.parallel-evm-snapshot`. */
    parallelEvmSnapshot: boolean;
    /** Compare the report with that file; what is worse fails the run. */
    parallelEvmCheck: boolean;
  }
}

declare module "hardhat/types/network" {
  interface NetworkConnection<
    // Hardhat's own declaration, which this one is merged with, has it.
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-redundant-type-constituents
    ChainTypeT extends ChainType | string = DefaultChainType,
  > {
    /** Parallel safety of single calls, for tests. */
    parallelEvm: ParallelEvm;
  }
}
