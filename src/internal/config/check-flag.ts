import type { GlobalOptions } from "hardhat/types/global-options";

import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { OBSERVED_NETWORK } from "./add-network.ts";

type Options = Pick<
  GlobalOptions,
  "network" | "parallelEvm" | "parallelEvmCheck" | "parallelEvmReport" | "parallelEvmSnapshot"
>;

/**
 * Throws PE024 where tests are run with an option for the report, and no report will be made of them: a check that
 * checks nothing must not pass.
 */
export function checkFlag(options: Options): void {
  if (options.parallelEvm || options.network === OBSERVED_NETWORK) return;
  const { parallelEvmCheck, parallelEvmReport, parallelEvmSnapshot } = options;
  if (parallelEvmCheck) throw new ParallelEvmError("PE024", ["--parallel-evm-check"]);
  if (parallelEvmSnapshot) throw new ParallelEvmError("PE024", ["--parallel-evm-snapshot"]);
  if (parallelEvmReport !== undefined) {
    throw new ParallelEvmError("PE024", ["--parallel-evm-report"]);
  }
}
