import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Executor } from "../../src/internal/executor/executor.ts";
import { witnessBlock } from "../../src/internal/executor/witness-block.ts";
import type { StateReader } from "../../src/internal/model/large-block.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { PreState, Scenario } from "../../src/internal/model/scenario.ts";
import { mergePreStates } from "../../src/internal/scenarios/merge-pre-states.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { lab } from "./support/lab.ts";
import { encode } from "./support/solidity.ts";

describe("witnessBlock", () => {
  it("finds what the node's traces give, without tracing", async () => {
    const chain = await EdrChain.create();
    const to = await chain.deploy(lab.bytecode);
    const call = (i: number, name: string, args: unknown[] = [], value = "0x0") => ({
      from: chain.account(i),
      to,
      data: encode(lab, name, args),
      value,
    });
    const scenario = await chain.block([
      call(1, "increment"),
      call(2, "own"),
      call(3, "make", [], "0x7"),
      call(4, "guarded"),
      call(5, "pay", [chain.account(9), 3n]),
      call(6, "fail"),
      call(7, "balanceOfSelf"),
      call(1, "increment"),
      call(2, "make2", [`0x${"5".padStart(64, "0")}`]),
      call(8, "env"),
      { from: chain.account(9), data: lab.bytecode },
      { from: chain.account(3), to: chain.account(4), value: "0x5" },
    ]);
    const found = await witnessesOf(chain, scenario);
    for (const [i, { before }] of scenario.transactions.entries()) {
      const witness = found[i];
      assert(witness !== undefined && before !== undefined, `transaction ${i} has no witness`);
      assertContains(witness, before, `transaction ${i}`);
    }
    const preState = mergePreStates(found.flatMap((witness) => witness ?? []));
    const transactions = scenario.transactions.map((transaction, i) => ({
      ...transaction,
      before: found[i] ?? new Map(),
    }));
    const executor = new Executor({ threads: 2 });
    const [execution] = await executor.execute([{ ...scenario, preState, transactions }]);
    await executor.end();
    for (const { verification } of execution?.transactions ?? []) {
      assert.deepEqual(verification, { kind: "matched" });
    }
  });

  it("gives none from the first transaction on that it cannot run", async () => {
    const chain = await EdrChain.create();
    const to = await chain.deploy(lab.bytecode);
    const data = encode(lab, "increment", []);
    const scenario = await chain.block(
      [1, 2, 3].map((i) => ({ from: chain.account(i), to, data })),
    );
    const [first, second, third] = scenario.transactions;
    assert(first !== undefined && second !== undefined && third !== undefined);
    const value: Hex = `0x${"f".repeat(40)}`;
    const tooPoor = { ...second, fields: { ...second.fields, value } };
    const found = await witnessesOf(chain, { ...scenario, transactions: [first, tooPoor, third] });
    assert.deepEqual(
      found.map((witness) => witness !== undefined),
      [true, false, false],
    );
  });
});

async function witnessesOf(chain: EdrChain, scenario: Scenario) {
  const [first] = scenario.transactions;
  assert(first !== undefined);
  const parent = `0x${(first.block.number - 1n).toString(16)}`;
  const reader: StateReader = {
    account: async (address) => ({
      balance: BigInt(await chain.rpc<Hex>("eth_getBalance", address, parent)),
      nonce: BigInt(await chain.rpc<Hex>("eth_getTransactionCount", address, parent)),
      code: await chain.rpc<Hex>("eth_getCode", address, parent),
    }),
    storage: async (address, slot) =>
      BigInt(await chain.rpc<Hex>("eth_getStorageAt", address, slot, parent)),
  };
  const parentHash = scenario.blockHashes.get(first.block.number - 1n) ?? "0x";
  const transactions = scenario.transactions.map(({ fields }) => fields);
  return witnessBlock(
    { environment: first.block, parentHash, transactions },
    scenario.chain,
    reader,
  );
}

/** A witness may hold more than the trace (an account that a call looked at), never less or other. */
function assertContains(witness: PreState, traced: PreState, where: string): void {
  for (const [address, account] of traced) {
    const found = witness.get(address);
    assert(found !== undefined, `${where}: ${address} is missing`);
    assert.equal(found.balance, account.balance, `${where}: balance of ${address}`);
    assert.equal(found.nonce, account.nonce, `${where}: nonce of ${address}`);
    assert.equal(found.code, account.code, `${where}: code of ${address}`);
    for (const [slot, value] of account.storage) {
      assert.equal(found.storage.get(slot), value, `${where}: ${address} ${slot}`);
    }
  }
}
