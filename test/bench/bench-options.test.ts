import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";

import { type BenchOptions, parseBenchOptions } from "./bench-options.ts";
import { WORKLOADS } from "./workloads/all-workloads.ts";

describe("options of the benchmark", () => {
  it("run everything by default", () => {
    const { workloads, blocks, threads } = parse();
    assert.equal(workloads, WORKLOADS);
    assert.equal(blocks, resolve("/shared/blocks"));
    assert.equal(threads, 4);
  });

  it("take the folder of block files from the environment, relative to the repository", () => {
    assert.equal(parse([], { PARALLEL_EVM_BLOCKS: "../blocks" }).blocks, resolve("/blocks"));
    assert.equal(parse(["--blocks", "here"], { PARALLEL_EVM_BLOCKS: "../blocks" }).blocks, "here");
  });

  it("leave out block files when only workloads are named", () => {
    for (const args of [
      ["--workload", "erc20,mix"],
      ["--workload", "erc20", "mix"],
      ["--workload", "erc20", "--workload", "mix"],
    ]) {
      const { workloads, blocks } = parse(args);
      assert.deepEqual(
        workloads.map(({ name }) => name),
        ["erc20", "mix"],
      );
      assert.equal(blocks, undefined);
    }
    assert.equal(parse(["--workload", "mix", "--blocks", "here"]).blocks, "here");
  });

  it("can be told to leave out either", () => {
    assert.equal(parse(["--blocks", "none"]).blocks, undefined);
    const { workloads, blocks } = parse(["--workload", "none"]);
    assert.deepEqual(workloads, []);
    assert.equal(blocks, resolve("/shared/blocks"));
  });

  it("are refused when they make no sense", () => {
    assert.throws(() => parse(["--workload", "erc21"]), /no workload "erc21".*transfers-hot/);
    assert.throws(() => parse(["--rounds", "0"]), /--rounds must be a whole number of 1 or more/);
    assert.throws(() => parse(["--transactions", "many"]), /--transactions/);
    assert.throws(() => parse(["--hot", "1.5"]), /--hot must be a number from 0 to 1/);
    assert.throws(() => parse(["--speed"]), /--speed/);
    assert.throws(
      () => parse(["--workload", "none", "--blocks", "none"]),
      /nothing to measure: .*--workload \(transfers, .*mix\).*--blocks DIR/,
    );
  });
});

function parse(args: string[] = [], environment: Record<string, string> = {}): BenchOptions {
  const options = parseBenchOptions(args, { root: "/project", cores: 4, environment });
  assert(options !== "help");
  return options;
}
