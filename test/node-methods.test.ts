/** `hardhat node --parallel-evm`: what its own JSON-RPC methods tell a client in another process. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { after, before, describe, it } from "node:test";

import { AbiCoder, id, Interface } from "ethers";

import type { AccountAccess, BlockAccessList } from "../src/internal/model/block-access-list.ts";
import type { ParallelBlock } from "../src/internal/model/parallel-block.ts";
import type { ParallelReport } from "../src/internal/model/report.ts";
import { asReport } from "./report/report-schema.ts";
import { artifactOf } from "./support/artifact.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";
import { startHardhat, startNode, type StartedNode } from "./support/start-node.ts";

const SHOP = new Interface(["function buy()", "function tip(uint256)", "function note(bytes32)"]);
const GAS = "0x30d40";

describe("hardhat node --parallel-evm", () => {
  let copied: CopiedProject;
  let node: StartedNode;
  let accounts: string[];
  let shop: string;

  before(async () => {
    copied = await copyProject("test-api");
    node = await startNode(copied.project, ["--parallel-evm"]);
    accounts = await node.ask<string[]>("eth_accounts");
    const { bytecode } = artifactOf(copied.project, "Shop");
    const stock = AbiCoder.defaultAbiCoder().encode(["uint256"], [2]).slice(2);
    const hash = await send(0, { data: bytecode + stock, gas: "0x200000" });
    shop = (await node.ask<Receipt>("eth_getTransactionReceipt", [hash])).contractAddress;
  });
  after(async () => {
    await node.stop();
    copied.remove();
  });

  interface Receipt {
    readonly contractAddress: string;
  }

  const send = async (from: number, fields: Record<string, string>) =>
    node.ask("eth_sendTransaction", [{ from: accounts[from], ...fields }]);
  const call = async (from: number, name: string, args: unknown[] = []) =>
    send(from, { to: shop, data: SHOP.encodeFunctionData(name, args), gas: GAS });

  /** One block of all that. */
  async function mine(sends: (() => Promise<unknown>)[]): Promise<string> {
    await node.ask("evm_setAutomine", [false]);
    for (const one of sends) await one();
    await node.ask("evm_mine");
    await node.ask("evm_setAutomine", [true]);
    return String(await node.ask("eth_blockNumber"));
  }

  const getBlock = async (block: unknown) =>
    node.ask<ParallelBlock>("parallelEvm_getBlock", [block]);
  const getAccessList = async (block: unknown) =>
    node.ask<BlockAccessList>("parallelEvm_getAccessList", [block]);

  it("tells what a block's transactions touch, where they conflict, and their schedule", async () => {
    const number = await mine([
      () => call(0, "tip", [1]),
      () => call(1, "tip", [2]),
      () => call(2, "note", [id("mine")]),
    ]);

    const block = await getBlock(number);
    assert.equal(block.number, Number(number));
    assert.deepEqual(
      block.hotspots.map(({ path }) => path),
      ["takings"],
    );
    assert.deepEqual(
      block.conflicts.map(({ path }) => path),
      ["takings"],
    );
    const names = block.transactions.map((one) => one.function);
    assert.deepEqual([...names].sort(), ["note", "tip", "tip"]);
    const noting = block.transactions[names.indexOf("note")];
    assert.deepEqual(
      noting?.writes.filter((one) => one.class === "storage").map(({ path }) => path),
      ["Shop.noteOf[msg.sender]"],
    );
    assert.equal(block.schedule.waits.length, 1);
    assert.equal(block.speedup.threads[2], block.speedup.bound);
    assert.deepEqual(await getBlock("latest"), block);
    assert.deepEqual(await getBlock(Number(number)), block);
  });

  it("lists a block's accesses as its own network sees their outcome", async () => {
    const fresh = `0x${"ab".repeat(20)}`;
    const number = await mine([
      () => call(0, "buy"),
      () => call(1, "buy"),
      () => call(2, "buy"),
      () => call(3, "tip", [0]),
      () => send(4, { to: fresh, value: "0x5", gas: GAS }),
      () => send(4, { data: "0x6001600c60003960016000f300", gas: GAS }),
    ]);

    const list = await getAccessList(number);
    await compareWithTraces(list, number);
    const addresses = list.map(({ address }) => address);
    assert.deepEqual(addresses, [...addresses].sort());
    const ofShop = list.find(({ address }) => address === shop);
    // The third one fails, as nothing is left; a tip of nothing only reads.
    assert(ofShop !== undefined);
    assert.equal(ofShop.storageChanges.flatMap(({ changes }) => changes).length, 4);
    assert.deepEqual(ofShop.storageReads, [`0x${"1".padStart(64, "0")}`]);
    assert.equal(list.find(({ address }) => address === fresh)?.balanceChanges.length, 1);
    assert.equal(list.flatMap(({ codeChanges }) => codeChanges).length, 1);
    assert.deepEqual(await getAccessList("0x0"), []);
  });

  /** Geth's tracer says of each transaction what is another value afterwards. */
  async function compareWithTraces(list: BlockAccessList, number: string): Promise<void> {
    const block = await node.ask<{
      transactions: string[];
    }>("eth_getBlockByNumber", [number, false]);
    for (const [position, hash] of block.transactions.entries()) {
      const index = `0x${(position + 1).toString(16)}`;
      const tracer = { tracer: "prestateTracer", tracerConfig: { diffMode: true } };
      const trace = await node.ask<{
        pre: Record<string, Traced>;
        post: Record<string, Traced>;
      }>("debug_traceTransaction", [hash, tracer]);
      const told = list.flatMap((account) => toTraced(account, index));
      assert.deepEqual(
        Object.fromEntries(told),
        Object.fromEntries(
          Object.entries(trace.post).map(([address, post]) =>
            normalised(address, post, trace.pre[address]),
          ),
        ),
        `transaction ${index}`,
      );
    }
  }

  it("reports on all that was mined", async () => {
    const report = await node.ask<ParallelReport>("parallelEvm_getReport");
    assert(report.summary.transactions >= 10);
    assert.equal(report.summary.verification.mismatched, 0);
    assert(report.hotspots.some(({ path }) => path === "takings"));
  });

  it("has nothing of blocks that there are not, and says what it wants", async () => {
    assert.equal(await getBlock("0xffff"), null);
    assert.equal(await getBlock(`0x${"f".repeat(40)}`), null);
    await assert.rejects(getBlock("two"), /-32602.*wants a block/);
    await assert.rejects(getBlock(-1), /-32602/);
    await assert.rejects(node.ask("parallelEvm_getBlock"), /-32602/);
    await assert.rejects(node.ask("parallelEvm_getBlocks"), /-32601.*There is no method/);
  });
});

