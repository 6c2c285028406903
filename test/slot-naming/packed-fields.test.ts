import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { NamedLocation } from "../../src/internal/model/slot-name.ts";
import { BOB, createChain, type Chain } from "./support/chain.ts";
import {
  compile,
  contractNamed,
  LEGACY,
  OPTIMIZED,
  VIA_IR,
  type CompilerSettings,
} from "./support/compile.ts";
import { accessesOf, sitesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Packed {
    address owner;
    bool paused;
    uint64 public counter = 7;
    uint8 limit = 3;
    struct Slot0 { uint160 price; int24 tick; bool unlocked; }
    mapping(uint256 => Slot0) pools;
    modifier whenRunning() {
        require(!paused);
        _;
    }
    function readOwner() external view returns (address) { return owner; }
    function readPaused() external view whenRunning returns (uint256) { return 1; }
    function setOwner(address to) external { owner = to; }
    function setPaused(bool to) external { paused = to; }
    function pauseIfMany() external { paused = counter > 100; }
    function add() external { counter += limit; }
    function next() external { counter++; }
    function clear() external { delete limit; }
    function move(uint256 pid, int24 to) external { pools[pid].tick = to; }
    function price(uint256 pid) external view returns (uint160) { return pools[pid].price; }
    function pointed(uint256 pid) external { Slot0 storage pool = pools[pid]; pool.unlocked = !pool.unlocked; }
    function copy(uint256 pid) external view returns (Slot0 memory) { return pools[pid]; }
    function reset(uint256 pid) external { pools[pid] = Slot0(1, 2, true); }
    function inAssembly() external view returns (uint256 x) { assembly { x := sload(owner.slot) } }
}`;

const ALL = ["owner", "paused", "counter", "limit"];

async function setUp(settings: CompilerSettings) {
  const contract = contractNamed(compile({ "contracts/Packed.sol": SOURCE }, settings), "Packed");
  const namer = createNamer([contract]);
  const chain = await createChain();
  const { created } = await chain.deploy(contract);
  return { contract, namer, chain, created };
}

for (const [title, settings] of Object.entries({ LEGACY, OPTIMIZED, VIA_IR })) {
  describe(`fields of packed slots, ${title}`, () => {
    let contract: ContractInfo;
    let namer: Namer;
    let chain: Chain;
    let created: `0x${string}`;

    before(async () => {
      ({ contract, namer, chain, created } = await setUp(settings));
    });

    async function name(fn: string, ...args: unknown[]): Promise<NamedLocation> {
      const executed = await chain.call({ from: BOB, to: created, contract, fn, args });
      const [access, ...others] = accessesOf(namer, executed);
      assert.equal(others.length, 0);
      assert.ok(access?.name.kind === "named");
      return access.name;
    }
    const paths = (location: NamedLocation) => location.fields.map(({ path }) => path);

    it("gives the same group and the same list whatever was touched", async () => {
      for (const [fn, ...args] of [
        ["setOwner", BOB],
        ["setPaused", false],
        ["readOwner"],
      ] as const) {
        const location = await name(fn, ...args);
        assert.equal(location.group, "owner+paused+counter+limit");
        assert.deepEqual(location.packed, ALL);
      }
      const location = await name("move", 4, 9);
      assert.equal(location.group, "pools[*].{price+tick+unlocked}");
      assert.deepEqual(location.packed, [
        "pools[arg:pid].price",
        "pools[arg:pid].tick",
        "pools[arg:pid].unlocked",
      ]);
    });

    it("tells the field that a write changed", async () => {
      assert.deepEqual(paths(await name("setOwner", created)), ["owner"]);
      assert.deepEqual(paths(await name("next")), ["counter"]);
      assert.deepEqual(paths(await name("clear")), ["limit"]);
      assert.deepEqual(paths(await name("move", 5, -9)), ["pools[arg:pid].tick"]);
      assert.deepEqual(paths(await name("pointed", 6)), ["pools[arg:pid].unlocked"]);
      assert.deepEqual(paths(await name("reset", 7)), [
        "pools[arg:pid].price",
        "pools[arg:pid].tick",
        "pools[arg:pid].unlocked",
      ]);
    });
  });
}

for (const [title, settings] of Object.entries({ LEGACY, OPTIMIZED })) {
  describe(`fields of packed slots that are only read, ${title}`, () => {
    let environment: Awaited<ReturnType<typeof setUp>>;

    before(async () => {
      environment = await setUp(settings);
    });

    async function run(fn: string, ...args: unknown[]) {
      const { chain, contract, created } = environment;
      return await chain.call({ from: BOB, to: created, contract, fn, args });
    }
    async function read(fn: string, ...args: unknown[]): Promise<readonly string[]> {
      const [access] = accessesOf(environment.namer, await run(fn, ...args));
      assert.ok(access?.name.kind === "named");
      return access.name.fields.map(({ path }) => path);
    }

    it("takes it from the source", async () => {
      assert.deepEqual(await read("readOwner"), ["owner"]);
      assert.deepEqual(await read("readPaused"), ["paused"]);
      assert.deepEqual(await read("counter"), ["counter"]);
      assert.deepEqual(await read("price", 1), ["pools[arg:pid].price"]);
    });

    it("adds what the value of an assignment reads, but not the neighbours", async () => {
      // Reads counter; writes paused without changing it.
      const fields = await read("pauseIfMany");
      assert.ok(fields.includes("counter"), fields.join());
      assert.ok(!fields.includes("owner") && !fields.includes("limit"), fields.join());
      await run("setPaused", false);
      const unchanged = await read("setPaused", false);
      assert.deepEqual(unchanged, ["paused"]);
    });

    it("takes all fields when the whole slot is meant", async () => {
      assert.deepEqual(await read("copy", 1), [
        "pools[arg:pid].price",
        "pools[arg:pid].tick",
        "pools[arg:pid].unlocked",
      ]);
    });

    it("names function and line of modifiers, getters and functions", async () => {
      const { namer } = environment;
      assert.deepEqual(sitesOf(namer, await run("readPaused")), ["read Packed.whenRunning:11"]);
      assert.deepEqual(sitesOf(namer, await run("counter")), ["read Packed.counter:6"]);
      assert.deepEqual(sitesOf(namer, await run("inAssembly")), [`read Packed.inAssembly:27`]);
    });
  });
}
