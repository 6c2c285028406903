import type { ParallelEvmConfig, ParallelEvmUserConfig } from "./types.ts";

import "hardhat/types/config";
import "hardhat/types/global-options";

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
