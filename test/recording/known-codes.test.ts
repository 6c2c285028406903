/** Witnesses that were traced without codes, against what the node says with them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { getCreateAddress, Wallet } from "ethers";

import type { Hex } from "../../src/internal/model/location.ts";
import { changesCodes } from "../../src/internal/recording/changes-codes.ts";
import { KnownCodes } from "../../src/internal/recording/known-codes.ts";
import { takeWitness } from "../../src/internal/recording/take-witness.ts";
import { accountsOf, COUNTER, COUNTER_RUNTIME, deployCounter, observe } from "./support.ts";

/** Creates a contract whose init code is the data of the call. */
const FACTORY: Hex = "0x600a8060095f395ff3365f5f37365f5ff05000";
/** Sends what it holds to whoever calls it, and is destroyed. */
const DESTROYED: Hex = "0x60028060095f395ff333ff";
/** Does nothing: another code for the place of the counter. */
const NOTHING: Hex = "0x60018060095f395ff300";
/** Hardhat's sixth default account. */
const SIXTH_KEY = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";
const GAS = "0x80000";

async function observed(config: Parameters<typeof observe>[0] = {}) {
  const { connect, records } = await observe(config);
  const request = await connect();
  const accounts = await accountsOf(request);
  return {
    request,
    accounts,
    /** Sends a transaction, and compares its witness with a trace that has the codes. */
    send: async (
      fields: { from?: string; to?: string; data?: string; value?: string } | string,
    ) => {
      const hash =
        typeof fields === "string"
          ? await request("eth_sendRawTransaction", [fields])
          : await request("eth_sendTransaction", [{ from: accounts[0], gas: GAS, ...fields }]);
      const all = await records();
      const record = all.findLast((one) => one.kind === "transaction");
      assert(record?.kind === "transaction");
      assert.equal(record.hash, hash);
      const options = { tracer: "prestateTracer" };
      const trace = (await request("debug_traceTransaction", [hash, options])) as Record<
        string,
        { code?: string }
      >;
      const codes = new Map(
        all.flatMap((one) => (one.kind === "code" ? [[one.id, one.code]] : [])),
      );
      const witnessed = Object.entries(record.witness ?? {}).map(([address, { code }]) => [
        address,
        code === undefined ? undefined : codes.get(code),
      ]);
      const traced = Object.entries(trace).map(([address, { code }]) => [address, code]);
      assert.deepEqual(witnessed, traced);
      const receipt = await request("eth_getTransactionReceipt", [hash]);
      return {
        created: (receipt as { contractAddress: string }).contractAddress,
        codes: new Map(witnessed as [string, string | undefined][]),
      };
    },
  };
}

