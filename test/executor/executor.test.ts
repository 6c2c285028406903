import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { HDNodeWallet } from "ethers";

import type { Hex } from "../../src/internal/model/location.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { executeScenarios } from "./support/execute-scenarios.ts";
import { lab } from "./support/lab.ts";
import { compile, encode } from "./support/solidity.ts";
import { verify } from "./support/verify.ts";

describe("executeScenarios", () => {
  it("runs independent and dependent calls of several senders as EDR did", async () => {
    const { chain, to } = await labChain();
    const call = (name: string, i: number, ...args: unknown[]) => ({
      from: chain.account(i),
      to,
      data: encode(lab, name, args),
    });
    const scenario = await chain.block([
      ...Array.from({ length: 6 }, (_, i) => call("increment", i)),
      ...Array.from({ length: 6 }, (_, i) => call("own", i)),
      ...Array.from({ length: 4 }, (_, i) => call("guarded", i + 6)),
    ]);
    const execution = await verify(scenario);
    const slotZero = `storage:${to}:0x${"0".repeat(64)}`;
    const writers = execution.transactions.filter(({ result }) =>
      result?.accesses.writes.some(({ location }) => location === slotZero),
    );
    assert.equal(writers.length, 6);
    const slotOne = `storage:${to}:0x${"1".padStart(64, "0")}`;
    const lockWriters = execution.transactions.filter(({ result }) =>
      result?.accesses.writes.some(({ location }) => location === slotOne),
    );
    assert.equal(lockWriters.length, 0, "a lock taken and released is no net write");
  });

  it("re-executes what read a stale value, and counts it", async () => {
    const { chain, to } = await labChain();
    const data = encode(lab, "increment", []);
    const scenario = await chain.block(
      Array.from({ length: 8 }, (_, i) => ({ from: chain.account(i), to, data })),
    );
    const options = { threads: 2, execution: "parallel", foreknowledge: false } as const;
    // Whether two threads meet is chance: one of these runs they will.
    const runs = await executeScenarios(new Array<Scenario>(40).fill(scenario), options);
    const reexecutions = runs.map(({ parallel }) => {
      assert(parallel.kind === "parallel");
      assert.equal(parallel.executions, 8 + parallel.reexecutions);
      return parallel.reexecutions;
    });
    assert(Math.max(...reexecutions) > 0);
  });

  it("keeps the order of one sender", async () => {
    const { chain, to } = await labChain();
    const data = encode(lab, "increment", []);
    await verify(
      await chain.block(Array.from({ length: 8 }, () => ({ from: chain.account(1), to, data }))),
    );
  });

  it("handles failing, out-of-gas and plain transactions", async () => {
    const { chain, to } = await labChain();
    const [a, b, c] = [chain.account(1), chain.account(2), chain.account(3)];
    await verify(
      await chain.sequence([
        { from: a, to, data: encode(lab, "fail", []) },
        { from: b, to, data: encode(lab, "burn", []), gas: "0x186a0" },
        { from: c, to: a, value: "0xde0b6b3a7640000" },
        { from: a, to: a, value: "0x1" },
        { from: b, to: "0x00000000000000000000000000000000000abcde", value: "0x5" },
        { from: c, to: "0x00000000000000000000000000000000000abcde", value: "0x5" },
        { from: a, to, data: "0x12345678" },
      ]),
    );
  });

  it("treats credits as commutative, and balance reads as reads", async () => {
    const { chain, to } = await labChain();
    const at = (i: number) => chain.account(i);
    const payee = "0x00000000000000000000000000000000000fffff";
    const execution = await verify(
      await chain.block([
        { from: at(1), to, data: encode(lab, "deposit", []), value: "0x64" },
        { from: at(2), to, data: encode(lab, "deposit", []), value: "0x64" },
        { from: at(3), to, data: encode(lab, "pay", [payee, 150n]) },
        { from: at(4), to, data: encode(lab, "pay", [payee, 150n]) },
        { from: at(5), to, data: encode(lab, "balanceOfSelf", []) },
        { from: at(6), to, data: encode(lab, "balanceOf", [payee]) },
        { from: at(7), to, data: encode(lab, "coinbaseBalance", []) },
      ]),
    );
    const balanceReads = execution.transactions.map(({ result }) =>
      result?.accesses.reads.filter(({ location }) => location === `balance:${to}`),
    );
    assert.deepEqual(balanceReads[0], []);
    assert.deepEqual(balanceReads[1], []);
    assert.deepEqual(balanceReads[2], [
      { location: `balance:${to}`, kind: "at-least", value: 150n },
    ]);
    assert.equal(balanceReads[3]?.[0]?.kind, "exact", "a transfer that failed for lack of funds");
    assert.equal(balanceReads[4]?.[0]?.kind, "exact");
  });

  it("creates, destroys and looks at contracts", async () => {
    const { chain, to } = await labChain();
    const at = (i: number) => chain.account(i);
    const salt = toBytes32(5);
    await verify(
      await chain.block([
        { from: at(1), to, data: encode(lab, "make", []), value: "0x7" },
        { from: at(2), to, data: encode(lab, "make", []) },
        { from: at(3), to, data: encode(lab, "make2", [salt]) },
        { from: at(4), to, data: encode(lab, "make2", [salt]) },
        { from: at(5), to, data: encode(lab, "makeAndKill", [at(9)]), value: "0x9" },
        { from: at(6), data: lab.bytecode },
        { from: at(6), data: lab.bytecode },
        { from: at(7), to, data: encode(lab, "codeOf", [to]) },
        {
          from: at(8),
          to,
          data: encode(lab, "codeOf", ["0x00000000000000000000000000000000000fffff"]),
        },
      ]),
    );
  });

  it("reads the block's environment, transient storage and precompiles", async () => {
    const { chain, to } = await labChain();
    const at = (i: number) => chain.account(i);
    await verify(
      await chain.sequence([
        { from: at(1), to, data: encode(lab, "env", []) },
        { from: at(2), to, data: encode(lab, "transientUse", []) },
        { from: at(3), to, data: encode(lab, "transientUse", []) },
        { from: at(4), to, data: encode(lab, "precompiles", ["0x1234"]) },
        { from: at(5), to, data: encode(lab, "increment", []) },
        { from: at(6), to, data: encode(lab, "clear", []) },
        { from: at(7), to, data: encode(lab, "increment", []) },
      ]),
    );
  });

  it("supports access lists, legacy and fee-market transactions", async () => {
    const { chain, to } = await labChain();
    const data = encode(lab, "increment", []);
    const accessList = [{ address: to, storageKeys: [toBytes32(0)] }];
    await verify(
      await chain.block([
        { from: chain.account(1), to, data, gasPrice: "0x77359400" },
        { from: chain.account(2), to, data, gasPrice: "0x77359400", accessList },
        {
          from: chain.account(3),
          to,
          data,
          maxFeePerGas: "0x77359400",
          maxPriorityFeePerGas: "0x1",
        },
        { from: chain.account(4), to, data, accessList },
      ]),
    );
  });

  it("delegates accounts to code, and uses and drops the delegation (EIP-7702)", async () => {
    const { chain, to } = await labChain();
    const wallets = [1, 2].map((i) =>
      HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${i}`),
    );
    const [alice, bob] = wallets;
    assert(alice !== undefined && bob !== undefined);
    const chainId = 31337n;
    const fees = { type: 4, chainId, gasLimit: 500_000n, maxFeePerGas: 10n ** 10n };
    const own = encode(lab, "own", []);
    const hashes: Hex[] = [];
    const send = async (wallet: HDNodeWallet, nonce: number, fields: object) => {
      const raw = await wallet.signTransaction({ ...fees, nonce, ...fields });
      hashes.push(await chain.rpc<Hex>("eth_sendRawTransaction", raw));
    };
    const authorization = (address: string, nonce: number) =>
      bob.authorizeSync({ address, nonce, chainId });
    await send(alice, 0, { to: bob.address, data: own, authorizationList: [authorization(to, 0)] });
    await send(alice, 1, { type: 2, to: bob.address, data: own });
    await send(bob, 1, { type: 2, to, data: own });
    await send(alice, 2, {
      to: bob.address,
      data: own,
      // One with a wrong nonce, which is passed over, and one that drops the delegation.
      authorizationList: [authorization(to, 7), authorization(`0x${"0".repeat(40)}`, 2)],
    });
    hashes.push(
      await chain.send({ from: chain.account(3), to: bob.address.toLowerCase(), value: "0x1" }),
    );
    const execution = await verify(await chain.scenario(hashes));
    const code = `code:${bob.address.toLowerCase()}`;
    const writers = execution.transactions.map(({ result }) =>
      result?.accesses.writes.some(({ location }) => location === code),
    );
    assert.deepEqual(writers, [true, false, false, true, false]);
  });

  for (const hardfork of ["berlin", "london", "merge", "shanghai", "cancun", "prague"]) {
    it(`runs on ${hardfork}`, async () => {
      const chain = await EdrChain.create(hardfork);
      const old = compile(OLD_SOURCE, "Old", "istanbul");
      const to = await chain.deploy(old.bytecode);
      const at = (i: number) => chain.account(i);
      const child = await childOf(chain, to, old);
      await verify(
        await chain.block([
          { from: at(1), to, data: encode(old, "increment", []) },
          { from: at(2), to, data: encode(old, "increment", []) },
          { from: at(3), to, data: encode(old, "kill", [child, at(4)]) },
          { from: at(4), to, data: encode(old, "poke", [child]) },
          { from: at(5), to, data: encode(old, "increment", []), gasPrice: "0x2540be400" },
        ]),
      );
    });
  }

  it("skips what it does not support, with the reason", async () => {
    const { chain, to } = await labChain();
    const scenario = await chain.block([
      { from: chain.account(1), to, data: encode(lab, "increment", []) },
    ]);
    const op = { ...scenario, chain: { ...scenario.chain, chainType: "op" } };
    const amsterdam = { ...scenario, chain: { ...scenario.chain, hardfork: "amsterdam" } };
    const executions = await executeScenarios([op, amsterdam], { threads: 1 });
    assert.deepEqual(
      executions.map(({ transactions }) => transactions[0]?.verification),
      [
        { kind: "skipped", cause: "unsupported", reason: "chain type op is not supported" },
        { kind: "skipped", cause: "unsupported", reason: "hardfork amsterdam is not supported" },
      ],
    );
  });

  it("reports a difference from the recording, the first one", async () => {
    const { chain, to } = await labChain();
    const scenario = await chain.block([
      { from: chain.account(1), to, data: encode(lab, "increment", []) },
      { from: chain.account(2), to, data: encode(lab, "increment", []) },
    ]);
    const [first, second] = scenario.transactions;
    assert(first !== undefined && second?.expected !== undefined);
    const wrongGas = { ...second, expected: { ...second.expected, gasUsed: 1n } };
    const [execution] = await executeScenarios([{ ...scenario, transactions: [first, wrongGas] }], {
      threads: 2,
    });
    const verification = execution?.transactions[1]?.verification;
    assert(verification?.kind === "mismatched");
    assert.match(verification.difference, /^gas used: Hardhat 1, executor \d+$/);
    assert.deepEqual(execution?.transactions[0]?.verification, { kind: "matched" });
  });

  it("notices a wrong state between two transactions", async () => {
    const { chain, to } = await labChain();
    const scenario = await chain.block([
      { from: chain.account(1), to, data: encode(lab, "increment", []) },
      { from: chain.account(2), to, data: encode(lab, "own", []) },
    ]);
    const [first, second] = scenario.transactions;
    assert(first !== undefined && second !== undefined);
    const before = new Map(second.before);
    const account = before.get(to);
    assert(account !== undefined);
    before.set(to, { ...account, balance: account.balance + 1n });
    const [execution] = await executeScenarios(
      [{ ...scenario, transactions: [first, { ...second, before }] }],
      { threads: 2 },
    );
    const verification = execution?.transactions[1]?.verification;
    assert(verification?.kind === "mismatched");
    assert.match(verification.difference, /^balance:0x[0-9a-f]{40} before it/);
  });
});

describe("executeScenarios with failing threads", () => {
  for (const [what, program, reason] of [
    ["dies", "dying-worker", /ended unexpectedly \(exit code 3\)/],
    ["hangs", "hanging-worker", /did not answer within/],
  ] as const) {
    it(`ends sequentially, with the right result, when a thread ${what}`, async () => {
      const { chain, to } = await labChain();
      const data = encode(lab, "increment", []);
      const scenario = await chain.block(
        Array.from({ length: 6 }, (_, i) => ({ from: chain.account(i), to, data })),
      );
      const [execution] = await executeScenarios([scenario], {
        threads: 2,
        workerUrl: new URL(`./support/${program}.ts`, import.meta.url),
        deadlineMs: 5_000,
        execution: "parallel",
        foreknowledge: false,
      });
      assert(execution?.parallel.kind === "sequential");
      assert.equal(execution.parallel.cause, "failure");
      assert.match(execution.parallel.reason, reason);
      for (const { verification } of execution.transactions) {
        assert.deepEqual(verification, { kind: "matched" });
      }
    });
  }
});

describe("executeScenarios with a defect in the executor", () => {
  it("ends sequentially, with the right result, when it shows in the parallel run", async () => {
    const { parallel, verifications } = await executeWithFault("run-lane 3 1");
    assert(parallel?.kind === "sequential");
    assert.equal(parallel.cause, "failure");
    assert.match(
      parallel.reason,
      /the executor has a defect \(transaction \d: TypeError: injected/,
    );
    assert.deepEqual(verifications, Array(6).fill({ kind: "matched" }));
  });

  it("ends sequentially when every execution of the parallel run fails", async () => {
    const { parallel, verifications } = await executeWithFault("run-lane 1 1000");
    assert(parallel?.kind === "sequential" && parallel.cause === "failure");
    assert.match(parallel.reason, /TypeError: injected/);
    assert.deepEqual(verifications, Array(6).fill({ kind: "matched" }));
  });

  it("has EthereumJS run what it fails at in the sequential run", async () => {
    const { parallel, verifications } = await executeWithFault("run-each 3 1");
    assert(parallel?.kind === "sequential");
    assert.equal(parallel.cause, "failure");
    assert.match(parallel.reason, /the executor has a defect \(transaction 2: TypeError: injected/);
    assert.deepEqual(verifications, Array(6).fill({ kind: "matched" }));
  });

  for (const [where, method, calls] of [
    ["begins a transaction", "begin", 1],
    ["tells what a transaction read, and once more after that", "reads", 2],
  ] as const) {
    it(`has EthereumJS run what it fails at where it ${where}`, async () => {
      const { parallel, verifications } = await executeWithFault(`run-each 3 ${calls} ${method}`);
      assert(parallel?.kind === "sequential");
      const defect = /^the executor has a defect \(transaction 2: TypeError: injected/;
      assert.match(parallel.reason, defect);
      assert.deepEqual(verifications, Array(6).fill({ kind: "matched" }));
    });

    it(`ends sequentially when the parallel run fails where it ${where}`, async () => {
      const { parallel, verifications } = await executeWithFault(`run-lane 3 1000 ${method}`);
      assert(parallel?.kind === "sequential" && parallel.cause === "failure");
      assert.match(
        parallel.reason,
        /^the executor has a defect \(transaction \d: TypeError: injected/,
      );
      assert.deepEqual(verifications, Array(6).fill({ kind: "matched" }));
    });
  }

  it("says of what cannot be run at all that it is the executor's fault, and blames nobody for the rest", async () => {
    const { verifications } = await executeWithFault("run-each 3 2");
    assert.deepEqual(verifications.slice(0, 2), Array(2).fill({ kind: "matched" }));
    const [third, ...rest] = verifications.slice(2);
    assert(third?.kind === "skipped");
    assert.equal(third.cause, "defect");
    assert.match(third.reason, /the executor has a defect \(TypeError: injected/);
    assert.equal(rest.length, 3);
    for (const verification of rest) {
      assert(verification.kind === "skipped");
      assert.match(verification.reason, /a transaction before it could not be run/);
    }
  });
});

/** Six increments of one counter, by six senders. See faulty-worker.ts for `fault`. */
async function executeWithFault(fault: string) {
  const { chain, to } = await labChain();
  const data = encode(lab, "increment", []);
  const scenario = await chain.block(
    Array.from({ length: 6 }, (_, i) => ({ from: chain.account(i), to, data })),
  );
  process.env.FAULT = fault;
  const [execution] = await executeScenarios([scenario], {
    threads: 2,
    workerUrl: new URL("./support/faulty-worker.ts", import.meta.url),
    deadlineMs: 30_000,
    execution: "parallel",
    foreknowledge: false,
  });
  const verifications = execution?.transactions.map(({ verification }) => verification) ?? [];
  return { parallel: execution?.parallel, verifications };
}

/** Of Hardhat's default accounts. */
const PHRASE = "test test test test test test test test test test test junk";

const OLD_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Child { uint256 public x = 7; uint256 public y; function poke() external { y += x; } function die(address payable to) external { selfdestruct(to); } }
contract Old {
  uint256 public total; Child public child = new Child();
  function increment() external { total += 1; }
  function kill(address c, address payable to) external { Child(c).die(to); }
  function poke(address c) external { (bool ok, ) = c.call(abi.encodeWithSignature("poke()")); total += ok ? 2 : 3; }
}`;

async function childOf(chain: EdrChain, to: Hex, old: ReturnType<typeof compile>): Promise<Hex> {
  const word = await chain.rpc<Hex>("eth_call", { to, data: encode(old, "child", []) });
  return `0x${word.slice(26)}`;
}

async function labChain() {
  const chain = await EdrChain.create();
  return { chain, to: await chain.deploy(lab.bytecode) };
}

function toBytes32(n: number): Hex {
  return `0x${n.toString(16).padStart(64, "0")}`;
}
