import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { Executor } from "../../src/internal/executor/executor.ts";
import type { Measurement, MeasureOptions } from "../../src/internal/model/measurement.ts";
import { bytesToHex, hexToBytes } from "../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../src/internal/primitives/keccak.ts";
import type { Replayed, ReplayExecutor } from "../../src/internal/session/replay-block.ts";
import { blockFileSource } from "../../src/internal/session/block-file-source.ts";
import { type BlocksToReplay, replayBlocks } from "../../src/internal/session/replay-blocks.ts";
import { ParallelEvmError } from "../../src/internal/primitives/plugin-error.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import {
  account,
  COUNTER,
  type Json,
  TINY_GAS,
  tinyBlock,
  word,
} from "../block-files/tiny-block.ts";
import { compile } from "../slot-naming/support/compile.ts";
import { needsBlocks, sharedBlock } from "../support/shared-blocks.ts";
import { executionOf } from "./replay-support.ts";

const MEASURE: MeasureOptions = { rounds: 3, warmup: 1, stock: true };

const MEASUREMENT: Measurement = {
  rounds: 3,
  ms: { stock: 9, sequential: 3.00049, parallel: 2, hybrid: 1 },
  workers: 2,
  choice: "parallel",
  reexecutions: 4,
};

/** Finds what the tiny block holds, and measures the same each time. */
const FAKE: ReplayExecutor = {
  execute: ([scenario], onProgress) => {
    onProgress?.(1, 1);
    return Promise.resolve([executionOf(scenario)]);
  },
  measure: () => Promise.resolve(MEASUREMENT),
};

