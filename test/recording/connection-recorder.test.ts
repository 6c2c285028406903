import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

import { Wallet } from "ethers";

import type { RecordingRecord, TransactionRecord } from "../../src/internal/model/recording.ts";

import {
  COUNTER,
  COUNTER_RUNTIME,
  accountsOf,
  deployCounter,
  hashOf,
  observe,
  type Request,
} from "./support.ts";

/** Of Hardhat's first default account. */
const FIRST_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const GAS = "0x20000";
const ZERO = asHex(`0x${"0".repeat(64)}`);
const ONE = asHex(`0x${"0".repeat(63)}1`);

describe("ConnectionRecorder", () => {
  it("records a transaction as the node mined it", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from, other] = await accountsOf(request);
    const counter = await deployCounter(request);
    await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
    const hash = await request("eth_sendTransaction", [{ from: other, to: counter, gas: GAS }]);

    const all = await records();
    const record = transactionsIn(all).at(-1);
    const block = all.findLast((r) => r.kind === "block");
    assert.ok(record?.witness !== undefined && block !== undefined);
    assert.equal(record.hash, hash);
    assert.deepEqual(record.receipt, await receiptOf(request, hash));
    assert.equal(record.receipt.logs.length, 1);
    assert.equal(record.fields.from, other);
    assert.equal(record.fields.to, counter);
    assert.equal(record.fields.type, 2);
    assert.equal(record.blockNumber, "0x3");
    assert.equal(block.hash, record.blockHash);
    assert.equal(block.transactionCount, 1);

    const code = all.find((r) => r.kind === "code");
    assert.equal(code?.code, COUNTER_RUNTIME);
    const account = record.witness[asHex(counter)];
    assert.equal(account?.code, code.id);
    const slotOfCaller = `0x${other.slice(2).padStart(64, "0")}`;
    assert.deepEqual(account.storage, { [ZERO]: ONE, [slotOfCaller]: ZERO });
    await assertWitness(request, record);
  });

  it("records the gas limit that code sees, where blocks have none", async () => {
    const { connect, records } = await observe();
    const request = await connect({ override: { blockGasLimit: false } });
    const [from] = await accountsOf(request);
    // GASLIMIT goes to slot 0.
    const deploy = async () => {
      const hash = await request("eth_sendTransaction", [
        { from, data: "0x4560005500", gas: "0x30000" },
      ]);
      const receipt = await request("eth_getTransactionReceipt", [hash]);
      const { contractAddress } = receipt as { contractAddress: string };
      return request("eth_getStorageAt", [contractAddress, "0x0", "latest"]);
    };
    const without = await deploy();
    await request("evm_setBlockGasLimit", ["0x2000000"]);
    const seen = [without, await deploy()];
    const blocks = (await records()).filter((one) => one.kind === "block");
    assert.deepEqual(
      blocks.map(({ gasLimit }) => BigInt(gasLimit)),
      seen.map((value) => BigInt(String(value))),
    );
  });

  it("leaves the node's own log as it is, also where requests overlap", async () => {
    const logOf = async (flag: boolean) => {
      const { connect } = await observe({}, { flag });
      const request = await connect({ override: { loggingEnabled: true } });
      const [from, ...others] = (await request("eth_accounts")) as string[]; // twenty
      const counter = await deployCounter(request);
      const lines: string[] = [];
      const log = mock.method(console, "log", (line: string) => lines.push(line));
      await Promise.all(
        others.flatMap((other) => [
          request("eth_sendTransaction", [{ from: other, to: counter, gas: GAS }]),
          request("eth_call", [{ from, to: counter }]),
          request("eth_getBalance", [other]),
        ]),
      );
      await request("evm_mine");
      log.mock.restore();
      return lines.flatMap(
        (line) => /^\s*(?:eth|evm|hardhat)_\w+/.exec(stripVTControlCharacters(line)) ?? [],
      );
    };
    const methods = await logOf(false);
    assert(methods.length > 20, `${methods.length}`);
    assert.deepEqual((await logOf(true)).sort(), methods.sort());
  });

  it("notes once which function of which code is asked for a result", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from] = await accountsOf(request);
    const counter = await deployCounter(request);
    const ask = (data: string, to = counter) =>
      request("eth_call", [{ from, to, data }]).catch(() => undefined);
    await ask("0x12345678");
    await ask(`0x12345678${"00".repeat(32)}`);
    await ask("0xAABBCCDD");
    // No function, and no code.
    await ask("0x12");
    await ask("0x12345678", from);
    await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);

    const all = await records();
    const code = all.find((r) => r.kind === "code" && r.code === COUNTER_RUNTIME);
    assert(code?.kind === "code");
    assert.deepEqual(
      all.filter((r) => r.kind === "call"),
      ["0x12345678", "0xaabbccdd"].map((selector) => ({
        kind: "call",
        connection: 0,
        code: code.id,
        selector,
      })),
    );
  });

  it("names the code of a contract once", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from] = await accountsOf(request);
    const counter = await deployCounter(request);
    for (let i = 0; i < 3; i++) {
      await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
    }
    assert.equal((await records()).filter((r) => r.kind === "code").length, 1);
  });

  it("records a contract creation with the address it made", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const counter = await deployCounter(request);
    const [record] = await transactions();
    assert.equal(record?.receipt.createdAddress, counter);
    assert.equal(record.fields.to, undefined);
    assert.equal(record.fields.input, COUNTER);
  });

  it("records a send that failed and was mined all the same", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from] = await accountsOf(request);
    const counter = await deployCounter(request);
    const reverted = await failure(
      request("eth_sendTransaction", [{ from, to: counter, gas: GAS, data: "0x01" }]),
    );
    const outOfGas = await failure(
      request("eth_sendTransaction", [{ from, to: counter, gas: "0x6000" }]),
    );
    const [, first, second] = await transactions();
    assert.deepEqual([first?.hash, second?.hash], [hashOf(reverted), hashOf(outOfGas)]);
    assert.deepEqual([first?.receipt.status, second?.receipt.status], [0, 0]);
    assert.ok(first?.witness !== undefined && second?.witness !== undefined);
  });

  it("does not record a send that the node refused", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await failure(request("eth_sendTransaction", [{ from, to, gas: "0x5208", nonce: "0x7" }]));
    await failure(
      request("eth_sendTransaction", [{ from, to: await deployCounter(request), data: "0x01" }]),
    );
    assert.equal((await transactions()).length, 1);
  });

  it("records a whole block, each witness after the transactions before it", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const counter = await deployCounter(request);
    await request("evm_setAutomine", [false]);
    for (const from of await accountsOf(request)) {
      await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
    }
    await request("evm_mine");
    const block = (await transactions()).slice(1);
    assert.equal(block.length, 20);
    assert.deepEqual(
      block.map(({ index }) => index),
      block.map((_, i) => i),
    );
    assert.deepEqual(
      block.map(({ witness }) => BigInt(witness?.[asHex(counter)]?.storage?.[ZERO] ?? "0x63")),
      block.map((_, i) => BigInt(i)),
    );
  });

  it("finds what hardhat_mine mined among a million blocks", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await request("evm_setAutomine", [false]);
    const hash = await request("eth_sendTransaction", [{ from, to, gas: "0x5208" }]);
    const start = performance.now();
    await request("hardhat_mine", ["0xf4240"]);
    assert.ok(performance.now() - start < 5000);
    assert.deepEqual(hashesOf(await transactions()), [hash]);
    await request("evm_mine");
    assert.equal((await transactions()).length, 1);
  });

  it("records what an interval mined, at the latest when asked", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await request("evm_setAutomine", [false]);
    const hash = await request("eth_sendTransaction", [{ from, to, gas: "0x5208" }]);
    await request("evm_setIntervalMining", [20]);
    await minedWithin(request, hash, 5000);
    await request("evm_setIntervalMining", [0]);
    const records = await transactions();
    assert.deepEqual(hashesOf(records), [hash]);
    assert.ok(records[0]?.witness !== undefined);
  });

  it("records what an interval mined before a state edit changes its pre-state", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await request("evm_setAutomine", [false]);
    const hash = await request("eth_sendTransaction", [{ from, to, gas: "0x5208" }]);
    await request("evm_setIntervalMining", [20]);
    await minedWithin(request, hash, 5000);
    await request("evm_setIntervalMining", [0]);
    await request("hardhat_setBalance", [to, "0x7"]);
    const all = await records();
    const [record] = transactionsIn(all);
    assert.equal(record?.hash, hash);
    assert.ok(record?.witness !== undefined);
    assert.notEqual(record.witness[asHex(to)]?.balance, "0x7");
    assert.deepEqual(kindsOf(all), ["connection", "block", "transaction", "boundary"]);
  });

  it("records sends that are made at the same time", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const counter = await deployCounter(request);
    const accounts = await accountsOf(request);
    const hashes = await Promise.all(
      accounts.map((from) => request("eth_sendTransaction", [{ from, to: counter, gas: GAS }])),
    );
    const records = (await transactions()).slice(1);
    assert.deepEqual(hashesOf(records).sort(), hashes.map(String).sort());
    const numbers = records.map(({ blockNumber }) => Number(blockNumber));
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
    assert.ok(records.every(({ witness }) => witness !== undefined));
  });

  it("forgets a transaction that was dropped, and records the one that replaced another", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await request("evm_setAutomine", [false]);
    const send = (fields: object) =>
      request("eth_sendTransaction", [{ from, to, gas: "0x5208", ...fields }]);
    const dropped = await send({ nonce: "0x0", gasPrice: "0x77359400" });
    await request("hardhat_dropTransaction", [dropped]);
    await send({ nonce: "0x0", gasPrice: "0x77359400", value: "0x1" });
    const replacing = await send({ nonce: "0x0", gasPrice: "0xee6b2800", value: "0x2" });
    await request("evm_mine");
    assert.deepEqual(hashesOf(await transactions()), [replacing]);
  });

  it("records boundaries in their place, and the pool that a revert brings back", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    await request("evm_setAutomine", [false]);
    const hash = await request("eth_sendTransaction", [{ from, to, gas: "0x5208" }]);
    const snapshot = await request("evm_snapshot");
    await request("evm_mine");
    await request("evm_revert", [snapshot]);
    await request("evm_mine");
    assert.equal(await request("evm_revert", ["0x99"]), false);
    const all = await records();
    assert.deepEqual(kindsOf(all), [
      "connection",
      "boundary",
      "block",
      "transaction",
      "boundary",
      "block",
      "transaction",
    ]);
    assert.deepEqual(hashesOf(transactionsIn(all)), [hash, hash]);
    assert.deepEqual(
      all.flatMap((r) => (r.kind === "boundary" ? [[r.reason, r.method]] : [])),
      [
        ["snapshot", "evm_snapshot"],
        ["revert", "evm_revert"],
      ],
    );
  });

  it("takes witnesses before a revert drops the history", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from] = await accountsOf(request);
    const counter = await deployCounter(request);
    for (let i = 0; i < 2; i++) {
      const snapshot = await request("evm_snapshot");
      await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
      await request("evm_revert", [snapshot]);
    }
    const [, first, second] = await transactions();
    assert.equal(first?.hash, second?.hash);
    assert.deepEqual(first?.witness, second?.witness);
    assert.equal(first?.witness?.[asHex(counter)]?.storage?.[ZERO], ZERO);
  });

  it("ends a scenario at each state edit, and records what was there before it", async () => {
    const { connect, records } = await observe();
    const request = await connect();
    const [from] = await accountsOf(request);
    const counter = await deployCounter(request);
    await request("hardhat_setStorageAt", [counter, "0x0", `0x${"0".repeat(62)}2a`]);
    await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
    await request("hardhat_setBalance", [from, "0xde0b6b3a7640000"]);
    await request("eth_sendTransaction", [{ from, to: counter, gas: GAS }]);
    await failure(request("hardhat_setBalance", [from, "no number"]));
    const all = await records();
    const [, first, second] = transactionsIn(all);
    assert.equal(BigInt(first?.witness?.[asHex(counter)]?.storage?.[ZERO] ?? "0x0"), 42n);
    assert.equal(second?.witness?.[asHex(from)]?.balance, "0xde0b6b3a7640000");
    assert.deepEqual(
      all.flatMap((r) => (r.kind === "boundary" ? [r.method] : [])),
      ["hardhat_setStorageAt", "hardhat_setBalance"],
    );
  });

  it("never takes a witness that an edit at the same time may have changed", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to, rich] = await accountsOf(request);
    await deployCounter(request);
    await Promise.all([
      ...Array.from({ length: 10 }, () => request("hardhat_setBalance", [rich, "0x1"])),
      ...Array.from({ length: 10 }, () =>
        request("eth_sendTransaction", [{ from, to, gas: "0x5208", value: "0x1" }]),
      ),
    ]);
    const records = (await transactions()).slice(1);
    assert.equal(records.length, 10);
    for (const record of records) {
      if (record.witness !== undefined) await assertWitness(request, record);
      else assert.match(record.witnessMissing ?? "", /edited/);
    }
  });

  it("records what each connection really uses", async () => {
    const { connect, records } = await observe({
      networks: { other: { type: "edr-simulated", chainType: "op", chainId: 10 } },
    });
    await connect();
    await connect({ network: "other" });
    const override = { hardfork: "cancun", allowUnlimitedContractSize: true, chainId: 5 };
    await connect({ network: "default", chainType: "l1", override });
    const connections = (await records()).filter((r) => r.kind === "connection");
    assert.deepEqual(
      connections.map(({ id, network, chainType, chainId }) => [id, network, chainType, chainId]),
      [
        [0, "default", "generic", "0x7a69"],
        [1, "other", "op", "0xa"],
        [2, "default", "l1", "0x5"],
      ],
    );
    const last = connections.at(-1);
    assert.deepEqual([last?.hardfork, last?.allowUnlimitedContractSize], ["cancun", true]);
  });

  it("records signed transactions of every type with the fields that matter", async () => {
    const { connect, transactions } = await observe();
    const request = await connect();
    const [from, to] = await accountsOf(request);
    const counter = await deployCounter(request);
    const wallet = new Wallet(FIRST_KEY);
    const common = { to: counter, gasLimit: 200_000, chainId: 31337 };
    const fees = { maxFeePerGas: 3_000_000_000, maxPriorityFeePerGas: 1 };
    const accessList = [{ address: counter, storageKeys: [ZERO] }];
    const authorization = await wallet.authorize({ address: counter, nonce: 5, chainId: 31337 });
    const wanted = [
      { type: 0, gasPrice: 3_000_000_000 },
      { type: 1, gasPrice: 3_000_000_000, accessList },
      { type: 2, ...fees, accessList },
      { type: 4, ...fees, authorizationList: [authorization], to },
    ];
    for (const [i, fields] of wanted.entries()) {
      const raw = await wallet.signTransaction({ ...common, ...fields, nonce: i + 1 });
      await request("eth_sendRawTransaction", [raw]);
    }
    const recorded = (await transactions()).slice(1);
    assert.deepEqual(
      recorded.map(({ fields }) => [
        fields.type,
        fields.from,
        fields.gasPrice,
        fields.maxFeePerGas,
      ]),
      [
        [0, from, "0xb2d05e00", undefined],
        [1, from, "0xb2d05e00", undefined],
        [2, from, undefined, "0xb2d05e00"],
        [4, from, undefined, "0xb2d05e00"],
      ],
    );
    assert.deepEqual(recorded[1]?.fields.accessList, accessList);
    assert.deepEqual(recorded[2]?.fields.accessList, accessList);
    const [tuple] = recorded[3]?.fields.authorizationList ?? [];
    assert.equal(tuple?.address, counter);
    assert.equal(BigInt(tuple.nonce), 5n);
    assert.equal(BigInt(tuple.r), BigInt(authorization.signature.r));
    for (const record of recorded) await assertWitness(request, record);
  });

  it("records old hardforks, in which blocks and receipts have fewer fields", async () => {
    for (const hardfork of ["byzantium", "berlin", "london", "prague"]) {
      const { connect, records } = await observe();
      const request = await connect({
        network: "default",
        chainType: "l1",
        override: { hardfork },
      });
      const [from, to] = await accountsOf(request);
      await request("eth_sendTransaction", [{ from, to, value: "0x1", gas: "0x5208" }]);
      const all = await records();
      assert.deepEqual(kindsOf(all), ["connection", "block", "transaction"], hardfork);
      const block = all.find((r) => r.kind === "block");
      assert.equal(block?.baseFeePerGas === undefined, /byz|berlin/.test(hardfork), hardfork);
    }
  });

  it("keeps several connections apart", async () => {
    const { connect, transactions } = await observe();
    const [a, b] = [await connect(), await connect()];
    const [from, to] = await accountsOf(a);
    const send = { from, to, gas: "0x5208" };
    await Promise.all([
      a("eth_sendTransaction", [{ ...send, value: "0x1" }]),
      b("eth_sendTransaction", [{ ...send, value: "0x2" }]),
      a("eth_sendTransaction", [{ ...send, value: "0x3" }]),
    ]);
    const values = (await transactions()).map((r) => `${r.connection}:${r.fields.value}`);
    assert.deepEqual(values.sort(), ["0:0x1", "0:0x3", "1:0x2"]);
  });
});