describe("codes that are known from one trace to the next", () => {
  it("are those of the node where a contract creates others", async () => {
    const { send } = await observed();
    const { created: factory } = await send({ data: FACTORY });
    const next = getCreateAddress({ from: factory, nonce: 1 }).toLowerCase();
    await send({ to: next, value: "0x1" });
    await send({ to: next, value: "0x1" });
    await send({ to: factory, data: COUNTER });
    const { codes } = await send({ to: next });
    assert.equal(codes.get(next), COUNTER_RUNTIME);
  });

  it("are those of the node after a revert, and another contract in the same place", async () => {
    const { request, accounts, send } = await observed();
    const [, from] = accounts;
    await send({ to: from, value: "0x1" });
    const snapshot = await request("evm_snapshot");
    const { created } = await send({ from, data: COUNTER });
    await send({ to: created });
    await send({ to: created });
    assert.equal(await request("evm_revert", [snapshot]), true);
    await send({ to: created, value: "0x1" });
    const other = await send({ from, data: NOTHING });
    assert.equal(other.created, created);
    const { codes } = await send({ to: created });
    assert.equal(codes.get(created), "0x00");
  });

  it("are those of the node when a code is set, or an account delegates", async () => {
    const { request, accounts, send } = await observed();
    const [, other] = accounts;
    const counter = await deployCounter(request);
    await send({ to: counter });
    await send({ from: other, to: counter });
    await request("hardhat_setCode", [counter, "0x00"]);
    const { codes } = await send({ from: other, to: counter });
    assert.equal(codes.get(counter), "0x00");

    const wallet = new Wallet(SIXTH_KEY);
    await send({ to: wallet.address, value: "0x1" });
    await send({ to: wallet.address, value: "0x1" });
    const authorization = await wallet.authorize({ address: counter, nonce: 1, chainId: 31337 });
    const fees = { maxFeePerGas: 3_000_000_000, maxPriorityFeePerGas: 1, gasLimit: 200_000 };
    const call = { type: 4, nonce: 0, chainId: 31337, to: counter, ...fees };
    await send(await wallet.signTransaction({ ...call, authorizationList: [authorization] }));
    const delegated = await send({ to: wallet.address });
    assert.equal(delegated.codes.get(wallet.address.toLowerCase()), `0xef0100${counter.slice(2)}`);
  });

  it("are those of the node when a contract is destroyed", async () => {
    const { send } = await observed({
      networks: { default: { type: "edr-simulated", hardfork: "shanghai" } },
    });
    const { created } = await send({ data: DESTROYED });
    await send({ to: created });
    const { codes } = await send({ to: created, value: "0x1" });
    assert.equal(codes.get(created), undefined);
  });

  it("are left out of traces", async () => {
    const asked: boolean[] = [];
    const account = (code?: Hex) => ({ balance: "0x0", nonce: 1, ...(code && { code }) });
    const ask = (_method: string, [, options]: readonly unknown[]) => {
      const isWithout = JSON.stringify(options).includes("disableCode");
      asked.push(isWithout);
      return Promise.resolve({
        "0x0a": account(isWithout ? undefined : "0x00"),
        "0x0b": account(),
      });
    };
    const codes = new KnownCodes(() => 7);
    const take = () => takeWitness(ask, "0x01", { codes, withoutCodes: codes.mayKnow("0x0A") });
    const first = await take();
    assert.deepEqual(first, {
      "0x0a": { balance: "0x0", nonce: 1, code: 7 },
      "0x0b": { balance: "0x0", nonce: 1 },
    });
    assert.deepEqual(await take(), first);
    assert.deepEqual(asked, [false, true]);
    codes.ran({ to: "0x0a" }, [7, undefined]);
    assert.deepEqual(await take(), first);
    assert.deepEqual(asked, [false, true, true]);
    codes.ran({}, [7, undefined]);
    assert.deepEqual(await take(), first);
    assert.deepEqual(asked, [false, true, true, false]);
    // What seems to be known is not: it is asked again.
    codes.forget();
    const taken = takeWitness(ask, "0x01", { codes, withoutCodes: true });
    assert.deepEqual(await taken, first);
    assert.deepEqual(asked.slice(4), [true, false]);
  });
});

describe("changesCodes", () => {
  for (const [name, code, expected] of [
    ["CREATE", "0x5f5f5ff000", true],
    ["CREATE2", "0x5f5f5f5ff500", true],
    ["SELFDESTRUCT", "0x33ff", true],
    ["the data of a PUSH", "0x61f0ff5000", false],
    ["what stands behind the end", "0x00f0ff", false],
    ["what a jump leads to behind the end", "0x600456005bf0", true],
    ["a JUMPDEST in the data of a PUSH behind the end", "0x00605bf000", false],
    ["a PUSH that is cut off", "0x7f", false],
    ["no code", "0x", false],
    ["a delegation", `0xef0100${"f0".repeat(20)}`, false],
  ] as const) {
    it(`${expected ? "sees" : "does not see"} it: ${name}`, () => {
      assert.equal(changesCodes(code as Hex), expected);
    });
  }
});
