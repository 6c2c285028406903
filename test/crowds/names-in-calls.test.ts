/** Indices, texts and ids of small types where a call contains others, and where one is the key of what another one names. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Interface, keccak256, toUtf8Bytes } from "ethers";

import { studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { type CompiledContract, encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import {
  ALL_SUCCEED,
  checkMatched,
  Cloned,
  conflictsOf,
  CrowdLab,
  type Deployed,
  execute,
} from "./support/crowd-lab.ts";
import { word } from "./support/known.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

contract Coin is ERC20("", "") { constructor(address to) { _mint(to, 1000); } }
contract Book is Multicall {
  struct Order { address maker; uint256 amount; mapping(address => uint256) offers; }
  struct Pool { Coin coin; uint256 total; }
  Order[] orders;                        // slot 0
  mapping(string => address) owners;     // 1
  mapping(bytes32 => uint256) hits;      // 2
  mapping(bytes32 => Order[]) markets;   // 3
  Pool[] pools;                          // 4
  mapping(uint256 => uint256) votes;     // 5

  function place(uint256 n) external { Order storage order = orders.push(); (order.maker, order.amount) = (msg.sender, n); }
  function cancel(uint256 i) external { require(orders[i].maker == msg.sender); orders[i].amount = 0; }
  function fill(uint256 i, uint256 n) external { orders[i].amount -= n; }
  function offer(uint256 i, address to, uint256 n) external { orders[i].offers[to] += n; }
  function register(string calldata name) external { require(owners[name] == address(0)); owners[name] = msg.sender; }
  function release(string calldata name) external { require(owners[name] == msg.sender); delete owners[name]; }
  function hit(string calldata name) external { hits[keccak256(bytes(name))] += 1; }
  function hitNode(bytes32 node) external { hits[node] += 1; }
  function placeAt(bytes32 market, uint256 n) external { Order storage order = markets[market].push(); (order.maker, order.amount) = (msg.sender, n); }
  function fillAt(bytes32 market, uint256 i, uint256 n) external { markets[market][i].amount -= n; }
  function open() external { pools.push(Pool(new Coin(msg.sender), 0)); }
  function coinOf(uint256 i) external view returns (Coin) { return pools[i].coin; }
  function stake(uint256 i) external { pools[i].total += 1; pools[i].coin.transfer(address(1), 0); }
  function vote(address voter, uint256 poll, uint8 option) external { votes[poll] += 1; votes[option] += 1; require(voter != address(0)); }
}
`;

const compiled = compile({ "a.sol": SOURCE });
const { abi, creation } = contractNamed(compiled, "Book");
const book: CompiledContract = {
  interface: new Interface(abi as []) /* solc's */,
  bytecode: `0x${creation.object}`,
};

/** With orders of 10, 11 and 12, of the first three users. */
async function bookLab(): Promise<{ lab: CrowdLab; contract: Deployed }> {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(book);
  for (const user of [1, 2, 3]) await contract.call(user, "place", [9 + user]);
  return { lab, contract };
}

function inMulticall(...calls: readonly (readonly [name: string, ...args: unknown[]])[]) {
  return [calls.map(([name, ...args]) => encode(book, name, args))];
}

/** Where they meet in each way that was found for them to name the same, and in none if they do not. */
async function meetingsOf(first: CrowdCall, second: CrowdCall): Promise<string[][]> {
  const [a, b] = [await Cloned.of(first), await Cloned.of(second)];
  const [studied] = await studyPairs([{ a: a.call, b: b.call }], execute, () => false);
  assert(studied !== undefined && studied.runs.length > 1);
  const met = studied.runs.map(({ target, together, executions }) => {
    assert.equal(together, true);
    const [there, back] = executions.map((execution) => {
      checkMatched(execution);
      assert.deepEqual(
        execution.transactions.map(({ result }) => result?.outcome.status),
        [1, 1],
      );
      return Object.keys(conflictsOf(execution)).sort();
    });
    assert(there !== undefined);
    assert.deepEqual(there, back);
    return { target, there };
  });
  assert.deepEqual(met.at(-1), { target: "spread", there: [] });
  return met.slice(0, -1).map(({ there }) => there);
}

async function meetOnce(first: CrowdCall, second: CrowdCall): Promise<void> {
  const [most] = await meetingsOf(first, second);
  assert.equal(most?.length, 1);
}