describe("what was recorded when the process is stopped by Ctrl-C", () => {
  let copied: CopiedProject;
  before(async () => {
    copied = await copyProject("test-api");
  });
  after(() => {
    copied.remove();
  });

  const reported = async () => {
    const made = await runHardhat(copied.project, ["parallel-evm", "report"]);
    assert.equal(made.exitCode, 0, made.output);
    const file = join(copied.project, "parallel-evm/report.json");
    return asReport(JSON.parse(readFileSync(file, "utf8"))).summary;
  };

  it("by a node is told, and reported later", async () => {
    const node = await startNode(copied.project, ["--parallel-evm"]);
    const [from, to] = await node.ask<string[]>("eth_accounts");
    for (let i = 0; i < 3; i++) await node.ask("eth_sendTransaction", [{ from, to, value: "0x1" }]);
    assert.match(
      await node.stop(),
      /Recorded\. Make the report with: npx hardhat parallel-evm report/,
    );
    // That is how a node ends.
    const { transactions, notes } = await reported();
    assert.deepEqual([transactions, notes], [3, []]);
  });

  it("by a suite that is killed is reported later", async () => {
    writeFileSync(join(copied.project, "test/mocha/long.ts"), LONG_SUITE);
    const args = ["test", "mocha", "test/mocha/long.ts", "--parallel-evm"];
    const suite = startHardhat(copied.project, args);
    await suite.says("sent two");
    // It is written a moment later.
    await setTimeout(2_000);
    await suite.stop("SIGKILL");
    const { transactions, notes } = await reported();
    assert.equal(transactions, 2);
    assert.match(notes.join(), /is not whole: it has no end, as its process was killed/);
  });

  it("by a suite is told, and reported later", async () => {
    writeFileSync(join(copied.project, "test/mocha/long.ts"), LONG_SUITE);
    const args = ["test", "mocha", "test/mocha/long.ts", "--parallel-evm"];
    const suite = startHardhat(copied.project, args);
    await suite.says("sent two");
    const output = await suite.stop();
    assert.match(output, /Recorded\. Make the report with/);
    assert.doesNotMatch(output, /passing/);
    const { transactions, notes } = await reported();
    assert.equal(transactions, 2);
    assert.match(notes.join(), /is not whole: its tests were stopped in the middle/);
  });
});

const LONG_SUITE = `
import { setTimeout } from "node:timers/promises";
import { network } from "hardhat";

const { ethers } = await network.create();
it("takes long", async () => {
  const [alice, bob] = await ethers.getSigners();
  await alice.sendTransaction({ to: bob, value: 1n });
  await bob.sendTransaction({ to: alice, value: 1n });
  console.log("sent two");
  await setTimeout(60_000);
}).timeout(100_000);
`;

interface Traced {
  readonly balance?: string;
  readonly nonce?: number;
  readonly code?: string;
  readonly storage?: Readonly<Record<string, string>>;
}

/** What the list says of one account after one transaction, in the form of the tracer. */
function toTraced(account: AccountAccess, index: string): [string, Traced][] {
  const { address, balanceChanges, nonceChanges, codeChanges, storageChanges } = account;
  const balance = balanceChanges.find((one) => one.index === index)?.value;
  const nonce = nonceChanges.find((one) => one.index === index)?.value;
  const code = codeChanges.find((one) => one.index === index)?.code;
  const slots = storageChanges.flatMap(({ key, changes }) => {
    const change = changes.find((one) => one.index === index);
    return change === undefined ? [] : [[key, change.value] as const];
  });
  const traced = {
    ...(balance === undefined ? {} : { balance }),
    ...(nonce === undefined ? {} : { nonce: Number(nonce) }),
    ...(code === undefined ? {} : { code }),
    ...(slots.length === 0 ? {} : { storage: Object.fromEntries(slots) }),
  };
  return Object.keys(traced).length === 0 ? [] : [[address, traced]];
}

/** The tracer leaves out slots that are zero afterwards. */
function normalised(
  address: string,
  { balance, nonce, code, storage }: Traced,
  before: Traced | undefined,
): [string, Traced] {
  const emptied = Object.keys(before?.storage ?? {}).map((slot) => [slot, ZERO] as const);
  const slots = { ...Object.fromEntries(emptied), ...storage };
  return [
    address,
    {
      ...(balance === undefined ? {} : { balance }),
      ...(nonce === undefined ? {} : { nonce }),
      ...(code === undefined ? {} : { code }),
      ...(Object.keys(slots).length === 0 ? {} : { storage: slots }),
    },
  ];
}

const ZERO = `0x${"0".repeat(64)}`;
