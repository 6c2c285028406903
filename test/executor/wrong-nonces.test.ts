import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { Scenario, ScenarioTransaction } from "../../src/internal/model/scenario.ts";
import { withDeadline } from "./adversarial/check/with-deadline.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";
import { startExecutor } from "./support/start-executor.ts";

const executors = [1, 2, 4].map((threads) => startExecutor({ threads }));

after(async () => {
  await Promise.all(executors.map((executor) => executor.end()));
});

describe("transactions whose nonce is wrong", () => {
  it("stay unmined in EDR behind a gap, and do not run in a scenario", async () => {
    const { chain, scenario } = await twoSenders();
    await chain.rpc("evm_setAutomine", false);
    const from = chain.account(1);
    const nonce = Number(await chain.rpc<Hex>("eth_getTransactionCount", from, "latest"));
    const behindGap = await chain.send({ from, to: from, nonce: `0x${(nonce + 2).toString(16)}` });
    await chain.rpc("evm_mine");
    assert.equal(await chain.rpc("eth_getTransactionReceipt", behindGap), null);
    const pending = await chain.rpc<{ hash: Hex }[]>("eth_pendingTransactions");
    assert.deepEqual(
      pending.map(({ hash }) => hash),
      [behindGap],
    );
    const [first, ...others] = scenario.transactions;
    assert(first !== undefined);
    const last = {
      ...first,
      fields: { ...first.fields, nonce: `0x${(nonce + 2).toString(16)}` as const },
    };
    assert.deepEqual(await rejected({ ...scenario, transactions: [first, ...others, last] }), {
      [others.length + 1]: `its nonce is ${nonce + 2}, but the account's is ${nonce}`,
    });
  });

  for (const [what, change, expected] of [
    [
      "too high",
      1,
      { 2: "its nonce is 2, but the account's is 1", 4: "its nonce is 2, but the account's is 1" },
    ],
    [
      "too low",
      -1,
      { 2: "its nonce is 0, but the account's is 1", 4: "its nonce is 2, but the account's is 1" },
    ],
  ] as const) {
    it(`are rejected when it is ${what}, as are those that follow from it`, async () => {
      const { scenario } = await twoSenders();
      assert.deepEqual(await rejected(withNonce(scenario, 2, change)), expected);
    });
  }

  it("are rejected when they come twice", async () => {
    const { scenario } = await twoSenders();
    const [first, ...others] = scenario.transactions;
    assert(first !== undefined);
    assert.deepEqual(await rejected({ ...scenario, transactions: [first, first, ...others] }), {
      1: "its nonce is 0, but the account's is 1",
    });
  });

  it("are all rejected when all are wrong", async () => {
    const { scenario } = await twoSenders();
    const transactions = scenario.transactions.slice(2);
    assert.deepEqual(Object.keys(await rejected({ ...scenario, transactions })), [
      "0",
      "1",
      "2",
      "3",
    ]);
  });
});

/** Two senders with three transactions each, taking turns, all adding to one slot. */
async function twoSenders() {
  const chain = await EdrChain.create();
  const to = await chain.deploy(lab.bytecode);
  const data = encode(lab, "increment", []);
  const scenario = await chain.block(
    [1, 2, 1, 2, 1, 2].map((i) => ({ from: chain.account(i), to, data })),
  );
  return { chain, scenario };
}

function withNonce(scenario: Scenario, index: number, change: number): Scenario {
  const transactions = scenario.transactions.map((transaction, i): ScenarioTransaction => {
    if (i !== index) return transaction;
    const nonce = Number(transaction.fields.nonce) + change;
    return { ...transaction, fields: { ...transaction.fields, nonce: `0x${nonce.toString(16)}` } };
  });
  return { ...scenario, transactions };
}

/** What is said of the transactions that cannot run, by their index; the same on any number of threads. */
async function rejected(scenario: Scenario): Promise<Record<string, string>> {
  const results: Record<string, string>[] = [];
  for (const executor of executors) {
    const what = `${executor.threads} threads`;
    const [execution] = await withDeadline(executor.execute([scenario]), 30_000, what);
    assert(execution !== undefined);
    results.push(rejections(execution));
  }
  const [first, ...others] = results;
  assert(first !== undefined);
  for (const other of others) assert.deepEqual(other, first);
  return first;
}

function rejections({ transactions }: ScenarioExecution): Record<string, string> {
  const pattern = /^the chain mined it, the executor rejects it: (.*)$/;
  return Object.fromEntries(
    transactions.flatMap(({ verification }, i) => {
      const reason =
        verification.kind === "mismatched" ? pattern.exec(verification.difference)?.[1] : undefined;
      return reason === undefined ? [] : [[String(i), reason]];
    }),
  );
}