describe("calls in calls", () => {
  it("name elements of arrays", async () => {
    const { contract } = await bookLab();
    // 1 is an index, and amounts, which stay; 2 is how many calls there are, too.
    const fills = inMulticall(["fill", 1, 1], ["fill", 2, 1]);
    const fill = await Cloned.of(await contract.call(4, "multicall", fills));
    assert.equal(Object.keys(fill.conflicts("same")).length, 2);
    assert.deepEqual(fill.crowd("spread").crowd.varied, [1, 2].map(word));
    assert.deepEqual(fill.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(fill.conflicts("spread"), {});
    for (const { fields } of fill.crowd("spread").crowd.scenario.transactions) {
      const [calls] = book.interface.decodeFunctionData("multicall", fields.input);
      const amounts = (calls as readonly Hex[]).map((call) => {
        return book.interface.decodeFunctionData("fill", call)[1] as bigint; // uint256
      });
      assert.deepEqual(amounts, [1n, 1n]);
    }
    const cancels = inMulticall(["cancel", 0]);
    const cancel = await Cloned.of(await contract.call(1, "multicall", cancels));
    assert.deepEqual(cancel.crowd("same").crowd.varied, [word(0)]);
    assert.deepEqual(cancel.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(cancel.conflicts("same"), {});
  });

  it("name texts", async () => {
    const { contract } = await bookLab();
    await contract.call(1, "register", ["alice.eth"]);
    const releases = inMulticall(["release", "alice.eth"]);
    const release = await Cloned.of(await contract.call(1, "multicall", releases));
    assert.deepEqual(release.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(release.conflicts("same"), {});
    const names = release.crowd("same").crowd.scenario.transactions.map(({ fields }) => {
      const [calls] = book.interface.decodeFunctionData("multicall", fields.input);
      const [call] = calls as readonly Hex[]; // bytes[]
      return String(book.interface.decodeFunctionData("release", call ?? "0x")[0]);
    });
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z]{5}\.[a-z]{3}$/);
  });

  it("meet the calls that they contain", async () => {
    const { contract } = await bookLab();
    const [fill, hit] = [
      await contract.call(4, "fill", [0, 3]),
      await contract.call(4, "hit", ["alice.eth"]),
    ];
    const both = inMulticall(["fill", 2, 1], ["hit", "bob.ethereum"]);
    const multicall = await contract.call(5, "multicall", both);
    await meetOnce(fill, multicall);
    await meetOnce(hit, multicall);
    const [most] = await meetingsOf(multicall, multicall);
    assert.equal(most?.length, 2);
  });
});

describe("what is in an element or under a text", () => {
  it("is met by those who name the same element, whichever was recorded", async () => {
    const { lab, contract } = await bookLab();
    await meetOnce(
      await contract.call(4, "offer", [0, lab.user(1), 5]),
      await contract.call(5, "offer", [2, lab.user(2), 5]),
    );
  });

  it("is met by those who name the same array and the same element", async () => {
    const { contract } = await bookLab();
    const markets = [`0x${"1d".repeat(32)}`, `0x${"2e".repeat(32)}`];
    for (const market of markets) {
      for (const user of [1, 2]) await contract.call(user, "placeAt", [market, 50]);
    }
    const [first, second] = [
      await contract.call(4, "fillAt", [markets[0], 0, 5]),
      await contract.call(5, "fillAt", [markets[1], 1, 6]),
    ];
    await meetOnce(first, second);
  });

  it("is met by those who name a text, and the hash of it", async () => {
    const { contract } = await bookLab();
    const node = keccak256(toUtf8Bytes("bob.ethereum"));
    const [hit, hitNode] = [
      await contract.call(1, "hit", ["alice.eth"]),
      await contract.call(2, "hitNode", [node]),
    ];
    await meetOnce(hit, hitNode);
    await meetOnce(hitNode, hit);
  });
});

describe("what only an element of an array refers to", () => {
  it("is each user's own", async () => {
    const { contract } = await bookLab();
    for (const user of [1, 2]) await contract.call(user, "open");
    const stake = await Cloned.of(await contract.call(1, "stake", [1]));
    assert.equal(Object.keys(stake.conflicts("same")).length, 1);
    assert.equal(stake.call.spread?.companions.length, 1);
    assert.deepEqual(stake.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(stake.conflicts("spread"), {});
  });
});

describe("small ids", () => {
  it("are no smaller than they must be, beside those of small types", async () => {
    const { lab, contract } = await bookLab();
    const vote = await Cloned.of(await contract.call(1, "vote", [lab.user(2), 6, 7]));
    assert.deepEqual(
      vote.call.spread?.varied.map(({ word: one, room }) => [one, room]),
      [
        [word(6), undefined],
        [word(7), 8],
      ],
    );
    assert.deepEqual(vote.statuses("spread"), ALL_SUCCEED);
    assert.deepEqual(vote.conflicts("spread"), {});
  });
});
