import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { Interface } from "ethers";

import { Executor } from "../../src/internal/executor/executor.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { buildEvidence } from "../../src/internal/report/build-evidence.ts";
import { buildFunctions } from "../../src/internal/report/build-functions.ts";
import { buildOrderFindings, buildOrders } from "../../src/internal/report/build-orders.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import { studySuite, type StudiedSuite } from "./study-suite.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Listener {
  function notify(uint256 amount, address) external {}
  function notifyNone() external {}
}
contract Board {
  Listener listener = new Listener();
  uint256 told;
  uint256 untold;
  function tell() external { told += 1; listener.notify(told, msg.sender); this.hear(told); }
  function tellNothing() external { untold += 1; listener.notify(7, msg.sender); listener.notifyNone(); this.hear(untold); }
  function hear(uint256) external {}
  uint128 likes;
  uint128 views;
  uint256 left = 3;
  uint256 stock = 3;
  mapping(uint256 => uint256) seats;
  uint256 pot;
  uint256 shares;
  uint256 mean;
  uint256 count;
  uint256 quote;
  bool guarded;
  uint64 limit;
  uint64 hits;
  uint256 spent;
  event Over();

  constructor() { seats[7] = 3; }
  receive() external payable {}
  function drip() external { spent += 1; count += 1; pot += 1; payable(msg.sender).transfer(0.1 ether); }
  function dripAt(uint256 id) external { require(seats[id] > 0); payable(msg.sender).transfer(0.1 ether); }
  function like() external { likes += 1; }
  function view_() external { views += 1; }
  function pick(bool first) external { if (first) likes += 1; else views += 1; }
  function both() external { likes += 1; views += 1; }
  function take() external { require(left > 0, "nothing left"); left -= 1; }
  function book(uint256 id) external { require(seats[id] > 0); seats[id]--; }
  function join(uint256 v) external { shares += pot == 0 ? v : v * shares / pot; pot += v; }
  function rate(uint256 v) external { mean = (mean * count + v) / (count + 1); count++; }
  function sell() external { stock -= 1; }
  function hit() external { if (guarded && limit > 100) emit Over(); hits += 1; }
  uint256 raised;
  uint256 goal = 2;
  uint128 price;
  uint64 postedAt;
  bool open = true;
  mapping(address => uint256) done;
  event Snap(uint256 raised);
  function give() external { raised += 1; }
  function finish() external { require(raised >= goal || goal == 2); done[msg.sender] += raised; }
  function snap() external { emit Snap(raised); }
  function look() external { if (raised + 1 == 0) done[msg.sender] = 1; }
  function post(uint128 value) external { price += value; }
  function redeem() external { require(open); done[msg.sender] += 1; }
  function setLimit(uint64 value) external { limit = value; }
  function setQuote(uint256 value) external { quote = value; }
}`;
const NAME = "board.sol:Board";
const contracts = compile({ "board.sol": SOURCE });
const info = contractNamed(contracts, "Board");
const board = {
  interface: new Interface(info.abi as []), // solc's own
  bytecode: `0x${info.creation.object}` as const,
};
const executor = new Executor({ threads: 2 });
after(() => executor.end());

describe("runExperiments", () => {
  it("asks what crowds of two share in a slot, where one account makes all calls of the suite", async () => {
    const { crowds, experiments } = await study(["like", "view_", "both"]);
    const functions = buildFunctions(
      crowds.functions,
      buildOrders(experiments.orders),
      experiments.sharings,
    );
    assert.deepEqual(
      functions.map(({ a, b, verdict, paths, falseSharing }) => [
        a,
        b,
        verdict,
        paths.length,
        falseSharing.length,
      ]),
      [
        ["Board.both", "Board.both", "always", 1, 0],
        ["Board.both", "Board.like", "always", 1, 0],
        ["Board.both", "Board.view_", "always", 1, 0],
        ["Board.like", "Board.like", "always", 1, 0],
        ["Board.like", "Board.view_", "always", 1, 1],
        ["Board.view_", "Board.view_", "always", 1, 0],
      ],
    );
    const only = functions.find(({ falseSharing }) => falseSharing.length > 0);
    assert.deepEqual(only?.falseSharing, only?.paths);
  });

  it("tells both of a function that changes this field or that one, by its path", async () => {
    const { experiments } = await study([
      ["pick", true],
      ["pick", false],
    ]);
    const told = experiments.sharings.map(({ finding }) => finding.verdict.kind);
    assert.deepEqual([...new Set(told)].sort(), ["false sharing", "same bytes"]);
  });

  it("says where and of what contract it is that runs out, though not for the first two", async () => {
    const { experiments } = await study(["take"]);
    const [finding, ...others] = buildOrderFindings(buildOrders(experiments.orders));
    assert(finding !== undefined && others.length === 0);
    const { contract, variable, source, message } = finding;
    assert.deepEqual(
      [contract, variable, source],
      [NAME, "Board.left", { file: "board.sol", line: 16 }],
    );
    assert.match(message, /Board\.take fails after Board\.take/);
  });

  it("says it of what stands under a key, too, where only those run out who name the same one", async () => {
    const { crowds, experiments } = await study([["book", 7]]);
    assert.equal(crowds.calls.filter(({ spread }) => spread !== undefined).length, 1);
    const [order, ...others] = buildOrders(experiments.orders);
    assert(order !== undefined && others.length === 0);
    assert.deepEqual([order.verdict, order.paths], ["different success", ["Board.seats[arg:id]"]]);
    assert.deepEqual(order.details, ["Board.book fails after Board.book"]);
  });

  it("tells the bound of the stock that decides by the order who gets the last one", async () => {
    const { experiments } = await study(["sell"]);
    const [order] = buildOrders(experiments.orders);
    assert.deepEqual([order?.verdict, order?.paths], ["different success", ["Board.stock"]]);
    const groups = [...new Set(experiments.accumulators.map(({ group }) => group))];
    assert.deepEqual(
      groups
        .flatMap((group) => buildEvidence(group, experiments).accumulators)
        .map(({ field, verdict, into, bounds }) => [field, verdict, into, bounds[0]?.kind]),
      [["stock", "commutative", [], "enough must be there"]],
    );
  });

  it("asks one of the later users, too, what the first of all does not look at", async () => {
    const verdicts = async (call: string) => {
      const { experiments } = await study([[call, 40]]);
      return [...new Set(experiments.accumulators.map(({ group }) => group))]
        .flatMap((group) => buildEvidence(group, experiments).accumulators)
        .map(({ field, verdict, samples }) => [field, verdict, samples])
        .sort();
    };
    assert.deepEqual(await verdicts("join"), [
      ["pot", "flows", 2],
      ["shares", "flows", 2],
    ]);
    assert.deepEqual(await verdicts("rate"), [
      ["count", "flows", 2],
      // The mean of the same is written again by all others, though it stays the same.
      ["mean", "flows", 2],
    ]);
  });

  it("says that the ETH runs out that all draw on, and though it be beyond the listed conflicts", async () => {
    // 12 ether: of 150 users 120 get some.
    for (const [call, users] of [
      ["drip", 150],
      ["dripAt", 150],
    ] as const) {
      const args = call === "dripAt" ? [7] : [];
      const { experiments } = await study([[call, ...args]], users, "0xa688906bd8b00000");
      const [order, ...others] = buildOrders(experiments.orders);
      assert.equal(order?.verdict, "different success", call);
      assert.deepEqual(others, []);
      assert.deepEqual(order.details, [`Board.${call} fails after Board.${call}`]);
      assert(order.paths.includes("Board.address(this).balance"));
    }
  });

  it("names the call of another contract that a value goes to, if it is seen nowhere else", async () => {
    const { experiments } = await study(["tell", "tellNothing"]);
    const told = [...new Set(experiments.accumulators.map(({ group }) => group))]
      .flatMap((group) => buildEvidence(group, experiments).accumulators)
      .map((one) => [one.function, one.field, one.verdict, one.into, one.places]);
    assert.deepEqual(told.toSorted(), [
      ["Board.tell", "told", "flows", ["call"], ["an argument of Listener.notify"]],
      ["Board.tellNothing", "untold", "commutative", [], []],
    ]);
  });

  it("says what becomes of a value in those who only read it", async () => {
    const { experiments } = await study(["give", "finish", "snap", "look", ["post", 3], "redeem"]);
    const told = [...new Set(experiments.accumulators.map(({ group }) => group))]
      .flatMap((group) => buildEvidence(group, experiments).accumulators)
      .map((one) => [one.function, one.field, one.verdict, one.onlyReads === true, one.places]);
    assert.deepEqual(told.toSorted(), [
      ["Board.finish", "raised", "flows", true, ["Board.done[msg.sender]"]],
      ["Board.give", "raised", "commutative", false, []],
      ["Board.look", "raised", "read-only", true, []],
      ["Board.post", "price", "commutative", false, []],
      ["Board.redeem", "open", "flows", true, ["whether Board.redeem succeeds"]],
      ["Board.redeem", "price", "read-only", true, []],
      ["Board.snap", "raised", "flows", true, ["event 1 of Board.snap"]],
    ]);
  });

  it("says by which field it depends whether the other's is looked at", async () => {
    const { experiments } = await study(["hit", ["setLimit", 7]]);
    const told = experiments.sharings.map(({ earlier, later, finding, given }) => [
      [earlier, later].sort().join(" "),
      finding.verdict.kind,
      given,
    ]);
    const meeting = told.filter(([pair]) => pair === "Board.hit Board.setLimit");
    assert(meeting.length > 0);
    for (const [, ...verdict] of meeting) assert.deepEqual(verdict, ["dependent", ["guarded"]]);
  });

  it("says that it takes another value to see what the order of two setters does", async () => {
    const { experiments } = await study([["setQuote", 5]]);
    const [order, ...others] = buildOrders(experiments.orders);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [order?.verdict, order?.details],
      ["different outcome", ["Board.quote, with another value passed than the recorded one"]],
    );
    const { of, word, value } = order?.witness.otherValue ?? {};
    assert.deepEqual([of, word, value], ["later", 0, toWord(6n)]);
  });
});

/** Of a suite in which one account calls each function once, each in a test of its own. */
async function study(
  functions: readonly (string | readonly [name: string, ...args: unknown[]])[],
  users?: number,
  value?: string,
): Promise<StudiedSuite> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(board.bytecode);
  if (value !== undefined) await chain.send({ from: chain.account(1), to, value });
  const calls = functions.map((call) => {
    const [name, ...args] = typeof call === "string" ? [call] : call;
    return { from: chain.account(1), to, data: encode(board, name, args) };
  });
  return studySuite(executor, contracts, chain, calls, users);
}
