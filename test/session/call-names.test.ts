import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { Interface } from "ethers";

import { Executor } from "../../src/internal/executor/executor.ts";
import { argumentWords } from "../../src/internal/crowds/argument-words.ts";
import type { Identity } from "../../src/internal/crowds/find-identities.ts";
import { knowCall, type KnownCall } from "../../src/internal/crowds/known-call.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { CallNames } from "../../src/internal/session/call-names.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Desk {
  mapping(uint256 => uint256) votes;

  function vote(uint256 id, uint256 n) external { votes[id] += n; }
  function file(bytes calldata title, bytes[] calldata calls, uint256[] calldata ids) external {
    require(title.length > 0);
    for (uint256 i = 0; i < calls.length; i++) {
      (bool isDone, ) = address(this).delegatecall(calls[i]);
      require(isDone);
    }
    for (uint256 i = 0; i < ids.length; i++) votes[ids[i]] += 1;
  }
}`;
const contracts = compile({ "desk.sol": SOURCE });
const info = contractNamed(contracts, "Desk");
const desk = {
  interface: new Interface(info.abi as []), // solc's own
  bytecode: `0x${info.creation.object}` as const,
};
const executor = new Executor({ threads: 1 });
after(() => executor.end());

describe("CallNames.argumentsVaried", () => {
  let names: CallNames;
  let known: KnownCall;

  before(async () => {
    const chain = await EdrChain.create("osaka");
    const address = await chain.deploy(desk.bytecode);
    const title: Hex = `0x77777777${toWord(9n).slice(2)}`;
    const args = [title, [encode(desk, "vote", [7, 5])], [8]];
    const data = encode(desk, "file", args);
    const origin = await chain.sequence([{ from: chain.account(1), to: address, data }]);
    const [execution] = await executor.execute([origin]);
    const [transaction] = origin.transactions;
    assert(execution !== undefined && transaction !== undefined);
    names = new CallNames(createNamer(contracts));
    names.of(execution, 0);
    const result = execution.transactions[0]?.result;
    assert(result !== undefined);
    known = knowCall({ transaction, origin, occurrences: 1 }, origin.preState, result);
  });

  const namesOf = (...words: readonly bigint[]) => {
    const { input } = known.call.transaction.fields;
    const all = argumentWords(input, known.result.attribution.frames);
    const varied = words.map(toWord).map((word): Identity => {
      const offsets = all.filter((one) => one.word === word).map(({ offset }) => offset);
      return { word, offsets, encoding: [], mappings: [], holdsSender: false };
    });
    return names.argumentsVaried(known, varied);
  };

  it("names arguments, once each, in the order of the function", () => {
    assert.deepEqual(namesOf(8n), ["ids[*]"]);
    assert.deepEqual(namesOf(8n, 7n, 5n), ["calls[*]", "ids[*]"]);
    assert.deepEqual(namesOf(), []);
  });

  it("goes by the places that vary, not by the word", () => {
    const identity = { word: toWord(8n), encoding: [], mappings: [], holdsSender: false };
    assert.deepEqual(names.argumentsVaried(known, [{ ...identity, offsets: [] }]), []);
  });

  it("looks into calls that are arguments, and into no other bytes", () => {
    assert.deepEqual(namesOf(7n), ["calls[*]"]);
    assert.deepEqual(namesOf(9n), []);
  });
});
