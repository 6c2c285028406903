/** The way from the suite to the grid where what a sender owns is an element of an array, or under a name. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { Interface } from "ethers";

import { profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { buildFunctions } from "../../src/internal/report/build-functions.ts";
import { runCrowds } from "../../src/internal/session/run-crowds.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { encode } from "../executor/support/solidity.ts";
import {
  compile,
  contractNamed,
  LEGACY,
  OPTIMIZED,
  VIA_IR,
} from "../slot-naming/support/compile.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Market {
  struct Order { address maker; uint96 fee; uint256 amount; string note; }
  Order[] orders;
  mapping(string => address) owners;
  address[4] seats;

  function place(uint256 amount, string calldata note) external {
    orders.push(Order(msg.sender, 1, amount, note));
  }
  function cancel(uint256 i) external { require(orders[i].maker == msg.sender); delete orders[i]; }
  function fill(uint256 i, uint256 amount) external { orders[i].amount -= amount; }
  function register(string calldata name) external {
    require(owners[name] == address(0));
    owners[name] = msg.sender;
  }
  function release(string calldata name) external {
    require(owners[name] == msg.sender);
    delete owners[name];
  }
  function sit(uint256 seat) external { require(seats[seat] == address(0)); seats[seat] = msg.sender; }
  function leave(uint256 seat) external { require(seats[seat] == msg.sender); delete seats[seat]; }
}`;
const USERS = 3;
const executor = new Executor({ threads: 2 });
after(() => executor.end());

describe("runCrowds, of entries", () => {
  for (const [compiler, settings] of Object.entries({ LEGACY, OPTIMIZED, VIA_IR })) {
    it(`gives each user an entry, whatever the compiler does: ${compiler}`, async () => {
      const contracts = compile({ "market.sol": SOURCE }, settings);
      const { abi, creation } = contractNamed(contracts, "Market");
      const market = {
        interface: new Interface(abi as []), // solc's own
        bytecode: `0x${creation.object}` as const,
      };
      const { input } = await runCrowds({
        executions: await executor.execute(await suiteOf(market)),
        execute: (scenarios) => executor.execute(scenarios),
        namer: createNamer(contracts),
        profile: profileOf("block-stm"),
        users: USERS,
        countReexecutions: (crowds) => executor.countReexecutions(crowds),
        isOver: () => false,
        progress: () => () => undefined,
      });
      assert.deepEqual(
        input.uncloned.map(({ name, cause, access }) => [
          name.function,
          cause,
          access?.name.kind === "named" ? access.name.fields.map(({ path }) => path) : [],
        ]),
        [["leave", "unsupported", ["seats[arg:seat]"]]],
      );
      const varies = input.calls.map((call) => [call.name.function, call.varies] as const);
      assert.deepEqual(Object.fromEntries(varies), {
        place: [],
        cancel: [], // not beside the own order, which differs anyway
        fill: ["i"],
        register: ["name"],
        release: [],
        sit: [],
      });
      const grid = buildFunctions(input.functions, [], [])
        .filter(({ verdict }) => verdict !== "never")
        .map(({ a, b, verdict, paths }) => `${a} ${b}: ${verdict} at ${paths.join(", ")}`);
      assert.deepEqual(grid, [
        // An order has one maker, so that two users cancel no two of the same.
        "Market.cancel Market.fill: same argument at Market.orders[arg:i].amount",
        "Market.cancel Market.place: always at Market.orders.length",
        "Market.fill Market.fill: same argument at Market.orders[arg:i].amount",
        "Market.fill Market.place: always at Market.orders.length",
        "Market.place Market.place: always at Market.orders.length",
        "Market.register Market.register: same argument at Market.owners[arg:name]",
        // Who releases a name makes it possible that another one registers it.
        "Market.register Market.release: same argument at Market.owners[arg:name]",
        "Market.sit Market.sit: same argument at Market.seats[arg:seat]",
      ]);
    });
  }
});

/** A suite of tests that send one transaction each. */
async function suiteOf(market: Parameters<typeof encode>[0] & { readonly bytecode: string }) {
  const chain = await EdrChain.create();
  const to = await chain.deploy(market.bytecode);
  const note = "a note that is longer than what fits into a single slot";
  const sent = [
    [1, "place", 50n, note],
    [2, "place", 60n, note],
    [1, "fill", 0n, 5n],
    [1, "cancel", 0n],
    [3, "register", "alice.eth"],
    [3, "release", "alice.eth"],
    [4, "sit", 2n],
    [4, "leave", 2n],
  ] as const;
  const scenarios: Scenario[] = [];
  for (const [user, name, ...args] of sent) {
    const data = encode(market, name, args);
    const scenario = await chain.sequence([{ from: chain.account(user), to, data }]);
    assert.equal(scenario.transactions[0]?.expected?.status, 1, name);
    scenarios.push({ ...scenario, id: `test-${scenarios.length + 1}`, kind: "test" });
  }
  return scenarios;
}
