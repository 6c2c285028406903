import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";

import type { Hex } from "../../src/internal/model/location.ts";
import type { RecordingRecord } from "../../src/internal/model/recording.ts";
import { ConnectionRecorder } from "../../src/internal/recording/connection-recorder.ts";

/** A node that mines and answers when it is told to, and the recorder that observes it. */
class FakeNode {
  readonly records: RecordingRecord[] = [];
  readonly asked: string[] = [];
  readonly recorder: ConnectionRecorder;
  /** The recorder's own requests wait for it. */
  held: Promise<unknown> = Promise.resolve();
  #test = 0;
  readonly #blocks: string[][] = [[]];

  constructor() {
    this.recorder = new ConnectionRecorder({
      connection: 0,
      ask: async (method, params) => {
        await this.held;
        return this.#answer(method, params);
      },
      write: (record) => this.records.push(record),
      codeId: () => 0,
      sender: () => ({ test: this.#test++, phase: "body" }),
      logging: false,
      hasGasLimit: true,
    });
  }

  mine(...names: string[]): void {
    this.#blocks.push(names);
  }

  /** Starts a request of the user's; it is answered when the function it gives is called. */
  start(method: string, params: unknown[] = []): (result: unknown) => Promise<void> {
    const { promise, resolve } = Promise.withResolvers<{ result: unknown }>();
    const done = this.recorder.observe({ method, params, proceed: () => promise });
    return async (result) => {
      resolve({ result });
      await done;
    };
  }

  /** What was captured: `name@block by test`, with `?` where there is no witness. */
  get captured(): string[] {
    return this.records.flatMap((record) => {
      if (record.kind === "boundary") return [record.reason];
      if (record.kind !== "transaction") return [];
      const name = Buffer.from(record.hash.slice(2), "hex").toString().trim();
      const witness = record.witness === undefined ? "?" : "";
      return [`${name}@${Number(record.blockNumber)} by ${String(record.test)}${witness}`];
    });
  }

  #answer(method: string, params: readonly unknown[]): unknown {
    this.asked.push(method);
    const number = this.#blocks.findIndex((block) =>
      block.some((name) => hashOf(name) === params[0]),
    );
    switch (method) {
      case "eth_blockNumber":
        return quantity(this.#blocks.length - 1);
      case "eth_getBlockByNumber":
        return this.#block(params[0] === "latest" ? this.#blocks.length - 1 : Number(params[0]));
      case "eth_getCode":
        return "0x00";
      case "eth_getTransactionByHash":
        return { blockNumber: number < 0 ? null : quantity(number) };
      case "eth_getTransactionReceipt":
        if (number < 0) return null;
        return { blockNumber: quantity(number), status: "0x1", gasUsed: "0x1", logs: [] };
      default:
        return {};
    }
  }

  #block(number: number): unknown {
    const word = hashOf(`block ${number}`);
    return {
      ...{ number: quantity(number), hash: word, parentHash: word, timestamp: "0x1" },
      ...{ miner: "0x00", gasLimit: "0x1", difficulty: "0x0", mixHash: word },
      transactions: this.#blocks[number]?.map((name) => ({
        ...{ hash: hashOf(name), type: "0x0", from: "0x00", nonce: "0x0" },
        ...{ gas: "0x1", value: "0x0", input: "0x", gasPrice: "0x1" },
      })),
    };
  }
}

function hashOf(name: string): Hex {
  return `0x${Buffer.from(name.padEnd(32)).toString("hex")}`;
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}

async function nodeWithOneBlock(): Promise<FakeNode> {
  const node = new FakeNode();
  const answer = node.start("eth_sendTransaction");
  node.mine("first");
  await answer(hashOf("first"));
  await node.recorder.drain();
  return node;
}

