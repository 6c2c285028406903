import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { Address } from "../../src/internal/model/location.ts";
import { ALICE, BOB, CAROL, createChain, type Chain } from "./support/chain.ts";
import {
  compile,
  contractNamed,
  LEGACY,
  OPTIMIZED,
  VIA_IR,
  VIA_IR_PLAIN,
} from "./support/compile.ts";
import { sitesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import "@openzeppelin/contracts/access/Ownable.sol";
contract Two {
    mapping(address => uint256) public a; mapping(address => uint256) public b;
    function addA(address u, uint256 v) external { a[u] += v; }
    function addB(address u, uint256 v) external { b[u] += v; }
}
contract Many {
    mapping(address => uint256) public a;
    mapping(address => uint256) public b;
    mapping(address => uint256) public c;
    uint256 public d;
    uint256 public e;
    uint256 public f;
    mapping(address => uint256) shared;
    function addA(address u, uint256 v) external { a[u] += v; }
    function addB(address u, uint256 v) external { b[u] += v; }
    function addC(address u, uint256 v) external { c[u] += v; _share(u, v); }
    function subA(address u, uint256 v) external { a[u] -= v; }
    function subB(address u, uint256 v) external { b[u] -= v; _share(u, v); }
    function setD(uint256 v) external { d = v; }
    function setE(uint256 v) external { e = v; }
    function setF(uint256 v) external { f = v; _share(msg.sender, v); }
    function _share(address u, uint256 v) internal { shared[u] += v; }
}
contract Token is ERC20, Ownable {
    mapping(address => uint256) public sent;
    mapping(address => uint256) public got;
    uint256 public fee;
    uint256 public cap;
    constructor() ERC20("T", "T") Ownable(msg.sender) { _mint(msg.sender, 1000); }
    function setFee(uint256 v) external onlyOwner { fee = v; }
    function setCap(uint256 v) external onlyOwner { cap = v; }
    function mint(address to, uint256 v) external onlyOwner { _mint(to, v); }
    function _update(address from, address to, uint256 v) internal override {
        super._update(from, to, v);
        sent[from] += v;
        got[to] += v;
    }
}
library Tallies {
    struct Tally { uint256 sum; mapping(address => uint256) by; }
    function raise(Tally storage tally, address who, uint256 v) internal { tally.sum += v; tally.by[who] += v; }
    function lower(Tally storage tally, address who, uint256 v) internal { tally.sum -= v; tally.by[who] -= v; }
}
contract Counted {
    using Tallies for Tallies.Tally;
    Tallies.Tally first;
    Tallies.Tally second;
    mapping(address => uint256) third;
    function one(address u, uint256 v) external { first.raise(u, v); }
    function two(address u, uint256 v) external { second.raise(u, v); }
    function three(address u, uint256 v) external { third[u] += v; }
    function back(address u, uint256 v) external { first.lower(u, v); }
}
contract Hooked {
    mapping(address => uint256) a;
    mapping(address => uint256) b;
    function(address, uint256) internal hook = _addA;
    function swap() external { hook = _addB; }
    function run(address u, uint256 v) external { hook(u, v); }
    function other(address u, uint256 v) external { b[u] -= v; }
    function _addA(address u, uint256 v) internal { a[u] += v; }
    function _addB(address u, uint256 v) internal { b[u] += v; }
}
contract Plain {
    uint256 x;
    uint256 y;
    uint256 z;
    receive() external payable { x += msg.value; }
    fallback() external payable { y += msg.value; }
    function pay() external payable { z += msg.value; }
}`;

const ALL = { LEGACY, OPTIMIZED, VIA_IR, VIA_IR_PLAIN };
/** The first two are precise; the IR pipeline says little, but nothing false. */
const PRECISE: readonly string[] = ["LEGACY", "OPTIMIZED"];

for (const [title, settings] of Object.entries(ALL)) {
  describe(`code that the optimizer may have merged, ${title}`, () => {
    const isPrecise = PRECISE.includes(title);
    let contracts: ContractInfo[];
    let namer: Namer;
    let chain: Chain;

    before(async () => {
      contracts = compile({ "contracts/Merged.sol": SOURCE }, settings);
      namer = createNamer(contracts);
      chain = await createChain();
    });
    async function at(name: string) {
      const contract = contractNamed(contracts, name);
      const to: Address = (await chain.deploy(contract)).created;
      return async (fn: string, ...args: unknown[]) =>
        sitesOf(namer, await chain.call({ to, contract, fn, args }));
    }

    it("names no function that did not run", async () => {
      const sites = await at("Two");
      assertSites(await sites("addA", BOB, 1), ["read Two.addA:7", "write Two.addA:7"]);
      assertSites(await sites("addB", BOB, 1), ["read Two.addB:8", "write Two.addB:8"]);
      assertSites(await sites("b", BOB), ["read Two.b:6"]);
      assertSites(await sites("a", BOB), ["read Two.a:6"]);
    });

    it("tells many small functions and the one that they share apart", async () => {
      const sites = await at("Many");
      for (const [fn, shares, args] of [
        ["addA", false, [ALICE, 5]],
        ["addB", false, [ALICE, 5]],
        ["addC", true, [ALICE, 5]],
        ["subA", false, [ALICE, 5]],
        ["subB", true, [ALICE, 5]],
        ["setD", false, [5]],
        ["setE", false, [5]],
        ["setF", true, [5]],
      ] as const) {
        const own = `Many.${fn}:${lineOf(`function ${fn}(`, "contract Many")}`;
        const shared = `Many._share:${lineOf("function _share(")}`;
        const writesOnly = fn.startsWith("set");
        const ran = shares ? [own, shared] : [own];
        const found = await sites(fn, ...args);
        assertSites(
          found,
          ran.flatMap((one) => [`read ${one}`, `write ${one}`]),
          writesOnly ? [`write ${own}`] : undefined,
        );
      }
      for (const getter of ["d", "e", "f"]) {
        assertSites(await sites(getter), [
          `read Many.${getter}:${lineOf(`uint256 public ${getter};`)}`,
        ]);
      }
    });

    it("still names what runs through super and modifiers", async () => {
      const sites = await at("Token");
      const transferred = await sites("transfer", BOB, 10);
      const minted = await sites("mint", CAROL, 10);
      const may = ["Token._update", "ERC20._update", "ERC20.transfer"];
      assertFunctions(transferred, may);
      const admin = ["Ownable.owner", "Ownable._checkOwner", "Ownable.onlyOwner"];
      assertFunctions(minted, ["Token._update", "ERC20._update", "ERC20._mint", ...admin]);
      const set = await sites("setCap", 10);
      assertFunctions(set, ["Token.setCap", ...admin]);
      if (!isPrecise) return;
      assertNames(transferred, ["Token._update", "ERC20._update"]);
      assertNames(minted, ["Token._update", "ERC20._update", "Ownable.owner"]);
      assertNames(set, ["Token.setCap", "Ownable.owner"]);
      assertNames(await sites("setFee", 10), ["Token.setFee", "Ownable.owner"]);
      assertNames(await sites("balanceOf", BOB), ["ERC20.balanceOf"]);
    });

    it("names library functions that work on storage", async () => {
      const sites = await at("Counted");
      const raised = ["Tallies.raise", "Counted.one", "Counted.two"];
      assertFunctions(await sites("one", BOB, 5), raised.slice(0, 2));
      assertFunctions(await sites("two", BOB, 5), ["Tallies.raise", "Counted.two"]);
      assertFunctions(await sites("three", BOB, 5), ["Counted.three"]);
      const lowered = await sites("back", BOB, 1);
      assertFunctions(lowered, ["Tallies.lower", "Counted.back"]);
      if (isPrecise) assertNames(lowered, ["Tallies.lower"]);
    });

    it("takes functions in variables for callable", async () => {
      const sites = await at("Hooked");
      assertFunctions(await sites("run", BOB, 5), ["Hooked.run", "Hooked._addA"]);
      await sites("swap");
      const ran = await sites("run", BOB, 5);
      assertFunctions(ran, ["Hooked.run", "Hooked._addB"]);
      if (isPrecise) assertNames(ran, ["Hooked._addB"]);
    });

    it("knows receive and fallback by the call data", async () => {
      const contract = contractNamed(contracts, "Plain");
      const to = (await chain.deploy(contract)).created;
      const received = await chain.send({ to, input: "0x", value: 1n });
      assertFunctions(sitesOf(namer, received), ["Plain.receive"]);
      const fellBack = await chain.send({ to, input: "0x01020304", value: 1n });
      assertFunctions(sitesOf(namer, fellBack), ["Plain.fallback"]);
      const paid = await chain.call({ to, contract, fn: "pay", value: 1n });
      assertFunctions(sitesOf(namer, paid), ["Plain.pay"]);
    });

    /** All of them where the source map is good; where it is not, none but them and `?`. */
    function assertSites(found: string[], expected: string[], least = expected): void {
      const withoutLine = expected.map((site) => site.replace(/:\d+$/, ":?"));
      const allowed = [...expected, ...withoutLine, "read ?:?", "write ?:?"];
      for (const site of found) assert.ok(allowed.includes(site), `${site} in ${found.join()}`);
      if (isPrecise) for (const site of least) assert.ok(found.includes(site), found.join());
    }
  });
}

function assertFunctions(found: readonly string[], allowed: readonly string[]): void {
  assert.ok(found.length > 0);
  for (const name of namesIn(found)) assert.ok([...allowed, "?"].includes(name), found.join());
}

function assertNames(found: readonly string[], expected: readonly string[]): void {
  for (const name of expected) assert.ok(namesIn(found).includes(name), found.join());
}

function namesIn(sites: readonly string[]): string[] {
  return sites.map((site) => site.replace(/^\w+ /, "").replace(/:[\d?]+$/, ""));
}

function lineOf(text: string, after = ""): number {
  return SOURCE.slice(0, SOURCE.indexOf(text, SOURCE.indexOf(after))).split("\n").length;
}
