import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { EdrChain } from "./support/edr-chain.ts";
import { compile, encode } from "./support/solidity.ts";
import { verify } from "./support/verify.ts";

const contract = compile(
  `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Teller {
  uint256 count;
  error TooSmall(uint256 count);
  function next() external returns (uint256) { return ++count; }
  function fail() external view { revert TooSmall(count); }
  function quiet() external { count += 1; }
}`,
  "Teller",
);

describe("what a transaction returns", () => {
  it("is what EDR's tracer says: of a call, a failure, a creation, a transfer", async () => {
    const chain = await EdrChain.create();
    const to = await chain.deploy(contract.bytecode);
    const call = (from: number, name: string) => ({
      from: chain.account(from),
      to,
      data: encode(contract, name, []),
    });
    const scenario = await chain.sequence([
      call(1, "next"),
      call(2, "next"),
      call(3, "fail"),
      call(4, "quiet"),
      { from: chain.account(5), data: contract.bytecode },
      { from: chain.account(6), to: chain.account(7), value: "0x1" },
    ]);
    const { transactions } = await verify(scenario);
    const expected: string[] = [];
    for (const { hash } of scenario.transactions) {
      const { output } = await chain.rpc<{ output?: string }>("debug_traceTransaction", hash, {
        tracer: "callTracer",
      });
      expected.push(output ?? "0x");
    }
    assert.equal(new Set(expected).size, 5, "two of them return nothing");
    assert.deepEqual(
      transactions.map(({ result }) => result?.returned),
      expected,
    );
  });

  it("is told of a transaction that goes EthereumJS's own way too", async () => {
    const chain = await EdrChain.create("prague");
    const to = await chain.deploy(contract.bytecode);
    const scenario = await chain.sequence([
      { from: chain.account(1), to, data: encode(contract, "next", []) },
    ]);
    // With no authorization that holds, type 4 is a call like any other, for more gas.
    const [recorded] = scenario.transactions;
    assert(recorded !== undefined);
    const { id, hash, fields, block } = recorded;
    const authorization = {
      chainId: "0x1",
      address: to,
      nonce: "0x0",
      yParity: "0x0",
      r: "0x1",
      s: "0x1",
    } as const;
    const { transactions } = await verify({
      ...scenario,
      transactions: [
        { id, hash, block, fields: { ...fields, type: 4, authorizationList: [authorization] } },
      ],
    });
    assert.equal(transactions[0]?.result?.returned, `0x${"1".padStart(64, "0")}`);
  });
});
