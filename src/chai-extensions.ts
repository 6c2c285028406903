import type { SpeedupOptions } from "./internal/matchers/reach-speedup.ts";

// As @types/chai declares its own.
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Chai {
    interface Assertion {
      /**
       * No two transactions of different senders meet anywhere.
       * @example expect(await parallelEvm.run(() => [a.mint(1), b.mint(2)])).to.be.conflictFree;
       */
      conflictFree: ParallelEvmAssertion;
      /**
       * Transactions of different senders meet at a place of a contract.
       * @param contract `Token`, or Hardhat's fully qualified `contracts/Token.sol:Token`.
       * @param path As reports write it, `balances[msg.sender]`, or the variable, `balances`. Undefined: anywhere.
       * @example expect(run).to.conflictOn("Token", "totalSupply");
       */
      conflictOn(contract: string, path?: string): ParallelEvmAssertion;
      /**
       * The modelled speed-up is `atLeast` or more, on 8 threads if nothing else is said.
       * @example expect(run).to.reachSpeedup(3.5, { threads: 4 });
       */
      reachSpeedup(atLeast: number, options?: SpeedupOptions): ParallelEvmAssertion;
      /**
       * Every order of the transactions that conflict comes to the same outcomes and the same state.
       * @example expect(run).to.be.orderIndependent;
       */
      orderIndependent: ParallelEvmAssertion;
    }

    /** To be awaited where the run is: `await expect(parallelEvm.run(…)).to.be.conflictFree`. */
    interface ParallelEvmAssertion extends Assertion, PromiseLike<void> {}
  }
}

export type { SpeedupOptions };
