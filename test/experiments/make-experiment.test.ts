import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { makeExperiment } from "../../src/internal/experiments/make-experiment.ts";
import type { RecordedTransactionFields } from "../../src/internal/model/recording.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { compile, encode } from "../executor/support/solidity.ts";
import { execute } from "./support/ask.ts";

const counter = compile(
  `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Counter { uint256 count; function increment() external { count += 1; } }`,
  "Counter",
  "istanbul",
);

describe("makeExperiment", () => {
  for (const [hardfork, prices] of [
    ["istanbul", { gasPrice: "0x77359400" }],
    ["berlin", { gasPrice: "0x77359400", accessList: [] }],
    ["london", { gasPrice: "0x77359400" }],
    ["osaka", { gasPrice: "0x77359400", accessList: [] }],
    ["osaka", { maxFeePerGas: "0x77359400", maxPriorityFeePerGas: "0x10" }],
  ] as const) {
    it(`takes no fee, in ${hardfork} with ${Object.keys(prices).join(" and ")}`, async () => {
      const chain = await EdrChain.create(hardfork, { hardfork });
      const to = await chain.deploy(counter.bytecode);
      const data = encode(counter, "increment", []);
      const scenario = await chain.sequence([{ from: chain.account(1), to, data, ...prices }]);
      const [transaction] = scenario.transactions;
      assert(transaction?.expected !== undefined);
      const experiment = makeExperiment(scenario, "", scenario.transactions, scenario.preState);
      const [execution] = await execute([{ id: "experiment-1", ...experiment }]);
      const executed = execution?.transactions[0];
      assert.deepEqual(executed?.verification, { kind: "matched" });
      assert(executed.result !== undefined);
      const { outcome, accesses } = executed.result;
      assert.deepEqual(
        outcome,
        transaction.expected,
        "gas used is what it was: only the limit is another",
      );
      const balances = accesses.writes.filter(({ location }) => location.startsWith("balance:"));
      assert.deepEqual(balances, []);
    });
  }

  it("keeps the type, and what a blob costs; gas stays a safe number", () => {
    const blob: RecordedTransactionFields = {
      type: 3,
      from: "0x01",
      to: "0x02",
      nonce: "0x0",
      gas: `0x${(2n ** 53n - 2n).toString(16)}`,
      value: "0x0",
      input: "0x",
      maxFeePerGas: "0x5",
      maxPriorityFeePerGas: "0x5",
      maxFeePerBlobGas: "0x7",
      blobVersionedHashes: ["0x01"],
    };
    const [transaction] = makeExperiment(...scenarioOf(blob)).transactions;
    assert.deepEqual(transaction, {
      id: 0,
      hash: "0x00",
      fields: {
        ...blob,
        maxFeePerGas: "0x0",
        maxPriorityFeePerGas: "0x0",
        gas: "0x1fffffffffffff",
      },
      block: { ...BLOCK, baseFeePerGas: 0n },
    });
  });
});

const BLOCK = {
  number: 1n,
  timestamp: 1n,
  coinbase: "0x03",
  gasLimit: 30_000_000n,
  baseFeePerGas: 9n,
  difficulty: 0n,
  prevRandao: "0x00",
} as const;

function scenarioOf(fields: RecordedTransactionFields) {
  const transactions: Scenario["transactions"] = [
    {
      id: 0,
      hash: "0x00",
      fields,
      block: BLOCK,
      expected: { status: 1, gasUsed: 21_000n, logs: [] },
      before: new Map(),
    },
  ];
  const scenario: Scenario = {
    id: "block-1",
    kind: "block",
    title: "",
    chain: {
      chainId: 1n,
      chainType: "l1",
      hardfork: "osaka",
      allowUnlimitedContractSize: false,
    },
    transactions,
    preState: new Map(),
    blockHashes: new Map(),
  };
  return [scenario, "", transactions, scenario.preState] as const;
}
