import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { Address, Hex } from "../../src/internal/model/location.ts";
import { ALICE, BOB, CAROL, createChain, type Chain } from "./support/chain.ts";
import { compile, contractNamed } from "./support/compile.ts";

const FILE = "contracts/Calls.sol";
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Calls {
    uint256 x;
    function plain() external { x++; }
    function over(uint256 a) external { x = a; }
    function over(address) external { x++; }
    receive() external payable { x++; }
    fallback() external { x++; }
}
contract Strict { uint256 public x; constructor() payable {} function pay() external payable {} }
contract Sink { receive() external payable {} }`;

describe("what a transaction called", () => {
  let contracts: ContractInfo[];
  let namer: Namer;
  let chain: Chain;
  let at: Address;

  before(async () => {
    contracts = compile({ [FILE]: SOURCE });
    namer = createNamer(contracts);
    chain = await createChain();
    at = (await chain.deploy(contractNamed(contracts, "Calls"))).created;
  });

  async function name(input: Hex, value = 0n) {
    return namer.nameCall(await chain.send({ from: BOB, to: at, input, value })).function;
  }

  it("names functions, with types where they are overloaded", async () => {
    const contract = contractNamed(contracts, "Calls");
    const plain = await chain.call({ to: at, contract, fn: "plain" });
    assert.deepEqual(namer.nameCall(plain), { contract: `${FILE}:Calls`, function: "plain" });
    const first = await chain.call({ to: at, contract, fn: "over(uint256)", args: [1] });
    assert.equal(namer.nameCall(first).function, "over(uint256)");
    const second = await chain.call({ to: at, contract, fn: "over(address)", args: [ALICE] });
    assert.equal(namer.nameCall(second).function, "over(address)");
  });

  it("names constructors, receive and fallback", async () => {
    const created = await chain.deploy(contractNamed(contracts, "Calls"));
    assert.deepEqual(namer.nameCall(created), {
      contract: `${FILE}:Calls`,
      function: "constructor",
    });
    assert.equal(await name("0x", 1n), "receive");
    assert.equal(await name("0x12345678"), "fallback");
  });

  it("says nothing of a plain transfer, nor without knowledge of the code", async () => {
    const transfer = await chain.send({ to: CAROL, input: "0x", value: 1n });
    assert.deepEqual(namer.nameCall(transfer), {});
    const { transaction, codes } = await chain.send({ to: at, input: "0x" });
    assert.deepEqual(namer.nameCall({ transaction, codes }), {});
    const call = await chain.send({ to: at, input: "0x" });
    assert.deepEqual(createNamer([]).nameCall(call), {});
  });

  it("names balance, nonce and code of contracts, and says why it cannot of other accounts", async () => {
    const executed = await chain.send({ to: at, input: "0x", value: 1n });
    for (const [kind, variable] of [
      ["balance", "balance"],
      ["existence", "balance"],
      ["nonce", "nonce"],
      ["code", "code"],
    ] as const) {
      const { name, sites } = namer.nameAccess({ ...executed, location: `${kind}:${at}` });
      const path = `address(this).${variable}`;
      assert.deepEqual(name, {
        kind: "named",
        contract: `${FILE}:Calls`,
        group: path,
        fields: [{ variable, path, concretePath: path }],
        packed: [],
      });
      assert.deepEqual(sites, []);
    }
    const other = namer.nameAccess({ ...executed, location: `balance:${CAROL}` });
    assert.deepEqual(other.name, {
      kind: "raw",
      path: `balance of ${CAROL}`,
      reason: "not a contract of this project",
    });
  });

  it("survives whatever the compiler gives", async () => {
    const executed = await chain.send({ to: at, input: "0x12345678" });
    const [location = ""] = executed.slots;
    const contract = contractNamed(contracts, "Calls");
    const type = { encoding: "inplace", label: "", numberOfBytes: "x", members: [] } as const;
    const entry = { label: "x", offset: 0, slot: "y", type: "t_uint256", astId: 1, contract: "" };
    const broken: ContractInfo[] = [
      { ...contract, abi: [null, 1, {}, { type: "function" }, { type: "constructor", inputs: 3 }] },
      { ...contract, sources: [] },
      {
        ...contract,
        sources: [{ path: "a", content: "", ast: { nodeType: 1, nodes: [null, 7] } }],
      },
      {
        ...contract,
        sources: [
          {
            path: "a",
            content: "",
            ast: { nodeType: "X", nodes: [{ nodeType: "VariableDeclaration", src: 4 }] },
          },
        ],
      },
      { ...contract, runtime: { ...contract.runtime, sourceMap: "" } },
      { ...contract, runtime: { ...contract.runtime, sourceMap: ";;a:b:c;9999999:1:0;-1:-1:-1" } },
      { ...contract, storageLayout: { storage: [entry], types: {} } },
      { ...contract, storageLayout: { storage: [entry], types: { t_uint256: type } } },
      {
        ...contract,
        storageLayout: {
          storage: [{ ...entry, slot: "0" }],
          types: { t_uint256: { ...type, base: "t_none" } },
        },
      },
    ];
    for (const one of broken) {
      const found = createNamer([one]);
      assert.equal(found.nameCall(executed).contract, `${FILE}:Calls`);
      const { name, sites } = found.nameAccess({ ...executed, location });
      assert.ok(name.kind === "named" ? name.group === "x" : name.reason !== "");
      assert.equal(sites.length, 2);
    }
  });
});
