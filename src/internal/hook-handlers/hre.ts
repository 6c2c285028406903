import type { HardhatRuntimeEnvironmentHooks } from "hardhat/types/hooks";

import { checkCopiedConfig, proofEnvironment } from "../config/proof-environment.ts";

const hreHooks = (): Promise<Partial<HardhatRuntimeEnvironmentHooks>> =>
  Promise.resolve({
    created: async (_context, hre) => {
      const proof = proofEnvironment(process.env);
      if (proof !== undefined) checkCopiedConfig(hre.config, proof);
      const { parallelEvm, parallelEvmReport } = hre.globalOptions;
      if (parallelEvmReport !== undefined) {
        // A wrong name is told before the tests, not after them.
        const { chosenFormats } = await import("../config/chosen-formats.ts");
        chosenFormats(parallelEvmReport, []);
      }
      if (!parallelEvm) return;
      const { watchMocha } = await import("../test-runners/watch-mocha.ts");
      watchMocha(hre);
      if (proof === undefined) return;
      const { recordMochaResults } = await import("../test-runners/record-mocha-results.ts");
      recordMochaResults(hre.config, proof.folder);
    },
  });

export default hreHooks;
