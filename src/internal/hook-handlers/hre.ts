import type { HardhatRuntimeEnvironmentHooks } from "hardhat/types/hooks";

const hreHooks = (): Promise<Partial<HardhatRuntimeEnvironmentHooks>> =>
  Promise.resolve({
    created: async (_context, hre) => {
      if (!hre.globalOptions.parallelEvm) return;
      const { watchMocha } = await import("../test-runners/watch-mocha.ts");
      watchMocha(hre);
    },
  });

export default hreHooks;
