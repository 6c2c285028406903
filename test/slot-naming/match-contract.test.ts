import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createContractMatcher } from "../../src/internal/slot-naming/match-contract.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { createChain, type Executed } from "./support/chain.ts";
import { compile, contractNamed } from "./support/compile.ts";

const source = (comment: string) => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
// ${comment}
library Lib {
    struct Data { uint256 value; }
    function raise(Data storage data) external { data.value++; }
}
contract Fixed {
    address immutable one;
    uint256 immutable two;
    constructor(uint256 x) { one = msg.sender; two = x; }
    function get() external view returns (address, uint256) { return (one, two); }
}
contract Linked {
    Lib.Data data;
    function raise() external { Lib.raise(data); }
}
interface Empty {}`;
const contracts = compile({ "contracts/A.sol": source("first") });
const match = createContractMatcher(contracts);

/** The creation code that ran and the code that it left behind. */
async function codesOf(contract: ContractInfo, args: unknown[] = []) {
  const chain = await createChain();
  const library = await chain.deploy(contractNamed(contracts, "Lib"));
  const executed = await chain.deploy(contract, args, { libraries: [library.created] });
  return { creation: onlyCode(executed), runtime: executed.returned };
}

function onlyCode(executed: Executed): Hex {
  const [code] = executed.codes.values();
  assert.ok(code);
  return code;
}

let count = 0;
function find(code: Hex, isCreate = false, matcher = match): string | undefined {
  return matcher(`0x${count++}`, code, isCreate)?.name;
}

describe("matching code to contracts", () => {
  it("disregards immutables, linked libraries and a library's own address", async () => {
    for (const [name, ...args] of [["Fixed", 12345], ["Linked"], ["Lib"]] as const) {
      const { creation, runtime } = await codesOf(contractNamed(contracts, name), args);
      assert.equal(find(runtime), `contracts/A.sol:${name}`);
      assert.equal(find(creation, true), `contracts/A.sol:${name}`);
    }
  });

  it("falls back to code that differs in its metadata only", async () => {
    const other = compile({ "contracts/A.sol": source("second") });
    const matcher = createContractMatcher(other);
    const { creation, runtime } = await codesOf(contractNamed(contracts, "Fixed"), [1]);
    assert.notEqual(
      contractNamed(other, "Fixed").runtime.object,
      contractNamed(contracts, "Fixed").runtime.object,
    );
    assert.equal(find(runtime, false, matcher), "contracts/A.sol:Fixed");
    assert.equal(find(creation, true, matcher), "contracts/A.sol:Fixed");
  });

  it("prefers the whole code to the code without metadata, and then the order given", async () => {
    const twin = compile({ "contracts/A.sol": source("second") }).map((contract) => ({
      ...contract,
      name: contract.name.replace("A.sol", "0.sol"),
    }));
    const { runtime } = await codesOf(contractNamed(contracts, "Fixed"), [1]);
    const both = createContractMatcher([...twin, ...contracts]);
    assert.equal(find(runtime, false, both), "contracts/A.sol:Fixed");
    const copies = contracts.map((contract) => ({ ...contract, name: `b${contract.name}` }));
    const same = createContractMatcher([...contracts, ...copies]);
    assert.equal(find(runtime, false, same), "contracts/A.sol:Fixed");
  });

  it("finds nothing for other code", () => {
    const changed = contractNamed(contracts, "Fixed").runtime.object.replace(/^6080/, "6081");
    for (const code of ["0x", "0x00", "0xffff", `0x${changed}`] as const) {
      assert.equal(find(code), undefined);
      assert.equal(find(code, true), undefined);
    }
  });
});