describe("replayBlocks", () => {
  let folder: string;
  let executor: Executor;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "replay-blocks-"));
    executor = new Executor({ threads: 2 });
  });

  after(async () => {
    rmSync(folder, { recursive: true });
    await executor.end();
  });

  let files = 0;
  function fileOf(content: Json): string {
    const path = join(folder, `${files++}.json`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  async function replay(
    paths: readonly string[],
    changes: Partial<BlocksToReplay> = {},
  ): Promise<Replayed[]> {
    const run: BlocksToReplay = {
      sources: paths.map(blockFileSource),
      executor: FAKE,
      namer: createNamer([]),
      profile: "block-stm",
      progress: () => ({ show: () => undefined, clear: () => undefined }),
      ...changes,
    };
    const all: Replayed[] = [];
    for await (const replayed of replayBlocks(run)) all.push(replayed);
    return all;
  }

  async function replayOne(path: string, changes: Partial<BlocksToReplay> = {}) {
    const [replayed] = await replay([path], changes);
    assert(replayed !== undefined);
    const { block, error, gas } = replayed;
    return { block, code: error?.code, message: error?.message ?? "", gas };
  }

  /** Of a file without errors. */
  async function replayBlock(path: string, changes: Partial<BlocksToReplay> = {}) {
    const { block, message, gas } = await replayOne(path, changes);
    assert(block !== undefined, message);
    assert.equal(message, "");
    return { ...block, gas };
  }

  it("analyses a block for the engine that is chosen, and says what counts on others", async () => {
    const file = fileOf(tinyBlock());
    const usual = await replayBlock(file, { executor });
    assert.equal(usual.profile, "block-stm");
    assert.equal(usual.otherEngines.length, 0);
    const list = await replayBlock(file, { executor, profile: "access-list" });
    assert.equal(list.profile, "access-list");
    assert.deepEqual(list.hotspots, []);
    assert.deepEqual(
      list.otherEngines.map(({ slot, conflicts }) => ({ slot, conflicts })),
      usual.hotspots.map(({ slot, conflicts }) => ({ slot, conflicts })),
    );
    assert.ok(list.speedup.bound > usual.speedup.bound);
  });

  it("runs, checks and analyses a block", async () => {
    const file = fileOf(tinyBlock());
    const block = await replayBlock(file, { executor });
    assert.equal(block.file, file);
    assert.equal(block.number, 17_100_000);
    assert.equal(block.matched, true);
    assert.equal(block.gasUsed, TINY_GAS);
    assert.equal(block.senders, 4);
    assert.deepEqual(block.conflicts, { storage: 3, balance: 0, nonce: 0, code: 0, sender: 0 });
    // The three calls one after another; the transfer beside them.
    assert.equal(block.criticalPathGas, TINY_GAS - 21_000);
    assert.equal(block.speedup.bound, 1.26);
    assert.equal(block.gas?.totalGas, BigInt(TINY_GAS));
    assert.deepEqual(
      block.hotspots.map(({ address, slot, variable }) => ({ address, slot, variable })),
      [{ address: COUNTER, slot: word(0), variable: null }],
    );
    assert.equal(block.ms, null);
  });

  it("names the contracts that the project has compiled", async () => {
    const source = `pragma solidity ^0.8.20; contract Clicks {
      uint256 public total; fallback() external { total += 1; } }`;
    const contracts = compile({ "contracts/Clicks.sol": source });
    const code = `0x${contracts[0]?.runtime.object ?? ""}`;
    const codeHash = bytesToHex(keccak256(hexToBytes(code)));
    const { pre } = tinyBlock();
    const clicks = { balance: 0, nonce: 1, codeHash, storage: {} };
    const content = tinyBlock({
      pre: { ...(pre as Json), [COUNTER]: clicks }, // made as one
      codes: { [codeHash]: code },
    });
    const namer = createNamer(contracts);
    const { block } = await replayOne(fileOf(content), { executor, namer });
    assert.deepEqual(
      block?.hotspots.map(({ contract, path }) => ({ contract, path })),
      [{ contract: "contracts/Clicks.sol:Clicks", path: "total" }],
    );
  });

  it("measures what matched, when asked to and when the executor can", async () => {
    const file = fileOf(tinyBlock());
    const measured = await replayBlock(file, { measure: MEASURE });
    assert.deepEqual(measured.ms, { stock: 9, sequential: 3, parallel: 2, hybrid: 1 });
    const measurement = {
      rounds: 3,
      workers: 2,
      choice: "parallel",
      reexecutions: 4,
      failure: null,
    };
    assert.deepEqual(measured.measurement, measurement);
    assert.equal((await replayBlock(file)).ms, null);
    const unable: ReplayExecutor = { execute: (...args) => FAKE.execute(...args) };
    assert.equal((await replayBlock(file, { measure: MEASURE, executor: unable })).ms, null);
  });

  it("has no times of parallel runs that were cut off", async () => {
    const { rounds, workers, choice, ms } = MEASUREMENT;
    const failure = "the memory was full";
    const cutOff = { rounds, workers, choice, ms: { sequential: ms.sequential }, failure };
    const block = await replayBlock(fileOf(tinyBlock()), {
      measure: MEASURE,
      executor: { ...FAKE, measure: () => Promise.resolve(cutOff) },
    });
    assert.deepEqual(block.ms, { stock: null, sequential: 3, parallel: null, hybrid: null });
    assert.deepEqual(block.measurement, { rounds, workers, choice, reexecutions: null, failure });
  });

  const canMeasure = "measure" in Executor.prototype;
  it("has the executor measure", { skip: canMeasure ? false : "it cannot yet" }, async () => {
    const block = await replayBlock(fileOf(tinyBlock()), { executor, measure: MEASURE });
    assert.equal(block.measurement?.rounds, 3);
    assert.equal(block.measurement.failure, null);
    for (const time of Object.values(block.ms ?? {})) assert(Number(time) > 0);
  });

  it("keeps a block that cannot be measured: PE010", async () => {
    const measure = () => Promise.reject(new Error("no memory"));
    const { block, code, message } = await replayOne(fileOf(tinyBlock()), {
      measure: MEASURE,
      executor: { ...FAKE, measure },
    });
    assert.deepEqual([block?.matched, block?.ms], [true, null]);
    assert.equal(code, "PE010");
    assert.match(message, /no memory/);
  });

  it("shows a block that does not match, and does not measure it: PE008", async () => {
    const expected = { gasUsed: TINY_GAS + 1, receiptsRoot: word(1) };
    const file = fileOf(tinyBlock({ expected }));
    const { block, code, message } = await replayOne(file, { measure: MEASURE });
    assert.deepEqual([block?.matched, block?.ms, block?.differences.length], [false, null, 2]);
    assert.equal(code, "PE008");
    assert.match(message, /gas used: header 102468, executor 102467; receipts root/);
  });

  it("says why a block cannot be run: PE009", async () => {
    const moon = fileOf(tinyBlock({ hardfork: "moon" }));
    const unsupported = await replayOne(moon, { executor });
    assert.deepEqual([unsupported.block, unsupported.code], [undefined, "PE009"]);
    assert.match(unsupported.message, /hardfork moon is not supported/);
  });

  it("says which transaction the state of the file does not allow: PE008", async () => {
    const poor = {
      ...(tinyBlock().pre as Json),
      [account(1)]: { balance: "0x1", nonce: 0, storage: {} },
    };
    const file = fileOf(tinyBlock({ pre: poor }));
    const { code, message } = await replayOne(file, { executor });
    assert.equal(code, "PE008");
    assert.match(
      message,
      /transaction 0, 0x\w+: it is not valid on the state of the file: its sender has 1 wei/,
    );
  });

  it("ends where EthereumJS cannot be used, as no file would do better: PE014", async () => {
    const error = new ParallelEvmError("PE014", ["EVM has another form"]);
    const unusable = { execute: () => Promise.reject(error) };
    await assert.rejects(replay([fileOf(tinyBlock())], { executor: unusable }), { code: "PE014" });
  });

  it("goes on after every kind of failure, in the order of the files", async () => {
    const good = fileOf(tinyBlock());
    const paths = [join(folder, "none.json"), good, fileOf({}), folder, good];
    const replayed = await replay(paths);
    assert.deepEqual(
      replayed.map(({ file, error }) => [file, error?.code]),
      paths.map((path, index) => [path, ["PE004", undefined, "PE007", "PE004", undefined][index]]),
    );
  });

  it("calls a defect one, with its place, and goes on: PE013", async () => {
    const executor = { execute: () => Promise.resolve([]) };
    const paths = [fileOf(tinyBlock()), join(folder, "none.json")];
    const replayed = await replay(paths, { executor });
    const [message = "", ...others] = replayed.map(({ error }) => error?.message ?? "");
    assert.match(message, /^PE013: [^]*no result\n +at /);
    assert.match(others.join(), /^PE004/);
  });

  it("runs a block without transactions", async () => {
    const empty = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
    const expected = { gasUsed: 0, receiptsRoot: empty };
    const file = fileOf(tinyBlock({ txs: [], expected }));
    const block = await replayBlock(file, { executor, measure: MEASURE });
    assert.deepEqual([block.matched, block.ms], [true, null]);
  });

  it("tells how far each file has come", async () => {
    const shown: string[] = [];
    const file = fileOf(tinyBlock());
    await replay([file, file], {
      measure: MEASURE,
      progress: (title) => ({
        show: (done, total) => shown.push(`${title.replace(/^.* \(/, "(")} ${done}/${total}`),
        clear: () => shown.push("clear"),
      }),
    });
    assert.deepEqual(shown, [
      "(1 of 2) 1/2",
      "(1 of 2) 1/2",
      "clear",
      "(2 of 2) 1/2",
      "(2 of 2) 1/2",
      "clear",
    ]);
  });

  for (const number of [4_864_590, 19_932_148]) {
    it(`matches the header of block ${number}`, needsBlocks, async () => {
      const block = await replayBlock(sharedBlock(number), { executor });
      assert.equal(block.matched, true);
      assert.equal(block.receiptsRoot, block.expected.receiptsRoot);
    });
  }
});
