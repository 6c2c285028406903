import type { Address } from "../../../src/internal/model/location.ts";
import type { PreStateAccount, Scenario } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import { deliver, type Helper, observe, withHelpers } from "./helper-transactions.ts";
import type { StateTest } from "./state-tests.ts";

export interface StagedTest {
  readonly scenario: Scenario;
  /** Where the test's own transaction stands. */
  readonly index: number;
  readonly observed: readonly Address[];
}

/**
 * A state test as a scenario: before its transaction others that deliver part of its state, so that
 * on one thread more than there are deliveries all start at once and the test's own reads stale
 * balances; and after it one that looks at what it left.
 */
export function stageStateTest(test: StateTest, hardfork: string, deliveries: number): StagedTest {
  const { pre, post, block } = test;
  const receivers = receiversOf(test).slice(0, deliveries);
  const delivered = receivers.map(([address, { balance }], id) =>
    deliver(id, address, balance, block),
  );
  const index = delivered.length;
  const observed = [...new Set([...pre.keys(), ...post.keys()])];
  const observer = observe(index + 1, observed, block);
  const own = { id: index, hash: toWord(BigInt(index)), fields: test.transaction, block };
  const poor = receivers.map(([address, account]): [Address, PreStateAccount] => [
    address,
    { ...account, balance: 0n },
  ]);
  const helpers: Helper[] = [...delivered, observer];
  const scenario: Scenario = {
    id: "replay-1",
    kind: "replay",
    title: test.id,
    chain: {
      chainId: 1n,
      chainType: "l1",
      hardfork,
      allowUnlimitedContractSize: false,
    },
    transactions: [...delivered.map(({ transaction }) => transaction), own, observer.transaction],
    preState: withHelpers(new Map([...pre, ...poor]), helpers),
    blockHashes: test.blockHashes,
  };
  return { scenario, index, observed };
}

/** The sender first: without its balance it cannot even start. */
function receiversOf({ pre, transaction }: StateTest): [Address, PreStateAccount][] {
  const rich = [...pre].filter(([, { balance }]) => balance > 0n);
  const isSender = ([address]: [Address, PreStateAccount]) => address === transaction.from;
  return [...rich.filter(isSender), ...rich.filter((entry) => !isSender(entry))];
}
