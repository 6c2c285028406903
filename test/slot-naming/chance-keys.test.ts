import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { createChain } from "./support/chain.ts";
import { compile, contractNamed, LEGACY, OPTIMIZED, VIA_IR } from "./support/compile.ts";
import { namesOf } from "./support/describe-accesses.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
contract Lists {
    using EnumerableSet for EnumerableSet.UintSet;
    struct Pos { uint256 owner; uint256 size; }
    struct Item { uint256 id; uint256 price; }
    mapping(uint256 => Pos[]) ofMarket;
    mapping(uint256 => EnumerableSet.UintSet) sets;
    mapping(uint256 => uint256[]) who;
    Item[] list;
    mapping(uint256 => uint256) at;
    mapping(uint256 => uint256) counts;
    uint256 next = 1;
    uint256 last;

    function open(uint256 m) external { ofMarket[m].push(Pos(7, 8)); }
    function sign(uint256 id, uint256 item) external { sets[id].add(item); }
    function vote(uint256 id) external { who[id].push(77); }
    function sell(uint256 p) external { list.push(Item(next++, p)); at[next - 1] = list.length; }
    function buy(uint256 id) external {
        uint256 i = at[id];
        Item memory m = list[list.length - 1];
        list[i - 1] = m; at[m.id] = i; list.pop(); delete at[id];
    }
    function bump(uint256 p) external { counts[next] += p; }
    function size(uint256 m, uint256 i) external { Pos storage p = ofMarket[m][i]; p.size = 0; }
    function raise(uint256 id) external { _raise(id); }
    function _raise(uint256 entry) internal { counts[entry] += 1; }
    function local(uint256 id) external { uint256 key = id; counts[key] += 1; }
    function sum(uint256[] calldata ids) external { for (uint256 i; i < ids.length; i++) counts[ids[i]] += 1; }
    function fromTo(uint256 n) external { for (uint256 i; i <= n; i++) counts[i] += 1; }
}`;

for (const [title, settings] of Object.entries({ LEGACY, OPTIMIZED, VIA_IR })) {
  describe(`keys that equal an argument by chance, ${title}`, () => {
    const contracts = compile({ "lists.sol": SOURCE }, settings);
    const contract = contractNamed(contracts, "Lists");
    const namer = createNamer(contracts);
    const fresh = async () => {
      const chain = await createChain();
      const { created: to } = await chain.deploy(contract);
      return async (fn: string, ...args: unknown[]) =>
        namesOf(namer, await chain.call({ to, contract, fn, args })).map((one) =>
          one.replace(/^.*?: /, ""),
        );
    };

    it("take its name where it gets into the brackets", async () => {
      const paths = await fresh();
      for (let i = 0; i < 3; i++) await paths("open", 1);
      assert.deepEqual((await paths("size", 1, 2)).slice(-1), ["ofMarket[arg:m][arg:i].size"]);
      assert.deepEqual(await paths("raise", 3), ["counts[arg:id]"]);
      assert.deepEqual(await paths("local", 3), ["counts[arg:id]"]);
      assert.deepEqual(await paths("sum", [3, 4]), ["counts[arg:ids[*]]", "counts[arg:ids[*]]"]);
    });

    // There the compiler says of many instructions only that they are of the contract.
    if (settings === VIA_IR) return;

    it("take it behind a pointer and a conversion, too", async () => {
      const paths = await fresh();
      const sign = ["_positions[arg:item]", "_values.length", "_values[0]"];
      const inSet = sign.map((one) => `sets[arg:id]._inner.${one}`);
      assert.deepEqual(await paths("sign", 0, 99), inSet);
      assert.deepEqual(await paths("sign", 1, 2), inSet);
    });

    it("are shown as the numbers that they are where it does not", async () => {
      const paths = await fresh();
      for (const m of [0, 1]) {
        assert.deepEqual(await paths("open", m), [
          "ofMarket[arg:m].length",
          "ofMarket[arg:m][0].owner",
          "ofMarket[arg:m][0].size",
        ]);
      }
      assert.deepEqual(await paths("vote", 0), ["who[arg:id].length", "who[arg:id][0]"]);
      for (const i of [0, 1, 2, 3]) {
        const element = [`list[${i}].id`, `list[${i}].price`];
        assert.deepEqual(await paths("sell", i), ["next", "list.length", ...element, "at[next]"]);
      }
      assert.deepEqual(await paths("buy", 3), [
        "at[arg:id]",
        "list.length",
        "list[3].id",
        "list[3].price",
        "list[2].id",
        "list[2].price",
        "at[list[3].id]",
      ]);
      assert.deepEqual(await paths("bump", 5), ["next", "counts[next]"]);
      assert.deepEqual(await paths("fromTo", 2), ["counts[0]", "counts[1]", "counts[2]"]);
    });
  });
}
