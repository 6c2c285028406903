import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Interface } from "ethers";

import { userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { type CloneableCall, studyCall } from "../../src/internal/crowds/study-call.ts";
import { type PairRun, studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { type CompiledContract, encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import { checkMatched, Cloned, conflictsOf, CrowdLab, execute } from "./support/crowd-lab.ts";
import { Hashes, word } from "./support/known.ts";

/** Calls that do many things at once, as OpenZeppelin has them. */
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

contract Items is ERC1155(""), Multicall {            // balances: slot 0, id and then account
  function mint(address to, uint256[] calldata ids, uint256[] calldata n) external {
    _mintBatch(to, ids, n, "");
  }
}
contract Coin is ERC20("", ""), Multicall {           // balances: slot 0
  function mint(address to, uint256 n) external { _mint(to, n); }
  function airdrop(address[] calldata to, uint256[] calldata n) external {
    for (uint256 i = 0; i < to.length; i++) _transfer(msg.sender, to[i], n[i]);
  }
}
contract Deeds {
  mapping(uint256 => address) ownerOf;                // slot 0
  function take(uint256[] calldata ids) external {
    for (uint256 i = 0; i < ids.length; i++) {
      require(ownerOf[ids[i]] == address(0));
      ownerOf[ids[i]] = msg.sender;
    }
  }
  function give(address to, uint256[] calldata ids) external {
    for (uint256 i = 0; i < ids.length; i++) {
      require(ownerOf[ids[i]] == msg.sender);
      ownerOf[ids[i]] = to;
    }
  }
}
/** Each pool of its own, twice in a call. */
contract Pools is Multicall {
  mapping(uint256 => uint256) staked;                 // slot 0
  mapping(uint256 => uint256) calls;                  // 1
  function stake(uint256 id, uint256 n) external { require(n < 1000); staked[id] += n; }
  function count(uint256 id) external { calls[id] += 1; }
}
`;

const compiled = compile({ "a.sol": SOURCE });

function contractOf(name: string): CompiledContract {
  const { abi, creation } = contractNamed(compiled, name);
  return {
    interface: new Interface(abi as []) /* solc's */,
    bytecode: `0x${creation.object}`,
  };
}

const [items, coin, deeds, pools] = [
  contractOf("Items"),
  contractOf("Coin"),
  contractOf("Deeds"),
  contractOf("Pools"),
];

async function cloneable(call: CrowdCall): Promise<CloneableCall> {
  const studied = await studyCall(call, execute);
  assert(studied.kind === "cloneable", studied.kind === "uncloned" ? studied.reason : "");
  return studied;
}

/** Both must run as they did, one after the other, wherever they meet. */
async function runsOf(first: CrowdCall, second: CrowdCall): Promise<readonly PairRun[]> {
  const pair = { a: await cloneable(first), b: await cloneable(second) };
  const [studied] = await studyPairs([pair], execute, () => false);
  assert(studied !== undefined);
  for (const { together, executions } of studied.runs) {
    assert.equal(together, true);
    for (const execution of executions) {
      checkMatched(execution);
      const statuses = execution.transactions.map(({ result }) => result?.outcome.status);
      assert.deepEqual(statuses, [1, 1]);
    }
  }
  return studied.runs;
}

/** Where they meet if they name the same, as often as they can; nowhere if they do not. */
async function meetingsOf(first: CrowdCall, second: CrowdCall): Promise<string[]> {
  const runs = await runsOf(first, second);
  const [most] = runs;
  assert(most?.target === "same");
  for (const { executions } of runs.filter(({ target }) => target === "spread")) {
    for (const execution of executions) assert.deepEqual(conflictsOf(execution), {});
  }
  assert.equal(runs.at(-1)?.target, "spread");
  const [there, back] = most.executions.map((one) => Object.keys(conflictsOf(one)).sort());
  assert.deepEqual(there, back);
  return there ?? [];
}

/** What a user of a pair sends, to whom. */
function transferOf({ executions }: PairRun, user: number) {
  const transactions = executions[0]?.scenario.transactions ?? [];
  const sent = transactions.find(({ fields }) => fields.from === userAddress(user));
  const parsed = items.interface.parseTransaction({ data: sent?.fields.input ?? "0x" });
  // So both functions begin: an account, another one, and an id or more.
  const [from, to, ids] = parsed?.args as unknown as [Hex, Hex, bigint | bigint[]];
  return { from: word(from), to: word(to), ids: [ids].flat() };
}

describe("calls of many ids", () => {
  let lab: CrowdLab;
  let batch: CrowdCall;
  let single: CrowdCall;
  let multicall: CrowdCall;
  let address: Hex;

  before(async () => {
    lab = await CrowdLab.create();
    const contract = await lab.deploy(items);
    address = contract.address;
    const [owner, ...others] = [1, 2, 3, 4, 5].map((i) => lab.user(i));
    const send = (to: Hex | undefined, id: number) => [owner, to, id, 5, "0x"];
    await contract.call(0, "mint", [owner, [1, 2, 3, 4, 5], Array(5).fill(100)]);
    batch = await contract.call(1, "safeBatchTransferFrom", [
      owner,
      others[0],
      // 2 is how many they are as well.
      [1, 2],
      [5, 6],
      "0x",
    ]);
    single = await contract.call(1, "safeTransferFrom", send(others[1], 5));
    const calls = [send(others[2], 3), send(others[3], 4)];
    multicall = await contract.call(1, "multicall", [
      calls.map((args) => encode(items, "safeTransferFrom", args)),
    ]);
  });

  /** Of balances of the same id and account: how many. */
  async function balances(first: CrowdCall, second: CrowdCall): Promise<number> {
    const met = await meetingsOf(first, second);
    for (const location of met) assert(location.includes(address.slice(2)));
    return met.length;
  }

  it("meet at the balance of the recipient, whatever ids were recorded", async () => {
    assert.equal(await balances(batch, single), 1);
    const [run] = await runsOf(batch, single);
    assert(run !== undefined);
    const [many, one] = [transferOf(run, 0), transferOf(run, 1)];
    assert.deepEqual([many.from, one.from], [word(userAddress(0)), word(userAddress(1))]);
    assert.equal(many.to, one.to);
    const [id] = one.ids;
    assert(id !== undefined && many.ids.includes(id));
    const hashes = new Hashes();
    const slot = hashes.entry(hashes.entry(0, id), one.to);
    const [execution] = run.executions;
    assert(execution !== undefined);
    const [location, ...others] = Object.keys(conflictsOf(execution));
    assert(location?.endsWith(word(slot)) === true && others.length === 0);
  });

  it("meet wherever they can", async () => {
    assert.equal(await balances(single, batch), 1);
    assert.equal(await balances(batch, batch), 2);
    assert.equal(await balances(multicall, batch), 2);
    assert.equal(await balances(multicall, single), 1);
    assert.equal(await balances(multicall, multicall), 2);
    assert.equal(await balances(single, single), 1);
  });

  it("meet where one sends to the other, too", async () => {
    const senders: number[] = [];
    for (const run of await runsOf(batch, single)) {
      const [many, one] = [transferOf(run, 0), transferOf(run, 1)];
      if (one.to !== many.from && many.to !== one.from) continue;
      const [execution] = run.executions;
      assert(execution !== undefined);
      senders.push(Object.keys(conflictsOf(execution)).length);
    }
    // With the same id: else it were another balance.
    assert.deepEqual(senders, [1, 1]);
  });

  it("rename the sender in the calls that they contain", async () => {
    const clones = await Cloned.of(multicall);
    const { transactions } = clones.crowd("spread").crowd.scenario;
    for (const { fields } of transactions) {
      const [calls] = items.interface.decodeFunctionData("multicall", fields.input);
      assert(Array.isArray(calls) && calls.length === 2);
      for (const call of calls as readonly Hex[] /* bytes[] */) {
        const [from] = items.interface.decodeFunctionData("safeTransferFrom", call);
        assert.equal(String(from).toLowerCase(), fields.from);
      }
    }
    assert.deepEqual(clones.conflicts("spread"), {});
  });
});

describe("calls of many users", () => {
  it("meet at any of them", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(coin);
    await contract.call(0, "mint", [lab.user(1), 1_000]);
    const users = Array.from({ length: 40 }, (_, i) => userAddress(500 + i));
    const airdrop = await contract.call(1, "airdrop", [users, users.map(() => 5)]);
    const transfer = await contract.call(1, "transfer", [lab.user(2), 5]);
    const inner = encode(coin, "transfer", [lab.user(3), 5]);
    const multicall = await contract.call(1, "multicall", [[inner]]);
    assert.equal((await meetingsOf(airdrop, airdrop)).length, 40);
    assert.equal((await meetingsOf(multicall, multicall)).length, 1);
    assert.equal((await meetingsOf(multicall, transfer)).length, 1);
    // At one who gets something from both, and at the one who sends and gets something.
    assert.equal((await meetingsOf(airdrop, transfer)).length, 2);
    assert.equal((await meetingsOf(airdrop, multicall)).length, 2);
  });

  it("vary all of them", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(coin);
    await contract.call(0, "mint", [lab.user(1), 1_000]);
    const users = Array.from({ length: 100 }, (_, i) => userAddress(500 + i));
    const airdrop = await contract.call(1, "airdrop", [users, users.map(() => 5)]);
    const clones = await Cloned.of(airdrop);
    assert.equal(clones.crowd("spread").crowd.varied.length, 100);
    assert.deepEqual(clones.conflicts("spread"), {});
  });
});

describe("calls of many that are the sender's own", () => {
  it("tell ids from how many they are", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(deeds);
    await contract.call(1, "take", [[1, 2]]);
    const give = await contract.call(1, "give", [lab.user(2), [1, 2]]);
    const clones = await Cloned.of(give);
    assert.deepEqual([...clones.crowd("same").crowd.varied].sort(), [word(1), word(2)]);
    assert.deepEqual(clones.statuses("same"), [1, 1, 1, 1]);
    assert.deepEqual(clones.conflicts("same"), {});
    assert.equal(clones.hasSpread, false);
  });
});

describe("calls that name the same twice", () => {
  it("vary it wherever it stands, and nothing that only looks like it", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(pools);
    // 2 is the pool, how many calls there are, and an amount that must stay low.
    const calls = [encode(pools, "stake", [2, 2]), encode(pools, "count", [2])];
    const both = await contract.call(1, "multicall", [calls]);
    const clones = await Cloned.of(both);
    assert.deepEqual(Object.keys(clones.conflicts("same")).length, 2);
    assert.deepEqual(clones.conflicts("spread"), {});
  });
});