describe("ConnectionRecorder, with requests at the same time", () => {
  it("captures a block of two sends once", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    const b = node.start("eth_sendTransaction");
    node.mine("a", "b");
    await a(hashOf("a"));
    await b(hashOf("b"));
    // `b` was captured before its answer told which of the sends it was.
    assert.deepEqual(node.captured, ["first@1 by 0", "a@2 by 1", "b@2 by 2"]);
  });

  it("captures a block of two sends once when both are answered together", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    const b = node.start("eth_sendTransaction");
    node.mine("a", "b");
    await Promise.all([a(hashOf("a")), b(hashOf("b"))]);
    assert.deepEqual(node.captured, ["first@1 by 0", "a@2 by 1", "b@2 by 2"]);
  });

  it("captures blocks in their order, whichever send is answered first", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    const b = node.start("eth_sendTransaction");
    node.mine("a");
    node.mine("b");
    await b(hashOf("b"));
    await a(hashOf("a"));
    assert.deepEqual(node.captured, ["first@1 by 0", "a@2 by 1", "b@3 by 2"]);
  });

  it("captures what is mined but not answered before a state edit", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    node.mine("a");
    const edit = node.start("hardhat_setBalance");
    await edit(true);
    await a(hashOf("a"));
    assert.deepEqual(node.captured, ["first@1 by 0", "a@2 by 1", "state-edit"]);
  });

  it("takes no witness of what is mined during a state edit, and one of what comes after", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    const edit = node.start("hardhat_setBalance");
    while (!node.asked.includes("eth_blockNumber")) await setImmediate();
    await setImmediate();
    node.mine("a");
    await edit(true);
    await a(hashOf("a"));
    const b = node.start("eth_sendTransaction");
    node.mine("b");
    await b(hashOf("b"));
    await node.recorder.drain();
    // The state edit is the third to ask who sends.
    const captured = ["first@1 by 0", "state-edit", "a@2 by 1?", "b@3 by 3"];
    assert.deepEqual(node.captured, captured);
  });

  it("asks for no more than it needs when nothing else is going on", async () => {
    const node = await nodeWithOneBlock();
    assert.deepEqual(node.asked.sort(), [
      "debug_traceTransaction",
      "eth_getBlockByNumber",
      "eth_getTransactionReceipt",
    ]);
    await node.start("hardhat_setBalance")(true);
    await node.start("evm_snapshot")("0x1");
    await node.start("evm_mine")("0x0");
    await node.start("eth_call")("0x");
    assert.equal(node.asked.length, 3);
  });

  it("is busy until what the user asked last is noted", { timeout: 5_000 }, async () => {
    const node = await nodeWithOneBlock();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    node.held = promise;
    const call = { to: `0x${"ab".repeat(20)}`, data: "0x01020304" };
    await node.start("eth_call", [call])("0x");
    const calls = () => node.records.filter(({ kind }) => kind === "call").length;
    assert.deepEqual([node.recorder.busy, calls()], [true, 0]);
    const drained = node.recorder.drain();
    resolve(undefined);
    await drained;
    assert.equal(calls(), 1);
    await setImmediate();
    assert.equal(node.recorder.busy, false);
  });

  it("does not read a million empty blocks one by one", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    await a(hashOf("a"));
    const asked = node.asked.length;
    const mine = node.start("hardhat_mine");
    for (let i = 0; i < 1000; i++) node.mine();
    node.mine("a");
    await mine(true);
    assert.deepEqual(node.captured, ["first@1 by 0", "a@1002 by 1"]);
    assert.ok(node.asked.length - asked < 10);
  });

  it(
    "captures while the user sends the next, and before a state edit",
    { timeout: 5_000 },
    async () => {
      const node = await nodeWithOneBlock();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      node.held = promise;
      for (const name of ["a", "b", "c"]) {
        const answer = node.start("eth_sendTransaction");
        node.mine(name);
        await answer(hashOf(name));
      }
      const edit = node.start("hardhat_setBalance")(true);
      await setImmediate();
      assert.deepEqual(node.captured, ["first@1 by 0"]);
      resolve(undefined);
      await edit;
      const captured = ["first@1 by 0", "a@2 by 1", "b@3 by 2", "c@4 by 3", "state-edit"];
      assert.deepEqual(node.captured, captured);
    },
  );

  it("has the user wait when it is far behind", { timeout: 5_000 }, async () => {
    const node = await nodeWithOneBlock();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    node.held = promise;
    const names = Array.from({ length: 40 }, (_, i) => `t${i}`);
    let sent = 0;
    const sending = (async () => {
      for (const name of names) {
        const answer = node.start("eth_sendTransaction");
        node.mine(name);
        await answer(hashOf(name));
        sent++;
      }
    })();
    for (let i = 0; i < 100; i++) await setImmediate();
    assert.ok(sent > 1 && sent < 32, `${sent}`);
    resolve(undefined);
    await sending;
    await node.recorder.drain();
    assert.deepEqual(
      node.captured.slice(1),
      names.map((name, i) => `${name}@${i + 2} by ${i + 1}`),
    );
  });

  it("notes its own failure and goes on", async () => {
    const node = await nodeWithOneBlock();
    const a = node.start("eth_sendTransaction");
    node.mine("a");
    const broken = node.start("evm_mine");
    // From here on every request of the recorder's own fails.
    Reflect.set(node, "asked", { push: () => assert.fail("broken") });
    await broken("0x0");
    await a(hashOf("a"));
    Reflect.set(node, "asked", []);
    const notes = node.records.flatMap((r) => (r.kind === "note" ? [r.message] : []));
    assert.ok(notes.length > 0);
    assert.match(notes[0] ?? "", /could not be recorded: broken/);
    const b = node.start("eth_sendTransaction");
    node.mine("b");
    await b(hashOf("b"));
    await node.recorder.drain();
    assert.deepEqual(node.captured.at(-1), "b@3 by 2");
  });
});
