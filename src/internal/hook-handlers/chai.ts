import type { NetworkHooks } from "hardhat/types/hooks";

let isAdded = false;

/** Adds the matchers with the first connection, as Hardhat's own plugin of matchers does. */
const chaiHooks = (): Promise<Partial<NetworkHooks>> =>
  Promise.resolve({
    newConnection: async (context, next) => {
      if (!isAdded) {
        isAdded = true;
        const { use } = await import("chai");
        const { supportChai } = await import("../matchers/support-chai.ts");
        use(supportChai);
      }
      return next(context);
    },
  });

export default chaiHooks;
