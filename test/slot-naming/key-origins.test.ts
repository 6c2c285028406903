import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import { ALICE, BOB, CAROL, createChain, type Chain } from "./support/chain.ts";
import { compile, contractNamed } from "./support/compile.ts";
import { accessesOf, namesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Ledger {
    mapping(address => uint256) public balances;
    mapping(uint256 => uint256) items;
    mapping(bytes32 => uint256) hashes;
    struct Order { address maker; uint256 id; bytes note; }
    constructor(address first) { balances[first] = 1; balances[msg.sender] = 2; }
    function pay(address to) external { balances[to]++; }
    function payMe() external { balances[msg.sender]++; balances[address(this)]++; balances[tx.origin]++; }
    function unnamed(address) external { balances[address(bytes20(msg.data[16:36]))]++; }
    function take(Order calldata order) external { balances[order.maker]++; items[order.id]++; }
    function many(address[] calldata users) external { for (uint256 i; i < users.length; i++) balances[users[i]]++; }
    function put(uint256 amount, uint256 pid) external { items[pid] += amount; }
    function asHash(address user) external { hashes[bytes32(uint256(uint160(user)))]++; }
    mapping(address => uint256) idOf;
    mapping(address => address) delegateOf;
    uint256 next;
    function join(uint256 id, address delegate) external { next = 5; idOf[msg.sender] = id; delegateOf[msg.sender] = delegate; }
    function post() external { items[idOf[msg.sender]]++; }
    function open() external { uint256 id = next; items[id]++; }
    function praise() external { address to = delegateOf[msg.sender]; balances[to]++; }
    struct Pair { address a; address b; uint24 fee; }
    function trade(Pair calldata pair) external { hashes[keccak256(abi.encode(pair))]++; }
    function hold(Pair calldata pair, int24 tick) external {
        hashes[keccak256(abi.encodePacked(msg.sender, keccak256(abi.encode(pair)), tick))]++;
    }
    function fixedHash() external { hashes[keccak256("fees")]++; }
    function odd(bytes calldata, uint256 id) external { items[id]++; }
}
contract Router {
    Ledger ledger;
    constructor(Ledger to) { ledger = to; }
    function forward(address recipient) external { ledger.pay(recipient); }
    function inner(address recipient) external { this.second(uint160(recipient)); }
    function second(uint160) external { ledger.payMe(); }
    function payOwn() external { ledger.pay(address(this)); }
}`;

describe("where keys come from", () => {
  let ledger: ContractInfo;
  let router: ContractInfo;
  let namer: Namer;
  let chain: Chain;
  let at: `0x${string}`;
  let routerAt: `0x${string}`;

  before(async () => {
    const contracts = compile({ "contracts/Ledger.sol": SOURCE });
    ledger = contractNamed(contracts, "Ledger");
    router = contractNamed(contracts, "Router");
    namer = createNamer(contracts);
    chain = await createChain();
    at = (await chain.deploy(ledger, [CAROL])).created;
    routerAt = (await chain.deploy(router, [at])).created;
  });

  async function call(fn: string, ...args: unknown[]): Promise<string[]> {
    const executed = await chain.call({ from: BOB, to: at, contract: ledger, fn, args });
    return namesOf(namer, executed).map((name) => name.replace(/^.*: /, ""));
  }
  async function route(fn: string, ...args: unknown[]): Promise<string[]> {
    const executed = await chain.call({ from: BOB, to: routerAt, contract: router, fn, args });
    return namesOf(namer, executed).map((name) => name.replace(/^.*: /, ""));
  }

  it("knows the arguments of a constructor", async () => {
    const executed = await chain.deploy(ledger, [CAROL], { from: BOB });
    assert.deepEqual(namesOf(namer, executed), [
      "balances[*]: balances[arg:first]",
      "balances[*]: balances[msg.sender]",
    ]);
  });

  it("prefers the sender to an argument that equals it", async () => {
    assert.deepEqual(await call("pay", ALICE), ["balances[arg:to]"]);
    assert.deepEqual(await call("pay", BOB), ["balances[msg.sender]"]);
    assert.deepEqual(await call("pay", at), ["balances[arg:to]"]);
  });

  it("knows the contract itself and the first sender", async () => {
    assert.deepEqual(await call("payMe"), ["balances[msg.sender]", "balances[address(this)]"]);
    assert.deepEqual(await route("second", 0), [
      "ledger",
      "balances[Router]",
      "balances[address(this)]",
      "balances[tx.origin]",
    ]);
  });

  it("looks at the callers' arguments after the function's own", async () => {
    assert.deepEqual(await route("forward", ALICE), ["ledger", "balances[arg:to]"]);
    assert.deepEqual(await route("inner", BOB), [
      "ledger",
      "balances[Router]",
      "balances[address(this)]",
      // The nearer of the two that fit.
      "balances[arg:0]",
    ]);
    assert.deepEqual(await route("payOwn"), ["ledger", "balances[Router]"]);
  });

  it("names the entry that a key was read from, if it cannot be the same by chance", async () => {
    await call("join", 7, CAROL);
    assert.deepEqual(await call("post"), ["idOf[msg.sender]", "items[idOf[msg.sender]]"]);
    assert.deepEqual(await call("open"), ["next", "items[5]"]);
    assert.deepEqual(await call("praise"), [
      "delegateOf[msg.sender]",
      "balances[delegateOf[msg.sender]]",
    ]);
  });

  it("names what a hash is made of", async () => {
    const pair = [ALICE, CAROL, 3000];
    assert.deepEqual(await call("trade", pair), ["hashes[keccak256(arg:pair)]"]);
    const [held] = await call("hold", pair, -60);
    assert.equal(held, "hashes[keccak256(msg.sender, arg:pair)]");
    const [fixed = ""] = await call("fixedHash");
    assert.equal(fixed, `hashes[keccak256("fees")]`);
  });

  it("names arguments without a name, in structs and in arrays", async () => {
    assert.deepEqual(await call("unnamed", ALICE), ["balances[arg:0]"]);
    assert.deepEqual(await call("take", [ALICE, 41, "0x"]), [
      "balances[arg:order.maker]",
      "items[arg:order.id]",
    ]);
    assert.deepEqual(await call("many", [ALICE, CAROL]), [
      "balances[arg:users[*]]",
      "balances[arg:users[*]]",
    ]);
  });

  it("chooses among equal arguments the one that stands in the brackets", async () => {
    assert.deepEqual(await call("put", 5, 5), ["items[arg:pid]"]);
    assert.deepEqual(await call("put", 9, 5), ["items[arg:pid]"]);
  });

  it("takes a zero for an argument where its name is in the brackets", async () => {
    assert.deepEqual(await call("put", 3, 0), ["items[arg:pid]"]);
    assert.deepEqual(await call("pay", `0x${"00".repeat(20)}`), ["balances[arg:to]"]);
  });

  it("recognises an address that was converted", async () => {
    assert.deepEqual(await call("asHash", ALICE), ["hashes[arg:user]"]);
  });

  it("still reads what call data of any length begins with", async () => {
    assert.deepEqual(await call("odd", `0x${"01".repeat(9000)}`, 77), ["items[arg:id]"]);
    const executed = await chain.call({
      from: BOB,
      to: at,
      contract: ledger,
      fn: "odd",
      args: [`0x${"01".repeat(9000)}`, 77],
    });
    // As an inner call it would be cut.
    const [frame] = executed.attribution.frames;
    assert.ok(frame && frame.input.length < executed.transaction.fields.input.length);
    const outer = { ...frame, address: routerAt, codeHash: `0x${"00".repeat(32)}` as const };
    const inner = { ...frame, depth: 1 };
    const [location = ""] = executed.slots;
    const sites = executed.attribution.sites.map((site) => ({ ...site, frame: 1 }));
    const attribution = { ...executed.attribution, frames: [outer, inner], sites };
    const { name } = namer.nameAccess({ ...executed, attribution, location });
    assert.equal(name.kind === "named" && name.fields[0]?.path, "items[arg:id]");
  });

  it("gives the value beside the origin, addresses in lower case", async () => {
    const executed = await chain.call({
      from: BOB,
      to: at,
      contract: ledger,
      fn: "pay",
      args: [ALICE],
    });
    const [access] = accessesOf(namer, executed);
    assert.equal(
      access?.name.kind === "named" && access.name.fields[0]?.concretePath,
      `balances[${ALICE}]`,
    );
  });
});
