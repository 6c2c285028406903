import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  type ReplayArguments,
  resolveReplayOptions,
} from "../../src/internal/config/resolve-replay-options.ts";

const ARGUMENTS: ReplayArguments = {
  files: ["a.json"],
  block: undefined,
  save: undefined,
  hardfork: undefined,
  requestTimeout: 30,
  timeout: 1800,
  json: undefined,
  threads: 0,
  rounds: 5,
  noStock: false,
};

const CONFIG = { threads: 2, notes: ["parallelEvm.threads is 9"] };

describe("resolveReplayOptions", () => {
  it("takes the threads of the config, with what is to be said of them", () => {
    assert.deepEqual(resolve({}), {
      files: ["a.json"],
      threads: 2,
      notes: ["parallelEvm.threads is 9"],
      measure: { rounds: 5, warmup: 20, stock: true },
    });
  });

  it("takes what the user says", () => {
    const changes = { json: "out.json", threads: 3, rounds: 7, noStock: true };
    assert.deepEqual(resolve(changes), {
      files: ["a.json"],
      json: "out.json",
      threads: 3,
      notes: [],
      measure: { rounds: 7, warmup: 20, stock: false },
    });
  });

  it("uses no more threads than there are cores, and says so", () => {
    const { threads, notes } = resolve({ threads: 16 });
    assert.equal(threads, 4);
    assert.deepEqual(notes, ["--threads is 16, but this machine has 4 cores: 4 used."]);
  });

  it("takes blocks of a network instead of files", () => {
    const changes = { files: [], block: "1..2", save: "b.json", hardfork: "prague", timeout: 60 };
    assert.deepEqual(resolve(changes, "sepolia").chain, {
      network: "sepolia",
      block: "1..2",
      save: "b.json",
      hardfork: "prague",
      requestMs: 30_000,
      totalMs: 60_000,
    });
  });

  it("wants a network for blocks: PE040", () => {
    assert.throws(() => resolve({ files: [], block: "1" }), { code: "PE040" });
  });

  it("wants no files beside blocks, and no options of blocks without: PE047", () => {
    assert.throws(() => resolve({ block: "1" }, "sepolia"), { code: "PE047" });
    assert.throws(() => resolve({ save: "b.json" }), { code: "PE047" });
    assert.throws(() => resolve({ hardfork: "prague" }), { code: "PE047" });
  });

  it("wants seconds, one at least: PE011", () => {
    for (const changes of [{ timeout: 0 }, { requestTimeout: -1 }, { timeout: 3_000_000 }]) {
      assert.throws(() => resolve({ files: [], block: "1", ...changes }, "x"), { code: "PE011" });
    }
  });

  it("does not measure in 0 rounds", () => {
    assert.equal(resolve({ rounds: 0 }).measure, undefined);
  });

  it("wants a file: PE003", () => {
    assert.throws(() => resolve({ files: [] }), { code: "PE003" });
  });

  it("wants whole numbers: PE011", () => {
    for (const changes of [{ threads: -1 }, { threads: 1.5 }, { rounds: -1 }, { rounds: NaN }]) {
      assert.throws(() => resolve(changes), { code: "PE011" });
    }
  });
});

function resolve(changes: Partial<ReplayArguments>, network?: string) {
  return resolveReplayOptions({ ...ARGUMENTS, ...changes }, CONFIG, 4, network);
}
