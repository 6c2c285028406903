import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createNamer, type Namer } from "../../src/internal/slot-naming/create-namer.ts";
import type { ContractInfo } from "../../src/internal/model/contract.ts";
import { ALICE, BOB, createChain, type Chain, type Executed } from "./support/chain.ts";
import {
  compile,
  contractNamed,
  LEGACY,
  OPTIMIZED,
  VIA_IR,
  VIA_IR_PLAIN,
} from "./support/compile.ts";
import { accessesOf, namesOf, sitesOf } from "./support/describe-accesses.ts";

const FILE = "contracts/Shapes.sol";
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
// Lines are counted behind characters of several bytes, too: é 漢字
type Id is bytes32;
type Small is uint32;
enum Colour { Red, Green }
contract Base {
    uint256 public total;
    address internal immutable creator;
    constructor() {
        creator = msg.sender;
        total = 1;
    }
}
contract Shapes is Base {
    struct Account { uint128 debt; uint128 credit; uint256[] notes; mapping(uint256 => bool) seen; }
    struct Point { uint256 x; uint256 y; }
    uint256 number;
    Point point;
    Point[2] corners;
    uint64[6] small;
    uint16[] dyn;
    Account[] accounts;
    mapping(address => Account) byUser;
    mapping(address => mapping(bytes32 => uint256)) byHash;
    mapping(string => uint256) byString;
    mapping(bytes => uint256) byBytes;
    mapping(bool => uint256) byBool;
    mapping(int8 => uint256) bySigned;
    mapping(bytes4 => uint256) byFour;
    mapping(Colour => uint256) byColour;
    mapping(Id => uint256) byId;
    mapping(Small => uint256) bySmall;
    mapping(Base => uint256) byContract;
    string text;
    bytes[] blobs;
    uint256[2][] matrix;
    mapping(uint256 => uint256[3]) rows;

    function setNumber(uint256 value) external { number = value; }
    function setPoint(uint256 value) external { point.y = value; }
    function setCorner(uint256 index, uint256 value) external { corners[index].y = value; }
    function setSmall(uint256 index, uint64 value) external { small[index] = value; }
    function pushDyn(uint16 value) external { dyn.push(value); }
    function setDyn(uint256 index, uint16 value) external { dyn[index] = value; }
    function pushAccount() external { accounts.push(); }
    function note(uint256 index, uint256 value) external { accounts[index].notes.push(value); }
    function see(uint256 index, uint256 what) external { accounts[index].seen[what] = true; }
    function borrow(uint128 value) external { byUser[msg.sender].debt += value; }
    function hash(address user, bytes32 key) external { byHash[user][key] = 1; }
    function named(string calldata name) external { byString[name] = 1; }
    function raw(bytes calldata name) external { byBytes[name] = 1; }
    function keys(bool flag, int8 level, bytes4 four, Colour colour) external {
        byBool[flag] = 1;
        bySigned[level] = 1;
        byFour[four] = 1;
        byColour[colour] = 1;
    }
    function ids(Id id, Small few, Base base) external {
        byId[id] = 1;
        bySmall[few] = 1;
        byContract[base] = 1;
    }
    function fixedKeys() external {
        byBool[false] = 1;
        bySigned[-5] = 1;
        byColour[Colour.Green] = 1;
        byString["a\\"b"] = 1;
        byUser[address(0)].credit = 1;
    }
    function setText(string calldata value) external { text = value; }
    function pushBlob(bytes calldata value) external { blobs.push(value); }
    function grow() external { matrix.push(); }
    function fill(uint256 index, uint256 column, uint256 value) external { matrix[index][column] = value; }
    function row(uint256 index, uint256 column) external { rows[index][column] = 1; }
}`;

for (const [title, settings] of Object.entries({ LEGACY, OPTIMIZED, VIA_IR, VIA_IR_PLAIN })) {
  describe(`names of storage slots, ${title}`, () => {
    let contract: ContractInfo;
    let namer: Namer;
    let chain: Chain;
    let deployed: Executed & { created: `0x${string}` };

    before(async () => {
      const contracts = compile({ [FILE]: SOURCE }, settings);
      contract = contractNamed(contracts, "Shapes");
      namer = createNamer(contracts);
      chain = await createChain();
      deployed = await chain.deploy(contract);
    });

    async function run(fn: string, ...args: unknown[]): Promise<Executed> {
      return await chain.call({ from: BOB, to: deployed.created, contract, fn, args });
    }
    async function names(fn: string, ...args: unknown[]): Promise<string[]> {
      return namesOf(namer, await run(fn, ...args));
    }

    it("names what the constructor writes, inherited variables too", () => {
      assert.deepEqual(namesOf(namer, deployed), ["total: total"]);
      const [access] = accessesOf(namer, deployed);
      assert.equal(access?.name.kind === "named" && access.name.contract, `${FILE}:Shapes`);
    });

    it("names values, structs and fixed arrays", async () => {
      assert.deepEqual(await names("total"), ["total: total"]);
      assert.deepEqual(await names("setNumber", 5), ["number: number"]);
      assert.deepEqual(await names("setPoint", 5), ["point.y: point.y"]);
      assert.deepEqual(await names("setCorner", 1, 5), ["corners[*].y: corners[arg:index].y"]);
    });

    it("tells which element of a packed array is written", async () => {
      assert.deepEqual(await names("setSmall", 5, 77), ["small[*]: small[arg:index]"]);
      const [access] = accessesOf(namer, await run("setSmall", 5, 78));
      assert.deepEqual(access?.name.kind === "named" && access.name.packed, [
        "small[4]",
        "small[arg:index]",
      ]);
    });

    it("names dynamic arrays: length, packed elements, elements of two slots", async () => {
      assert.deepEqual(await names("pushDyn", 9), ["dyn.length: dyn.length", "dyn[*]: dyn[0]"]);
      for (let count = 1; count < 20; count++) await run("pushDyn", 9);
      const changed = await names("setDyn", 17, 4);
      assert.ok(changed.includes("dyn[*]: dyn[arg:index]"), changed.join("; "));
      await run("grow");
      await run("grow");
      const filled = await names("fill", 1, 0, 8);
      // Through the IR it is not known what stands in the brackets, and a zero may come from anywhere.
      const column = title.startsWith("VIA_IR") ? "0" : "arg:column";
      assert.ok(filled.includes(`matrix[*][*]: matrix[arg:index][${column}]`), filled.join("; "));
      assert.deepEqual(await names("row", 7, 2), ["rows[*][*]: rows[arg:index][arg:column]"]);
    });

    it("follows structs in arrays and mappings down to nested arrays and mappings", async () => {
      assert.deepEqual(await names("pushAccount"), ["accounts.length: accounts.length"]);
      await run("pushAccount");
      assert.deepEqual(await names("note", 1, 4), [
        "accounts.length: accounts.length",
        "accounts[*].notes.length: accounts[arg:index].notes.length",
        "accounts[*].notes[*]: accounts[arg:index].notes[0]",
      ]);
      assert.deepEqual(await names("see", 1, 33), [
        "accounts.length: accounts.length",
        "accounts[*].seen[*]: accounts[arg:index].seen[arg:what]",
      ]);
      assert.deepEqual(await names("borrow", 4), [
        "byUser[*].{debt+credit}: byUser[msg.sender].debt",
      ]);
    });

    it("names mapping keys of every type", async () => {
      const key = `0x${"5a".repeat(32)}`;
      assert.deepEqual(await names("hash", ALICE, key), [
        "byHash[*][*]: byHash[arg:user][arg:key]",
      ]);
      assert.deepEqual(await names("named", "x".repeat(32)), ["byString[*]: byString[arg:name]"]);
      assert.deepEqual(await names("named", "x".repeat(70)), ["byString[*]: byString[arg:name]"]);
      assert.deepEqual(await names("raw", "0x01020304"), ["byBytes[*]: byBytes[arg:name]"]);
      assert.deepEqual(await names("keys", true, -3, "0x01020304", 1), [
        "byBool[*]: byBool[arg:flag]",
        "bySigned[*]: bySigned[arg:level]",
        "byFour[*]: byFour[arg:four]",
        "byColour[*]: byColour[arg:colour]",
      ]);
      assert.deepEqual(await names("ids", key, 77, ALICE), [
        "byId[*]: byId[arg:id]",
        "bySmall[*]: bySmall[arg:few]",
        "byContract[*]: byContract[arg:base]",
      ]);
    });

    it("writes the values of keys as Solidity would", async () => {
      const executed = await run("keys", false, -3, "0x01020304", 1);
      const paths = accessesOf(namer, executed).map(({ name }) =>
        name.kind === "named" ? name.fields[0]?.concretePath : name.path,
      );
      assert.deepEqual(paths, [
        "byBool[false]",
        "bySigned[-3]",
        "byFour[0x01020304]",
        "byColour[1]",
      ]);
    });

    it("shows keys that come from nowhere by their value, even if the compiler hashed them", async () => {
      assert.deepEqual(await names("fixedKeys"), [
        "byBool[*]: byBool[false]",
        "bySigned[*]: bySigned[-5]",
        `byColour[*]: byColour[${settings.viaIR ? "1" : "Colour.Green"}]`,
        'byString[*]: byString["a\\"b"]',
        "byUser[*].{debt+credit}: byUser[address(0)].credit",
      ]);
    });

    it("names short and long strings and bytes by their variable", async () => {
      assert.deepEqual(await names("setText", "short"), ["text: text"]);
      assert.deepEqual(await names("setText", "x".repeat(70)), Array(4).fill("text: text"));
      assert.deepEqual(await names("pushBlob", `0x${"11".repeat(40)}`), [
        "blobs.length: blobs.length",
        "blobs[*]: blobs[0]",
        "blobs[*]: blobs[0]",
        "blobs[*]: blobs[0]",
      ]);
    });

    it("gives the declaration's line", async () => {
      const [access] = accessesOf(namer, await run("borrow", 4));
      assert.deepEqual(access?.name.kind === "named" && access.name.fields[0]?.source, {
        file: FILE,
        line: lineOf("mapping(address => Account) byUser"),
      });
    });

    it("never gives a wrong function for a site", async () => {
      for (const [fn, ...args] of [
        ["setNumber", 8],
        ["borrow", 4],
        ["setText", "x".repeat(40)],
      ] as const) {
        for (const site of sitesOf(namer, await run(fn, ...args))) {
          const line = lineOf(`function ${fn}(`);
          assert.match(
            site,
            new RegExp(`^(?:read|write) (?:\\?:\\?|Shapes\\.${fn}:(?:${line}|\\?))$`),
          );
        }
      }
    });
  });
}

function lineOf(text: string): number {
  return SOURCE.slice(0, SOURCE.indexOf(text)).split("\n").length;
}
