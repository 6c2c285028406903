import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { narrowBlockFile } from "../../src/internal/block-files/narrow-block-file.ts";
import {
  account,
  COUNTER,
  COUNTER_CODE,
  type Json,
  tinyBlock,
  tinyEnvironment,
  word,
} from "./tiny-block.ts";

describe("blockScenario", () => {
  it("takes over the block", () => {
    const scenario = scenarioOf(tinyBlock());
    assert.equal(scenario.id, "replay-3");
    assert.equal(scenario.kind, "replay");
    assert.equal(scenario.title, "Block 17100000");
    assert.deepEqual(scenario.chain, {
      chainId: 1n,
      chainType: "l1",
      hardfork: "shanghai",
      allowUnlimitedContractSize: false,
    });
    assert.deepEqual(scenario.transactions[0], {
      id: 0,
      hash: word(0x701),
      fields: {
        type: 0,
        from: account(1),
        to: COUNTER,
        nonce: "0x0",
        gas: "0x186a0",
        value: "0x0",
        input: "0x",
        gasPrice: "0x64",
      },
      block: {
        number: 17_100_000n,
        timestamp: 1_682_000_000n,
        coinbase: account(0xfe),
        gasLimit: 30_000_000n,
        difficulty: 0n,
        prevRandao: word(0xaa),
        baseFeePerGas: 7n,
      },
    });
  });

  it("takes over the state, with code in its place", () => {
    const { preState } = scenarioOf(tinyBlock());
    assert.equal(preState.size, 5);
    assert.deepEqual(preState.get(COUNTER), {
      balance: 0n,
      nonce: 1n,
      code: COUNTER_CODE,
      storage: new Map([[word(0), 7n]]),
    });
    assert.equal(preState.get(account(1))?.code, "0x");
  });

  it("knows the hashes of blocks, the parent's always", () => {
    const { blockHashes } = scenarioOf(tinyBlock({ blockHashes: { 17_099_900: word(1) } }));
    assert.deepEqual(
      [...blockHashes].sort(([a], [b]) => Number(a - b)),
      [
        [17_099_900n, word(1)],
        [17_099_999n, word(0xb0)],
      ],
    );
  });

  it("gives each type of transaction its fields", () => {
    const base = { from: account(1), to: COUNTER, nonce: 1, gas: 5, value: 0, data: "0x" };
    const fees = { maxFeePerGas: "0x9", maxPriorityFeePerGas: 2 };
    const accessList = [{ address: COUNTER, storageKeys: [word(1)] }];
    const authorization = { address: COUNTER, chainId: 1, nonce: 0, yParity: 1, r: "0x0a", s: 11 };
    const txs = [
      { type: 0, gasPrice: 8, to: null },
      { type: 1, gasPrice: 8, accessList },
      { type: 2, ...fees },
      { type: 3, ...fees, maxFeePerBlobGas: 7, blobVersionedHashes: [word(2)] },
      { type: 4, ...fees, accessList, authorizationList: [authorization] },
    ].map((fields, index) => ({ ...base, hash: word(index), ...fields }));
    const env = tinyEnvironment({ excessBlobGas: "0x20000" });
    const { transactions } = scenarioOf(tinyBlock({ hardfork: "prague", env, txs }));
    const common = { from: account(1), nonce: "0x1", gas: "0x5", value: "0x0", input: "0x" };
    const called = { ...common, to: COUNTER };
    const hexFees = { maxFeePerGas: "0x9", maxPriorityFeePerGas: "0x2" };
    assert.deepEqual(
      transactions.map(({ fields }) => fields),
      [
        { type: 0, ...common, gasPrice: "0x8" },
        { type: 1, ...called, gasPrice: "0x8", accessList },
        { type: 2, ...called, ...hexFees, accessList: [] },
        {
          type: 3,
          ...called,
          ...hexFees,
          accessList: [],
          maxFeePerBlobGas: "0x7",
          blobVersionedHashes: [word(2)],
        },
        {
          type: 4,
          ...called,
          ...hexFees,
          accessList,
          authorizationList: [
            {
              address: COUNTER,
              chainId: "0x1",
              nonce: "0x0",
              yParity: "0x1",
              r: "0xa",
              s: "0xb",
            },
          ],
        },
      ],
    );
    assert.equal(transactions[0]?.block.excessBlobGas, 0x20000n);
  });

  it("takes the chain and the title from the file where it has them", () => {
    const scenario = scenarioOf(
      tinyBlock({ chainId: 31_337, title: "A test", allowUnlimitedContractSize: true, txs: [] }),
    );
    assert.equal(scenario.title, "A test");
    assert.equal(scenario.chain.chainId, 31_337n);
    assert.equal(scenario.chain.allowUnlimitedContractSize, true);
  });
});

function scenarioOf(content: Json) {
  const result = narrowBlockFile(content);
  if ("wrong" in result) assert.fail(result.wrong);
  return blockScenario(result.file, "replay-3");
}
