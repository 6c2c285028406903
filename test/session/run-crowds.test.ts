import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { AbiCoder, Interface, keccak256 } from "ethers";

import { profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { CrowdRunInput } from "../../src/internal/model/report-input.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import {
  type CrowdsRun,
  type CrowdsToRun,
  runCrowds,
} from "../../src/internal/session/run-crowds.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Shop {
  address owner = msg.sender;
  bytes32 root;
  uint256 orders;
  mapping(address => uint256) credit;
  mapping(address => bool) claimed;

  constructor(bytes32 r) { root = r; }
  function fill(uint256 n) external { credit[msg.sender] += n; }
  function give(address to, uint256 n) external { credit[msg.sender] -= n; credit[to] += n; }
  function order() external { orders += 1; }
  function setRoot(bytes32 r) external { require(msg.sender == owner); root = r; }
  function claim(uint256 n, bytes32[] calldata proof) external {
    bytes32 leaf = keccak256(abi.encode(msg.sender, n));
    require(keccak256(abi.encode(leaf, proof[0])) == root && !claimed[msg.sender]);
    claimed[msg.sender] = true;
  }
}`;
const NAME = "shop.sol:Shop";
const contracts = compile({ "shop.sol": SOURCE });
const info = contractNamed(contracts, "Shop");
const shop = {
  interface: new Interface(info.abi as []), // solc's own
  bytecode: `0x${info.creation.object}` as const,
};
const namer = createNamer(contracts);
const executor = new Executor({ threads: 2 });
after(() => executor.end());

const USERS = 3;
const PAIRS = 3;

describe("runCrowds", () => {
  it("tells what becomes of each call of the suite, by name", async () => {
    const { input } = await run(await suite());
    assert.equal(input.users, USERS);
    assert.deepEqual(input.calls.map(({ name }) => name.function).sort(), [
      "fill",
      "give",
      "order",
    ]);
    for (const { name } of input.calls) assert.equal(name.contract, NAME);
    assert.deepEqual([input.leftOut, input.pairsWithoutTime], [[], []]);
    const give = callOf(input, "give");
    assert.deepEqual(give.varies, ["to"]);
    assert.deepEqual(meetingsOf(give.same), [`credit[arg:to]: ${PAIRS}`]);
    assert.deepEqual(meetingsOf(give.spread), []);
    const order = callOf(input, "order");
    assert.deepEqual(meetingsOf(order.same), [`orders: ${PAIRS}`]);
    assert.equal(order.spread, undefined);
    assert.deepEqual(order.varies, []);
    const { virtual } = order.same;
    assert(virtual?.kind === "ran");
    // Three start at once: the second is run again, and the third once or twice.
    assert(virtual.reexecutions >= 2 && virtual.reexecutions <= 3);
    assert.equal(virtual.difference, undefined);
    assert.deepEqual(
      callOf(input, "fill").same.analyses[0]?.execution.transactions.map(
        ({ verification }) => verification,
      ),
      Array(USERS).fill({ kind: "matched" }),
    );
  });

  it("tells why others cannot make the rest: the owner's place by name, a proof by its type", async () => {
    const { input } = await run(await suite());
    const [claim, setRoot, ...others] = [...input.uncloned].sort((a, b) =>
      (a.name.function ?? "") < (b.name.function ?? "") ? -1 : 1,
    );
    assert(claim !== undefined && setRoot !== undefined && others.length === 0);
    assert.deepEqual(
      [claim.name.function, claim.cause, claim.reason],
      ["claim", "proof", "it takes words that prove something of the sender"],
    );
    assert.deepEqual([setRoot.name.function, setRoot.cause], ["setRoot", "owner-only"]);
    const { name } = setRoot.access ?? {};
    assert(name?.kind === "named");
    assert.deepEqual(
      name.fields.map(({ path }) => path),
      ["owner"],
    );
  });

  it("compares all pairs of functions that others can call", async () => {
    const { input } = await run(await suite());
    assert.deepEqual(
      input.functions.map(({ contract, a, b }) => [contract, a, b]),
      [
        [NAME, "fill", "fill"],
        [NAME, "fill", "give"],
        [NAME, "fill", "order"],
        [NAME, "give", "give"],
        [NAME, "give", "order"],
        [NAME, "order", "order"],
      ],
    );
    assert.equal(input.pairsLeftOut, 0);
    const meetings = input.functions.map(({ a, b, runs }) => {
      const at = (target: string) =>
        runs.filter((one) => one.target === target).flatMap((one) => meetingsOf(one));
      return [`${a} ${b}`, at("same").length > 0, at("spread")] as const;
    });
    assert.deepEqual(meetings, [
      ["fill fill", false, []],
      // To who fills.
      ["fill give", true, []],
      ["fill order", false, []],
      ["give give", true, []],
      ["give order", false, []],
      ["order order", true, ["orders: 1", "orders: 1"]],
    ]);
  });

  it("lets only what nobody need name count for everybody", async () => {
    const { unconditional } = await run(await suite());
    const shown = unconditional.map(({ scenario: { transactions } }) =>
      shop.interface.parseTransaction({ data: transactions[0]?.fields.input ?? "" }),
    );
    assert.deepEqual(shown.map((call) => call?.name).sort(), ["fill", "give", "order"]);
    const give = unconditional[shown.findIndex((call) => call?.name === "give")];
    const inputs = give?.scenario.transactions.map(({ fields }) => fields.input);
    assert.equal(new Set(inputs).size, USERS, "each gives to somebody else");
  });

  it("numbers clones behind all that was recorded", async () => {
    const executions = await suite();
    const recorded = executions.flatMap(({ scenario }) => scenario.transactions).length;
    const { unconditional } = await run(executions);
    const ids = unconditional.flatMap(({ scenario }) => scenario.transactions.map(({ id }) => id));
    assert(ids.length > 0);
    assert(ids.every((id) => id >= recorded));
    assert.equal(new Set(ids).size, ids.length);
  });

  it("takes the path of a function that only the set-up calls", async () => {
    const lab = await createShop();
    const setup = await lab.chain.sequence([lab.call(1, "order"), lab.call(2, "order")]);
    const { input } = await run(await executor.execute([{ ...setup, kind: "setup" }]));
    assert.deepEqual(
      input.calls.map(({ name, call }) => [name.function, call.occurrences]),
      [["order", 1]],
    );
    assert.deepEqual(meetingsOf(callOf(input, "order").same), [`orders: ${PAIRS}`]);
  });

  it("has Hardhat's own network check the dearest crowds", async () => {
    const checked: string[] = [];
    const checkInEdr = ({ scenario }: ScenarioExecution) => {
      checked.push(scenario.id);
      return Promise.resolve({ kind: "matched" } as const);
    };
    const { edrChecks } = await run(await suite(), { checkInEdr });
    const checks = await edrChecks;
    // Two of give, one each of fill and order.
    assert.deepEqual(checked, ["crowd-1", "crowd-2", "crowd-3", "crowd-4"]);
    assert.deepEqual(checks, Array(4).fill({ kind: "matched" }));
  });

  it("counts what there is no time for", async () => {
    const { input, edrChecks, unconditional } = await run(await suite(), { isOver: () => true });
    assert.deepEqual(
      [input.calls, input.uncloned, input.functions, await edrChecks, unconditional],
      [[], [], [], [], []],
    );
    assert.equal(input.leftOut.length, 5);
    // By name: what is held to something of another function need not know of it.
    for (const one of input.leftOut) assert.match(one.function, /^\w+\.\w+$/);
    assert(input.leftOut.some((one) => one.contract === NAME));
  });

  it("leaves out pairs when the time is over after the crowds", async () => {
    let isOver = false;
    const progress = () => () => {
      isOver = true;
    };
    const { input } = await run(await suite(), { isOver: () => isOver, progress });
    assert.equal(input.calls.length, 3);
    assert.deepEqual([input.functions, input.pairsLeftOut], [[], 6]);
    assert.equal(input.pairsWithoutTime.length, 6);
    for (const two of input.pairsWithoutTime) assert.equal(two.length, 2);
  });

  it("comes to the same each time", async () => {
    const executions = await suite();
    const [first, second] = [await run(executions), await run(executions)];
    const shown = ({ input }: CrowdsRun) =>
      [
        ...input.calls,
        ...input.functions.flatMap(({ runs }) => runs.map((same) => ({ same }))),
      ].map(({ same }) => [same.analyses, same.virtual]);
    assert.deepEqual(shown(second), shown(first));
    assert.deepEqual(second.input.uncloned, first.input.uncloned);
  });
});

async function run(
  executions: readonly ScenarioExecution[],
  options: Partial<CrowdsToRun> = {},
): Promise<CrowdsRun> {
  return runCrowds({
    executions,
    execute: (scenarios) => executor.execute(scenarios),
    namer,
    profile: profileOf("block-stm"),
    users: USERS,
    countReexecutions: (crowds) => executor.countReexecutions(crowds),
    isOver: () => false,
    progress: () => () => undefined,
    ...options,
  });
}

/** A suite of tests that send one transaction each. */
async function suite(): Promise<readonly ScenarioExecution[]> {
  const lab = await createShop();
  const calls = [
    lab.call(1, "fill", 100n),
    lab.call(1, "give", lab.chain.account(2), 5n),
    lab.call(2, "order"),
    lab.call(3, "claim", 7n, [SIBLING]),
    lab.call(0, "setRoot", SIBLING),
  ];
  const scenarios: Scenario[] = [];
  for (const call of calls) {
    const scenario = await lab.chain.sequence([call]);
    assert.equal(scenario.transactions[0]?.expected?.status, 1);
    scenarios.push({ ...scenario, id: `test-${scenarios.length + 1}`, kind: "test" });
  }
  return executor.execute(scenarios);
}

const SIBLING: Hex = `0x${"51".repeat(32)}`;

async function createShop() {
  const chain = await EdrChain.create();
  const coder = AbiCoder.defaultAbiCoder();
  const leaf = keccak256(coder.encode(["address", "uint256"], [chain.account(3), 7n]));
  const root = keccak256(coder.encode(["bytes32", "bytes32"], [leaf, SIBLING]));
  const to = await chain.deploy(`${shop.bytecode}${shop.interface.encodeDeploy([root]).slice(2)}`);
  const call = (user: number, name: string, ...args: readonly unknown[]) => ({
    from: chain.account(user),
    to,
    data: encode(shop, name, args),
  });
  return { chain, call };
}

function callOf({ calls }: CrowdsRun["input"], name: string) {
  const found = calls.find((call) => call.name.function === name);
  assert(found !== undefined);
  return found;
}

/** Where users meet, with the number of pairs, of each scenario; as they call it who come later. */
function meetingsOf(run: CrowdRunInput | undefined): string[] {
  return (run?.analyses ?? []).flatMap(({ contended }, scenario) =>
    contended.map(({ location, conflicts, later }) => {
      const access = run?.names.access(scenario, later[0] ?? 0, location);
      const name = access?.name;
      assert(name?.kind === "named");
      return `${name.fields.map(({ path }) => path).join("+")}: ${conflicts}`;
    }),
  );
}
