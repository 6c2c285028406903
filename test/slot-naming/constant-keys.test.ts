import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { createChain } from "./support/chain.ts";
import { compile, contractNamed, LEGACY, OPTIMIZED, VIA_IR } from "./support/compile.ts";
import { namesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
bytes32 constant GLOBAL = keccak256("GLOBAL");
library Names { bytes32 internal constant OTHER = "other"; }
contract Keys {
    bytes32 public constant FEES = keccak256("FEES");
    bytes32 constant ALSO = FEES;
    uint256 constant POT = 3;
    bytes32 constant TEXT = "treasury";
    address constant TREASURY = 0x5AFE000000000000000000000000000000007ea5;
    string constant NAME = "rate";
    enum Kind { None, Buy, Sell }
    mapping(bytes32 => uint256) totals;
    mapping(uint256 => uint256) numbers;
    mapping(address => uint256) balances;
    mapping(string => uint256) config;
    uint256[4] reserves;
    uint256[4][4] grid;
    mapping(Kind => uint256) kinds;

    uint256 constant WAD = 1e18;
    uint256 constant DAY = 1 days;
    uint256 constant MAX = type(uint256).max;
    uint256 constant SUM = WAD + 1;
    uint256 constant PRODUCT = 3 * 2 ** 80 << 2;
    int24 constant LOWEST = type(int24).min;
    bytes4 constant SELECTOR = bytes4(keccak256("hello()"));
    mapping(bytes4 => uint256) selectors;
    mapping(int24 => uint256) ticks;
    function large(uint256 v) external { numbers[WAD] += v; numbers[MAX] += v; numbers[SUM] += v; numbers[PRODUCT] += v; }
    function selector(uint256 v) external { selectors[SELECTOR] += v; selectors[bytes4(keccak256("bye()"))] += v; }
    function limits(uint256 v) external { ticks[LOWEST] += v; numbers[DAY] += v; }

    function fees(uint256 v) external { totals[FEES] += v; }
    function add(bytes32 key, uint256 v) internal { totals[key] += v; }
    function inner(uint256 v) external { add(FEES, v); }
    function passed(bytes32 key, uint256 v) external { totals[key] += v; }
    function globals(uint256 v) external { totals[GLOBAL] += v; totals[Names.OTHER] += v; totals[TEXT] += v; }
    function inPlace(uint256 v) external { totals[keccak256("inline")] += v; totals["plain"] += v; }
    function text(uint256 v) external { add("word", v); }
    function number(uint256 v) external { numbers[0] += v; }
    function pot(uint256 v) external { numbers[POT] += v; }
    function own(uint256 v) external { balances[address(this)] += v; }
    function treasury(uint256 v) external { balances[TREASURY] += v; }
    function setFee(uint256 v) external { config["fee"] += v; }
    function setNamed(uint256 v) external { config[NAME] += v; }
    function reserve(uint256 v) external { reserves[1] += v; }
    function cell(uint256 column) external { grid[1][column] += 1; }
    function sell(uint256 v) external { kinds[Kind.Sell] += v; }
}`;

for (const [title, settings] of Object.entries({ LEGACY, OPTIMIZED, VIA_IR })) {
  describe(`constants as keys, ${title}`, () => {
    it("are shown by their names, or as they are written, whatever is passed", async () => {
      const contracts = compile({ "keys.sol": SOURCE }, settings);
      const contract = contractNamed(contracts, "Keys");
      const namer = createNamer(contracts);
      const chain = await createChain();
      const { created: to } = await chain.deploy(contract);
      const paths = async (fn: string, ...args: unknown[]) =>
        namesOf(namer, await chain.call({ to, contract, fn, args })).map((one) =>
          one.replace(/^.*?: /, ""),
        );
      const fees = "0xdfdae95ec56b777e1208a7c4be05ecf8814618234c448cc9f64e56da9a01b870";
      assert.deepEqual(await paths("fees", 5), ["totals[FEES]"]);
      assert.deepEqual(await paths("inner", 5), ["totals[FEES]"]);
      assert.deepEqual(await paths("passed", fees, 5), ["totals[arg:key]"]);
      assert.deepEqual(await paths("globals", 5), [
        "totals[GLOBAL]",
        // Where the compiler says of no line what it is of, there is the value only.
        settings === VIA_IR ? "totals[OTHER]" : "totals[Names.OTHER]",
        "totals[TEXT]",
      ]);
      assert.deepEqual(await paths("inPlace", 5), [
        'totals[keccak256("inline")]',
        'totals["plain"]',
      ]);
      assert.deepEqual(await paths("text", 5), ['totals["word"]']);
      assert.deepEqual(await paths("treasury", 5), ["balances[TREASURY]"]);
      assert.deepEqual(await paths("own", 5), ["balances[address(this)]"]);
      assert.deepEqual(await paths("setFee", 5), ['config["fee"]']);
      // See above: of small numbers and texts the value is all that can be told.
      if (settings === VIA_IR) return;
      for (const v of [0, 1, 2, 3, 5]) {
        assert.deepEqual(await paths("number", v), ["numbers[0]"]);
        assert.deepEqual(await paths("pot", v), ["numbers[POT]"]);
        assert.deepEqual(await paths("reserve", v), ["reserves[1]"]);
        assert.deepEqual(await paths("sell", v), ["kinds[Kind.Sell]"]);
      }
      assert.deepEqual(await paths("setNamed", 5), ["config[NAME]"]);
      const large = ["WAD", "MAX", "SUM", "PRODUCT"].map((one) => `numbers[${one}]`);
      assert.deepEqual(await paths("large", 5), large);
      assert.deepEqual(await paths("limits", 5), ["ticks[LOWEST]", "numbers[DAY]"]);
      assert.deepEqual(await paths("selector", 5), [
        "selectors[SELECTOR]",
        'selectors[bytes4(keccak256("bye()"))]',
      ]);
      assert.deepEqual(await paths("cell", 2), ["grid[1][arg:column]"]);
    });
  });
}
