import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Interface, type InterfaceAbi } from "ethers";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { Address } from "../../src/internal/model/location.ts";
import { ALICE, BOB, createChain, type Chain, type Executed } from "./support/chain.ts";
import { compile, contractNamed, LEGACY, VIA_IR } from "./support/compile.ts";
import { accessesOf, namesOf, sitesOf } from "./support/describe-accesses.ts";

const FILE = "contracts/Proxied.sol";
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;
import "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import "@openzeppelin/contracts/proxy/Clones.sol";
import "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
library Counters {
    struct Counter { uint256 value; mapping(address => uint256) by; }
    function raise(Counter storage counter, address who) external { counter.value++; counter.by[who]++; }
}
contract Vault {
    uint256 total;
    mapping(address => uint256) deposits;
    Counters.Counter counter;
    uint256 public constant LIMIT = 5;
    bytes32 constant ANCHOR = bytes32(uint256(keccak256("my.anchor")) - 1);
    function deposit(uint256 amount) external { deposits[msg.sender] += amount; total += amount; }
    function raise() external { Counters.raise(counter, msg.sender); }
    function mark() external { bytes32 slot = ANCHOR; assembly { sstore(slot, 1) } }
    function poke(uint256 at) external { assembly { sstore(at, 1) } }
    receive() external payable {}
}
contract Upgradeable {
    enum Kind { A, B }
    /// @custom:storage-location erc7201:example.main
    struct MainStorage { uint256 total; uint64 small; Kind kind; address owner; mapping(address => uint256[]) lists; string name; uint128[3] parts; Inner inner; }
    struct Inner { uint256 a; uint256 b; }
    function _main() private pure returns (MainStorage storage $) {
        bytes32 slot = keccak256(abi.encode(uint256(keccak256("example.main")) - 1)) & ~bytes32(uint256(0xff));
        assembly { $.slot := slot }
    }
    function add(uint256 amount) external { _main().total += amount; }
    function own() external { _main().owner = msg.sender; }
    function list(address who) external { _main().lists[who].push(4); }
    function part(uint256 index) external { _main().parts[index] = 3; }
    function inner() external { _main().inner.b = 3; }
    function rename(string calldata to) external { _main().name = to; }
}
contract Guarded is ReentrancyGuard {
    using EnumerableSet for EnumerableSet.AddressSet;
    EnumerableSet.AddressSet members;
    function join(address who) external nonReentrant { members.add(who); }
    function leave(address who) external { members.remove(who); }
}
contract Child {
    address owner = msg.sender;
    mapping(address => bool) known;
    constructor(address first) { known[first] = true; }
}
contract Factory {
    address[] all;
    function make(address first) external { all.push(address(new Child(first))); }
    function clone(address of_) external returns (address made) { made = Clones.clone(of_); }
}`;

for (const [title, settings] of Object.entries({ LEGACY, VIA_IR })) {
  describe(`code that runs on the storage of others, ${title}`, () => {
    let contracts: ContractInfo[];
    let namer: Namer;
    let chain: Chain;
    let vault: Address;
    let library: Address;

    const info = (name: string) => contractNamed(contracts, name);
    const deploy = async (name: string, ...args: unknown[]) =>
      (await chain.deploy(info(name), args)).created;
    const call = async (to: Address, name: string, fn: string, ...args: unknown[]) =>
      await chain.call({ from: BOB, to, contract: info(name), fn, args });
    const proxyOf = async (implementation: Address, name: string, fn: string) => {
      const init = new Interface(info(name).abi as InterfaceAbi).encodeFunctionData(fn);
      return await deploy("ERC1967Proxy", implementation, init);
    };
    const contractsOf = (executed: Executed) =>
      accessesOf(namer, executed).map(({ name }) => name.contract?.replace(/^.*:/, ""));

    before(async () => {
      contracts = compile({ [FILE]: SOURCE }, settings);
      namer = createNamer(contracts);
      chain = await createChain();
      library = await deploy("Counters");
      vault = (await chain.deploy(info("Vault"), [], { libraries: [library] })).created;
    });

    it("names storage behind a proxy by the implementation", async () => {
      const proxy = await proxyOf(vault, "Vault", "LIMIT");
      const executed = await call(proxy, "Vault", "deposit", 5);
      assert.deepEqual(namesOf(namer, executed), [
        "implementation: implementation",
        "deposits[*]: deposits[msg.sender]",
        "total: total",
      ]);
      assert.deepEqual(contractsOf(executed), ["ERC1967Proxy", "Vault", "Vault"]);
      assert.deepEqual(namer.nameCall(executed), {
        contract: `${FILE}:Vault`,
        function: "deposit",
      });
    });

    it("names the call and the storage of a clone, whose own code is nobody's", async () => {
      const factory = await deploy("Factory");
      const { returned } = await call(factory, "Factory", "clone", vault);
      const executed = await call(`0x${returned.slice(-40)}`, "Vault", "deposit", 5);
      assert.deepEqual(contractsOf(executed), ["Vault", "Vault"]);
      assert.equal(namer.nameCall(executed).function, "deposit");
    });

    it("names what a library changes by the contract that called it", async () => {
      const executed = await call(vault, "Vault", "raise");
      assert.deepEqual(namesOf(namer, executed), [
        "counter.value: counter.value",
        // A delegatecall keeps the sender.
        "counter.by[*]: counter.by[msg.sender]",
      ]);
      assert.deepEqual(contractsOf(executed), ["Vault", "Vault"]);
      const sites = sitesOf(namer, executed);
      for (const site of sites) assert.match(site, /^(?:read|write) (?:Counters.raise:\d+|\?:\?)$/);
    });

    it("names a library's own account by the library", async () => {
      const executed = await call(vault, "Vault", "raise");
      const { name } = namer.nameAccess({ ...executed, location: `code:${library}` });
      assert(name.kind === "named");
      assert.deepEqual([name.contract, name.group], [`${FILE}:Counters`, "address(this).code"]);
    });

    it("lays out namespaces of ERC-7201", async () => {
      const at = await deploy("Upgradeable");
      const names = async (fn: string, ...args: unknown[]) =>
        namesOf(namer, await call(at, "Upgradeable", fn, ...args));
      assert.deepEqual(await names("add", 4), ["MainStorage.total: MainStorage.total"]);
      assert.deepEqual(await names("own"), ["MainStorage.{small+kind+owner}: MainStorage.owner"]);
      assert.deepEqual(await names("list", ALICE), [
        "MainStorage.lists[*].length: MainStorage.lists[arg:who].length",
        "MainStorage.lists[*][*]: MainStorage.lists[arg:who][0]",
      ]);
      assert.deepEqual(await names("part", 2), [
        "MainStorage.parts[*]: MainStorage.parts[arg:index]",
      ]);
      assert.deepEqual(await names("part", 1), [
        "MainStorage.parts[*]: MainStorage.parts[arg:index]",
      ]);
      assert.deepEqual(await names("inner"), ["MainStorage.inner.b: MainStorage.inner.b"]);
      assert.deepEqual(await names("rename", "x"), ["MainStorage.name: MainStorage.name"]);
    });

    it("names a slot without a variable by the constant that holds it", async () => {
      assert.deepEqual(namesOf(namer, await call(vault, "Vault", "mark")), ["ANCHOR: ANCHOR"]);
    });

    it("says why a slot has no name", async () => {
      assert.deepEqual(namesOf(namer, await call(vault, "Vault", "poke", 999)), [
        "raw: the storage layout has no variable at this slot (inline assembly?)",
      ]);
      assert.deepEqual(namesOf(namer, await call(vault, "Vault", "poke", 1n << 250n)), [
        "raw: no hash input was seen for this slot (inline assembly?)",
      ]);
      const executed = await call(vault, "Vault", "deposit", 5);
      assert.deepEqual(namesOf(createNamer([]), executed), [
        `raw: the code at ${vault} is not of this project`,
        `raw: the code at ${vault} is not of this project`,
      ]);
      const { name, abi, creation, runtime, sources } = info("Vault");
      const bare = createNamer([{ name, abi, creation, runtime, sources }]);
      const [access] = accessesOf(bare, executed);
      assert.ok(access?.name.kind === "raw");
      assert.equal(access.name.reason, "the compiler gave no storage layout");
      assert.equal(access.name.contract, `${FILE}:Vault`);
      assert.match(access.name.path, /^slot 0x[0-9a-f]{64}$/);
    });

    it("names OpenZeppelin's sets and locks", async () => {
      const at = await deploy("Guarded");
      assert.deepEqual(namesOf(namer, await call(at, "Guarded", "join", ALICE)), [
        "REENTRANCY_GUARD_STORAGE: REENTRANCY_GUARD_STORAGE",
        "members._inner._positions[*]: members._inner._positions[arg:who]",
        "members._inner._values.length: members._inner._values.length",
        "members._inner._values[*]: members._inner._values[0]",
      ]);
    });

    it("names what the constructor of a contract made by another does", async () => {
      const executed = await call(await deploy("Factory"), "Factory", "make", ALICE);
      assert.deepEqual(namesOf(namer, executed), [
        "owner: owner",
        "known[*]: known[arg:first]",
        "all.length: all.length",
        "all[*]: all[0]",
      ]);
      assert.deepEqual(contractsOf(executed), ["Child", "Child", "Factory", "Factory"]);
      assert.equal(namer.nameCall(executed).function, "make");
    });
  });
}
