import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { HDNodeWallet } from "ethers";

import type { Hex } from "../../src/internal/model/location.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { PreState, PreStateAccount, Scenario } from "../../src/internal/model/scenario.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import { checkInEdr, type EdrContext } from "../../src/internal/session/check-in-edr.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { lab } from "../executor/support/lab.ts";
import { encode } from "../executor/support/solidity.ts";
import { observe } from "../recording/support.ts";

describe("checkInEdr", () => {
  const executor = new Executor({ threads: 2 });
  after(() => executor.end());
  let context: EdrContext;
  before(async () => {
    context = (await observe()).hre;
  });

  const execute = async (scenario: Scenario): Promise<ScenarioExecution> => {
    const [execution] = await executor.execute([scenario]);
    assert(execution !== undefined);
    return execution;
  };

  for (const hardfork of ["osaka", "cancun", "merge", "london"]) {
    it(`matches what several senders did on ${hardfork}`, async () => {
      const execution = await execute(await crowd(hardfork, 16));
      assert.deepEqual(await checkInEdr(context, execution), { kind: "matched" });
    });
  }

  it("matches failed transactions, creations, access lists, several of one sender", async () => {
    const { chain, to } = await labChain("osaka");
    const from = chain.account(1);
    const data = encode(lab, "increment", []);
    const execution = await execute(
      await chain.block([
        { from, to, data },
        { from: chain.account(2), to, data: encode(lab, "fail", []) },
        { from: chain.account(3), data: lab.bytecode },
        { from, to, data, accessList: [{ address: to, storageKeys: [toWord(0n)] }] },
        { from: chain.account(4), to: from, value: "0x1", gasPrice: "0x77359400" },
        { from: chain.account(5), to, data: encode(lab, "deposit", []), value: "0x5" },
        { from: chain.account(6), to, data: encode(lab, "make2", [toWord(7n)]), gas: "0xf4240" },
      ]),
    );
    assert.deepEqual(await checkInEdr(context, execution), { kind: "matched" });
  });

  it("matches what depends on the block, also on the number of a high one", async () => {
    const { chain, to } = await labChain("osaka");
    await chain.rpc("hardhat_mine", "0x1312d00");
    await chain.rpc("hardhat_setPrevRandao", toWord(99n));
    await chain.rpc("hardhat_setCoinbase", "0x00000000000000000000000000000000000c0ffe");
    const scenario = await chain.block([
      // Its low byte goes into the code: NUMBER TIMESTAMP PREVRANDAO COINBASE BASEFEE ADD ADD ADD ADD LOG0
      { from: chain.account(1), data: "0x43424441480101010160005260206000a05f5ff3" },
      { from: chain.account(2), to, data: encode(lab, "coinbaseBalance", []) },
    ]);
    assert(scenario.transactions[0]?.expected?.logs.length === 1);
    assert.deepEqual(await checkInEdr(context, await execute(scenario)), { kind: "matched" });
  });

  it("matches a delegation (EIP-7702)", async () => {
    const { chain, to } = await labChain("osaka");
    const [alice, bob] = [1, 2].map((i) =>
      HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${i}`),
    );
    assert(alice !== undefined && bob !== undefined);
    const chainId = 31337n;
    const raw = await alice.signTransaction({
      ...{ type: 4, chainId, nonce: 0, gasLimit: 500_000n, maxFeePerGas: 10n ** 10n },
      ...{ to: bob.address, data: encode(lab, "own", []) },
      authorizationList: [bob.authorizeSync({ address: to, nonce: 0, chainId })],
    });
    const execution = await execute(
      await chain.scenario([await chain.rpc<Hex>("eth_sendRawTransaction", raw)]),
    );
    const code = `code:${bob.address.toLowerCase()}`;
    const writes = execution.transactions[0]?.result?.accesses.writes ?? [];
    assert(writes.some(({ location }) => location === code));
    assert.deepEqual(await checkInEdr(context, execution), { kind: "matched" });
  });

  it("tells the first difference where a value of the state is another", async () => {
    const scenario = await crowd("osaka", 4);
    const execution = await execute(scenario);
    const to = scenario.transactions[0]?.fields.to ?? "0x";
    const counter = scenario.preState.get(to)?.storage.get(toWord(0n));
    assert.equal(counter, 1n);
    const preState = edit(scenario.preState, to, (account) => ({
      ...account,
      storage: new Map([...account.storage, [toWord(0n), 41n]]),
    }));
    const check = await checkInEdr(context, { ...execution, scenario: { ...scenario, preState } });
    assert(check.kind === "differs", JSON.stringify(check));
    const word = (value: bigint) => toWord(value).slice(2);
    assert.match(check.difference, /^transaction 0: log 0: Hardhat /);
    assert(check.difference.includes(`${word(42n)}, executor`), check.difference);
  });

  it("does not blame the executor for the hash of a block", async () => {
    const { chain, to } = await labChain("osaka");
    const execution = await execute(
      await chain.block([
        { from: chain.account(1), to, data: encode(lab, "own", []) },
        // BLOCKHASH of the parent, logged
        { from: chain.account(2), data: "0x600143034060005260206000a05f5ff3" },
      ]),
    );
    const check = await checkInEdr(context, execution);
    assert(check.kind === "unchecked", JSON.stringify(check));
    assert.match(check.reason, /^it reads the hash of a block, .* \(transaction 1: log 0: /);
  });

  it("does not blame the executor for a block that needs a higher gas limit", async () => {
    const { chain } = await labChain("osaka");
    const scenario = await chain.block([
      { from: chain.account(1), data: "0x4560005260206000a05f5ff3" },
      { from: chain.account(2), data: "0x4560005260206000a05f5ff3" },
    ]);
    const execution = await execute(scenario);
    const transactions = scenario.transactions.map((transaction) => ({
      ...transaction,
      block: { ...transaction.block, gasLimit: 5_000_000n },
    }));
    const check = await checkInEdr(context, {
      ...execution,
      scenario: { ...scenario, transactions },
    });
    assert(check.kind === "unchecked", JSON.stringify(check));
    assert.match(check.reason, /^it runs GASLIMIT, and Hardhat's block has another gasLimit/);
  });

  it("says why it did not check", async () => {
    const scenario = await crowd("osaka", 2);
    const execution = await execute(scenario);
    const [first, ...rest] = scenario.transactions;
    assert(first !== undefined);
    const checkOf = (changed: Partial<Scenario>) =>
      checkInEdr(context, { ...execution, scenario: { ...scenario, ...changed } });

    const unknown = await checkOf({ chain: { ...scenario.chain, hardfork: "amsterdam2" } });
    assert(unknown.kind === "unchecked");
    assert.match(unknown.reason, /config|hardfork/i);

    const otherBlock = { ...first, block: { ...first.block, number: first.block.number + 1n } };
    assert.deepEqual(await checkOf({ transactions: [otherBlock, ...rest] }), {
      kind: "unchecked",
      reason: "its transactions are not of one block",
    });

    const poor = edit(scenario.preState, first.fields.from, (account) => ({
      ...account,
      balance: 1n,
    }));
    const refused = await checkOf({ preState: poor });
    assert(refused.kind === "unchecked");
    assert.match(refused.reason, /^transaction 0: .*funds/);

    const skipped = execution.transactions.map(({ verification }) => ({ verification }));
    assert.deepEqual(await checkInEdr(context, { ...execution, transactions: skipped }), {
      kind: "unchecked",
      reason: "the executor did not run all of its transactions",
    });
  });

  it("keeps its deadline, and closes its connection in any case", async () => {
    const { hre } = await observe();
    const seen: string[] = [];
    hre.hooks.registerHandlers("network", {
      newConnection: async (hookContext, next) => {
        const connection = await next(hookContext);
        seen.push("opened");
        return connection;
      },
      closeConnection: async (hookContext, connection, next) => {
        await next(hookContext, connection);
        seen.push("closed");
      },
    });
    const execution = await execute(await crowd("osaka", 8));
    assert.deepEqual(await checkInEdr(hre, execution), { kind: "matched" });
    assert.deepEqual(seen, ["opened", "closed"]);
    const check = await checkInEdr(hre, execution, { deadlineMs: 1 });
    assert.deepEqual(check, { kind: "unchecked", reason: "it took longer than 0.001 s" });
    for (let i = 0; i < 500 && seen.length < 4; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.deepEqual(seen, ["opened", "closed", "opened", "closed"]);
  });

  it("does not count in what Hardhat measures", async () => {
    const { hre } = await observe();
    const measured: string[] = [];
    hre.hooks.registerHandlers("network", {
      onGasMeasurement: (_context, measurement) => {
        measured.push(JSON.stringify(measurement));
      },
    });
    const check = await checkInEdr(hre, await execute(await crowd("osaka", 2)));
    assert(check.kind === "unchecked");
    assert.match(check.reason, /gas statistics/);
    assert.deepEqual(measured, []);
  });

  it("is not observed, with the flag and without, nor are others observed less", async () => {
    for (const flag of [true, false]) {
      const { hre, connect, records } = await observe({}, { flag });
      const execution = await execute(await crowd("osaka", 2));
      const [check, request] = await Promise.all([
        checkInEdr(hre, execution),
        connect("parallelEvm"),
      ]);
      assert.deepEqual(check, { kind: "matched" });
      await request("eth_blockNumber");
      const kinds = (await records()).map(({ kind }) => kind);
      assert.deepEqual(kinds, ["header", "connection"]);
    }
  });

  it("does as the scenario says whatever the user's config does", async () => {
    const { hre } = await observe({
      networks: {
        default: {
          type: "edr-simulated",
          chainId: 77,
          hardfork: "london",
          accounts: { count: 3 },
          blockGasLimit: 1_000_000,
          gas: 50_000,
          initialBaseFeePerGas: 7_000_000_000,
          mining: { auto: true, interval: 1000, mempool: { order: "priority" } },
          throwOnTransactionFailures: true,
        },
      },
    });
    const execution = await execute(await crowd("osaka", 4));
    assert.deepEqual(await checkInEdr(hre, execution), { kind: "matched" });
  });
});

async function labChain(hardfork: string) {
  const chain = await EdrChain.create(hardfork);
  const to = await chain.deploy(hardfork === "osaka" || hardfork === "cancun" ? lab.bytecode : OLD);
  return { chain, to };
}

/** Of the accounts of Hardhat's networks. */
const PHRASE = "test test test test test test test test test test test junk";

/** Increments slot 0, logs it, and counts in the slot of the caller's address. */
const OLD: Hex = "0x601c80600b6000396000f36000546001018060005560005233546001013355600160206000a100";

/** Calls of many that meet in one counter, which is 1 before. */
async function crowd(hardfork: string, users: number): Promise<Scenario> {
  const { chain, to } = await labChain(hardfork);
  const call = (i: number) => ({ from: chain.account(i), to, data: encode(lab, "increment", []) });
  await chain.send(call(0));
  const calls = Array.from({ length: users }, (_, i) => ({ ...call(i), gas: "0x30d40" }));
  const scenario = await chain.block(calls);
  for (const { expected } of scenario.transactions) {
    assert.deepEqual([expected?.status, expected?.logs.length], [1, 1]);
  }
  return scenario;
}

function edit(
  preState: PreState,
  address: Hex,
  change: (account: PreStateAccount) => PreStateAccount,
): PreState {
  const account = preState.get(address);
  assert(account !== undefined);
  return new Map([...preState, [address, change(account)]]);
}
