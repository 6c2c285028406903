import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { Interface } from "ethers";

import { Executor } from "../../src/internal/executor/executor.ts";
import { buildOrders } from "../../src/internal/report/build-orders.ts";
import { buildEvidence } from "../../src/internal/report/build-evidence.ts";
import { buildHotspots } from "../../src/internal/report/build-hotspots.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import { studySuite, type StudiedSuite } from "./study-suite.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Desk {
  mapping(address => uint256) shares;
  mapping(uint256 => address) ownerOf;
  uint256 next = 1;
  uint256 total = 100;
  uint256 pot = 150;
  address last;
  mapping(address => uint256) owed;

  address constant DEAD = 0x000000000000000000000000000000000000dEaD;

  receive() external payable {}
  function register() external { ownerOf[next] = msg.sender; next += 1; }
  function join(uint256 v) external { shares[msg.sender] += v * total / pot; total += v * total / pot; pot += 2 * v; }
  function tenth() external { payable(msg.sender).transfer(address(this).balance / 10); }
  function burn() external { owed[DEAD] += 1; }
  function bid() external payable { owed[last] += 7; last = msg.sender; }
}`;
const contracts = compile({ "desk.sol": SOURCE });
const info = contractNamed(contracts, "Desk");
const desk = {
  interface: new Interface(info.abi as []), // solc's own
  bytecode: `0x${info.creation.object}` as const,
};
const executor = new Executor({ threads: 2 });
after(() => executor.end());

const ETHER = 10n ** 18n;

describe("names of accounts that crowds have", () => {
  it("tells the two users apart whose order decides", async () => {
    const { experiments } = await study(["join", 40], ["register"], ["tenth"]);
    const details = new Map(
      buildOrders(experiments.orders).map((one) => [`${one.a} ${one.b}`, one.details.toSorted()]),
    );
    assert.deepEqual(details.get("Desk.join Desk.join"), [
      "Desk.shares[the first user]",
      "Desk.shares[the second user]",
    ]);
    assert.deepEqual(details.get("Desk.register Desk.register"), ["Desk.ownerOf[next]"]);
    assert.deepEqual(details.get("Desk.tenth Desk.tenth"), [
      "balance of the first user",
      "balance of the second user",
    ]);
  });

  it("has no address of a crowd's, and no slot that has a name", async () => {
    const studied = await study(["join", 40], ["register"], ["tenth"], ["bid"]);
    const { experiments, shown, suite } = studied;
    const groups = [...new Set(experiments.accumulators.map(({ group }) => group))];
    const told = JSON.stringify([
      buildOrders(experiments.orders).map(({ details, paths }) => [details, paths]),
      groups.map((group) => buildEvidence(group, experiments)),
      buildHotspots({ ...shown, experiments }).map(({ hotspot }) => [
        hotspot.path,
        hotspot.concretePath,
        hotspot.packed,
        hotspot.accumulators.map(({ field }) => field),
      ]),
    ]);
    assert.doesNotMatch(told, /slot 0x/);
    assert.match(told, /Desk\.owed\[the second user\]/);
    const known = JSON.stringify(suite, (_, value: unknown) => {
      return typeof value === "bigint" ? value.toString(16) : value;
    });
    for (const [address] of told.matchAll(/0x[0-9a-f]{40}(?![0-9a-f])/g)) {
      assert(known.includes(address.slice(2)), address);
    }
  });

  it("shows an account that the code names as it is, though it begins with zeros", async () => {
    const { experiments, shown } = await study(["burn"]);
    const burnt = buildHotspots({ ...shown, experiments }).find(
      ({ hotspot }) => hotspot.variable === "owed",
    );
    assert.equal(burnt?.hotspot.path, "owed[DEAD]");
    assert.equal(burnt.hotspot.concretePath, `owed[0x${"dead".padStart(40, "0")}]`);
  });
});

async function study(
  ...calls: readonly (readonly [name: string, ...args: unknown[]])[]
): Promise<StudiedSuite> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(desk.bytecode);
  const from = chain.account(1);
  await chain.send({ from, to, value: `0x${(5n * ETHER).toString(16)}` });
  const sent = calls.map(([name, ...args]) => ({ from, to, data: encode(desk, name, args) }));
  return studySuite(executor, contracts, chain, sent);
}
