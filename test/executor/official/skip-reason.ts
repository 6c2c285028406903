import type { BlockTest } from "./block-tests.ts";
import { FORKS } from "./forks.ts";
import type { StateTest } from "./state-tests.ts";

/** Tests whose expectations the rules have left behind, or that test what is no matter of transactions. */
const SKIPPED: readonly { readonly test: RegExp; readonly reason: string }[] = [
  {
    test: /^StateTests\/.*(createJS_ExampleContract|CreateHashCollision)$/,
    reason: "it creates a contract over another: EIP-684 has since forbidden it on all forks",
  },
  {
    test: /^BlockchainTests\/TestNetwork\/(bcTheDaoTest DaoTransactions|bcEIP150Test EIP150$)/,
    reason: "its block 8 moves the balances of the DAO, which no transaction does",
  },
];

/** Why a state test is not run; undefined when it is. */
export function skipStateTest(test: StateTest): string | undefined {
  const { id, fork, transaction, block, gasUsed } = test;
  if (BigInt(transaction.gas) > block.gasLimit) {
    return "its transaction does not fit into its block, which is for the one who builds it to see";
  }
  return skip(id, [fork]) ?? tooLarge(gasUsed);
}

/** Only memory is that dear: 10^10 gas buy 70 MB of it, and these tests take up to 4 GB. */
function tooLarge(gasUsed: bigint): string | undefined {
  if (gasUsed < 10n ** 10n) return undefined;
  return "it needs gigabytes of memory in each of several threads";
}

/** Why a block test is not run; undefined when it is. */
export function skipBlockTest({ id, chains }: BlockTest): string | undefined {
  const blocks = chains.flat();
  if (blocks.length === 0) return "all its blocks are invalid, by their headers or their form";
  return skip(
    id,
    blocks.map(({ fork }) => fork),
  );
}

/** Why the input of a state test is not run under the rules of a later fork; undefined when it is. */
export function skipInput({ transaction }: StateTest, fork: string): string | undefined {
  if (fork === "osaka" && BigInt(transaction.gas) > BigInt(Number.MAX_SAFE_INTEGER)) {
    return "the executor takes no transaction of 2^53 gas or more on Osaka, cap or no cap";
  }
  return undefined;
}

function skip(id: string, forks: readonly string[]): string | undefined {
  const unsupported = forks.find((fork) => FORKS[fork] !== true);
  if (unsupported !== undefined) return `the executor does not support ${unsupported}`;
  return SKIPPED.find(({ test }) => test.test(id))?.reason;
}