function asHex(address: string): `0x${string}` {
  return `0x${address.slice(2)}`;
}

function transactionsIn(records: readonly RecordingRecord[]): TransactionRecord[] {
  return records.filter((r) => r.kind === "transaction");
}

function hashesOf(records: readonly TransactionRecord[]): string[] {
  return records.map(({ hash }) => hash);
}

/** In order, without the header and codes. */
function kindsOf(records: readonly RecordingRecord[]): string[] {
  return records.map(({ kind }) => kind).filter((kind) => kind !== "header" && kind !== "code");
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const failed = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failed !== undefined, "expected to fail");
  return failed;
}

async function minedWithin(request: Request, hash: unknown, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while ((await request("eth_getTransactionReceipt", [hash])) === null) {
    assert.ok(Date.now() < deadline, "not mined in time");
    await setTimeout(5);
  }
}

/** The receipt as the node gives it, in the recording's form. */
async function receiptOf(request: Request, hash: unknown): Promise<unknown> {
  const receipt = (await request("eth_getTransactionReceipt", [hash])) as {
    status: string;
    gasUsed: string;
    logs: { address: string; topics: string[]; data: string }[];
  };
  const logs = receipt.logs.map(({ address, topics, data }) => ({ address, topics, data }));
  return { status: Number(receipt.status), gasUsed: receipt.gasUsed, logs };
}

/** Compares the witness of a transaction that is alone in its block with the state at the parent. */
async function assertWitness(request: Request, record: TransactionRecord): Promise<void> {
  const parent = `0x${(BigInt(record.blockNumber) - 1n).toString(16)}`;
  for (const [address, account] of Object.entries(record.witness ?? {})) {
    assert.equal(account.balance, await request("eth_getBalance", [address, parent]), address);
    const nonce = await request("eth_getTransactionCount", [address, parent]);
    assert.equal(account.nonce, Number(nonce), address);
    const code = await request("eth_getCode", [address, parent]);
    assert.equal(account.code === undefined, code === "0x", address);
    for (const [slot, value] of Object.entries(account.storage ?? {})) {
      assert.equal(value, await request("eth_getStorageAt", [address, slot, parent]), slot);
    }
  }
}
