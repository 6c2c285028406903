import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractCode } from "../../src/internal/suggestions/code/contract-code.ts";
import { packedFields } from "../../src/internal/suggestions/code/packed-fields.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { createChain } from "./support/chain.ts";
import { compile, contractNamed } from "./support/compile.ts";
import { accessesOf, namesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Left {
    uint256 private total;
    mapping(address => uint256) private idOf;
    uint256 private own;
    function addLeft() public { total += 1; }
    function setId(uint256 id) public { idOf[msg.sender] = id; }
    function leftId() internal view returns (uint256) { return idOf[msg.sender]; }
}
contract Right {
    uint128 private total;
    uint128 private idOf;
    function addRight() public { total += 1; idOf += 1; }
}
contract Top is Left, Right {
    uint256 private total;
    mapping(uint256 => uint256) posts;
    function add() public { total += 1; }
    function post() public { uint256 id = leftId(); posts[id] += 1; }
}`;

describe("names of private variables that are called the same", () => {
  it("has those of bases behind the name of theirs", async () => {
    const contracts = compile({ "top.sol": SOURCE });
    const contract = contractNamed(contracts, "Top");
    const namer = createNamer(contracts);
    const chain = await createChain();
    const { created: to } = await chain.deploy(contract);
    const run = (fn: string, ...args: unknown[]) => chain.call({ to, contract, fn, args });
    assert.deepEqual(namesOf(namer, await run("add")), ["total: total"]);
    assert.deepEqual(namesOf(namer, await run("addLeft")), ["Left.total: Left.total"]);
    const right = await run("addRight");
    assert.deepEqual(namesOf(namer, right), ["Right.total+Right.idOf: Right.total, Right.idOf"]);
    const [access] = accessesOf(namer, right);
    assert(access?.name.kind === "named");
    const { packed, fields } = access.name;
    assert.deepEqual(
      fields.map(({ source }) => source?.line),
      [12, 13],
    );
    assert.deepEqual(namesOf(namer, await run("setId", 1n << 30n)), [
      "Left.idOf[*]: Left.idOf[msg.sender]",
    ]);
    assert.deepEqual(namesOf(namer, await run("post")), [
      "Left.idOf[*]: Left.idOf[msg.sender]",
      "posts[*]: posts[Left.idOf[msg.sender]]",
    ]);

    const code = ContractCode.of(contract);
    assert.equal(code?.variable("total")?.contract, "Top");
    assert.equal(code.variable("Left.total")?.contract, "Left");
    const found = packedFields(code, packed)?.map(({ variable }) => [
      variable.contract,
      variable.name,
    ]);
    assert.deepEqual(found, [
      ["Right", "total"],
      ["Right", "idOf"],
    ]);
  });
});
