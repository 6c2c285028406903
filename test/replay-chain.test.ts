import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";

import type { ReplayReport } from "../src/internal/model/replay.ts";
import type { ParallelReport } from "../src/internal/model/report.ts";
import { type ChainProject, chainProject } from "./support/chain-project.ts";
import { startNode } from "./support/start-node.ts";
import { type MockProvider, startProvider } from "./support/mock-provider.ts";
import { ROOT, runHardhat } from "./support/run-hardhat.ts";

/** What is asked in each run: which chain it is, which block, and what the node lacks. */
const NOT_KEPT = /^(?:eth_chainId|eth_getBlockByNumber|eth_getBlockReceipts)/;

/** The plugin as built, by Hardhat's command line, against `hardhat node` in a process of its own. */
describe("parallel-evm replay --network", () => {
  let chain: ChainProject;
  let provider: MockProvider;

  before(async () => {
    chain = await chainProject();
    provider = await startProvider(chain.node.url);
  });

  after(async () => {
    await provider.stop();
    await chain.node.stop();
    chain.remove();
  });

  beforeEach(() => {
    for (const folder of ["parallel-evm", "cache/parallel-evm", "saved"]) {
      rmSync(join(chain.project, folder), { recursive: true, force: true });
    }
    chain.connect(provider.url);
    provider.rule = () => undefined;
    forget();
  });

  function forget(): void {
    provider.requests.length = 0;
    provider.answered.length = 0;
  }

  const run = (...args: string[]) => runHardhat(chain.project, ["parallel-evm", "replay", ...args]);
  const replay = (block: string, ...args: string[]) =>
    run("--network", "remote", "--block", block, "--rounds", "0", "--json", "out.json", ...args);

  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(chain.project, name), "utf8"));

  // Made by this package.
  const data = () => read("out.json") as ReplayReport;
  const readReport = (folder = "parallel-evm/replay") =>
    read(`${folder}/report.json`) as ParallelReport;

  async function header(number: number) {
    const tag = `0x${number.toString(16)}`;
    const { gasUsed, receiptsRoot } = await chain.node.ask<{
      gasUsed: string;
      receiptsRoot: string;
    }>("eth_getBlockByNumber", [tag, false]);
    return { gasUsed: Number(gasUsed), receiptsRoot };
  }

  it("matches the headers, and reports as for tests, beside the report of the tests", async () => {
    mkdirSync(join(chain.project, "parallel-evm"));
    writeFileSync(join(chain.project, "parallel-evm/report.json"), "of the tests");
    const formats = ["--parallel-evm-report", "terminal,json,html,markdown,sarif"];
    const { exitCode, output } = await replay("1..latest", ...formats);
    assert.equal(exitCode, 0, output);
    const { blocks, summary, errors } = data();
    assert.deepEqual(errors, []);
    assert.deepEqual(
      blocks.map(({ number, transactions, matched }) => [number, transactions, matched]),
      [
        [1, 1, true],
        [2, 10, true],
        [3, 10, true],
        [4, 0, true],
      ],
    );
    for (const { number, gasUsed, receiptsRoot } of blocks) {
      assert.deepEqual({ gasUsed, receiptsRoot }, await header(number));
    }
    assert.equal(summary.conflicts.storage, 2 * 28);
    const report = readReport();
    assert.deepEqual(report.summary.chain, {
      network: "remote",
      chainIds: [31337],
      blocks: [1, 2, 3],
    });
    assert.deepEqual(report.summary.verification, { matched: 21, mismatched: 0, skipped: 0 });
    const [hotspot] = report.hotspots;
    assert.equal(hotspot?.path, "total");
    assert.equal(hotspot.contract, "contracts/Counter.sol:Counter");
    assert.deepEqual(hotspot.functions, ["Counter.increment"]);
    assert.equal(hotspot.source?.file, "contracts/Counter.sol");
    assert.equal(hotspot.accesses[0]?.file, "contracts/Counter.sol");
    assert(hotspot.findings.length > 0, "nothing is suggested");
    for (const name of ["index.html", "report.md", "report.sarif"]) {
      assert(existsSync(join(chain.project, "parallel-evm/replay", name)), name);
    }
    const tests = readFileSync(join(chain.project, "parallel-evm/report.json"), "utf8");
    assert.equal(tests, "of the tests");
    const text = output.replace(/\s+/g, " ");
    assert.match(text, /each block checked against its header\. 21 matched\./);
    assert.match(text, /Counter\.total +contracts\/Counter\.sol:8/);
    assert.match(text, /taken for osaka, the newest one that is supported/);
    assert.match(text, /kept in cache\/parallel-evm: \d+ kB/);
    assert.equal(output.match(/^Notes$/gm)?.length, 1, output);
    assert.doesNotMatch(output, /parallel-evm prove/);
  });

  it("saves block files, which give the same when they are replayed", async () => {
    const fetched = await replay("2..3", "--save", "saved/block.json.gz");
    assert.equal(fetched.exitCode, 0, fetched.output);
    const { blocks } = data();
    const report = readReport();
    const files = ["saved/block-2.json.gz", "saved/block-3.json.gz"];
    const options = ["--rounds", "0", "--json", "out.json", "--parallel-evm-report", "json"];
    const replayed = await run(...files, ...options);
    assert.equal(replayed.exitCode, 0, replayed.output);
    // How often threads meet differs from run to run.
    const comparable = (all: ReplayReport["blocks"]) =>
      all.map((block) => ({ ...block, file: "", reexecutions: 0 }));
    assert.deepEqual(comparable(data().blocks), comparable(blocks));
    const again = readReport();
    assert.deepEqual(again.hotspots, report.hotspots);
    assert.deepEqual(again.summary.chain, { network: null, chainIds: [31337], blocks: [2, 3] });
  });

  it("asks of a block that is in the cache for its hash only", async () => {
    await replay("2..3");
    forget();
    const { exitCode, output } = await replay("2..3");
    assert.equal(exitCode, 0, output);
    assert.match(output.replace(/\s+/g, " "), /2 of the blocks came from the cache/);
    assert.deepEqual(
      provider.requests.filter((request) => !request.includes('"latest"')),
      [
        "eth_chainId []",
        'eth_getBlockByNumber ["0x2",false]',
        'eth_getBlockByNumber ["0x3",false]',
      ],
    );
  });

  it("gets through what providers do to their users: 429, timeouts, missing methods", async () => {
    provider.rule = ({ method }, asked) => {
      if (method.startsWith("debug_")) {
        return { kind: "error", code: -32601, message: `the method ${method} does not exist` };
      }
      if (method === "eth_getProof" && asked === 0) {
        return { kind: "status", status: 429, headers: { "Retry-After": "1" } };
      }
      if (method === "eth_getStorageAt" && asked === 0) return { kind: "silence" };
      if (method === "eth_getBlockByHash" && asked === 0) {
        return { kind: "error", code: -32005, message: "daily request count exceeded" };
      }
      return asked === 0 && method === "eth_getCode" ? { kind: "status", status: 503 } : undefined;
    };
    const { exitCode, output } = await replay("2..3", "--request-timeout", "2");
    assert.equal(exitCode, 0, output);
    for (const { number, gasUsed, receiptsRoot, matched } of data().blocks) {
      assert(matched);
      assert.deepEqual({ gasUsed, receiptsRoot }, await header(number));
    }
    const counted = (method: string) =>
      provider.requests.filter((request) => request.startsWith(method)).length;
    assert.equal(provider.batches, 0);
    // What is missing is not asked for again.
    assert.equal(counted("debug_traceBlockByNumber"), 1);
    assert.equal(counted("debug_traceTransaction"), 1);
    assert(counted("eth_getStorageAt") > 0 && counted("eth_getProof") > 0);
    assert.match(output.replace(/\s+/g, " "), /lacks debug_traceTransaction.*was done without/);
  });

  it("reads the state without traces and proofs", async () => {
    provider.rule = ({ method }) =>
      method.startsWith("debug_") || method === "eth_getProof"
        ? { kind: "error", code: -32601, message: "Method not found" }
        : undefined;
    const { exitCode, output } = await replay("2");
    assert.equal(exitCode, 0, output);
    const [block] = data().blocks;
    assert.deepEqual(
      { gasUsed: block?.gasUsed, receiptsRoot: block?.receiptsRoot },
      await header(2),
    );
  });

  it("tells of a block that is refused, goes on with the others, and loses nothing that was fetched", async () => {
    let isWell = false;
    const isBad = (params: readonly unknown[]) => params.at(-1) === "0x2"; // the parent of 3
    provider.rule = ({ method, params }) => {
      if (method.startsWith("debug_")) {
        return { kind: "error", code: -32601, message: "Method not found" };
      }
      return method === "eth_getStorageAt" && isBad(params) && !isWell
        ? { kind: "error", code: -32603, message: "shard 7 is on fire" }
        : undefined;
    };
    const failed = await replay("2..4");
    assert.equal(failed.exitCode, 1);
    const text = failed.output.replace(/\s+/g, " ");
    assert.match(
      text,
      /PE042: Block 3 of remote could not be fetched: eth_getStorageAt, asked 3 times: shard 7 is on fire/,
    );
    assert(!failed.output.includes("report it"), "Hardhat takes it for a bug");
    assert.deepEqual(
      data().blocks.map(({ number, matched }) => [number, matched]),
      [
        [2, true],
        [4, true],
      ],
    );
    assert.deepEqual(
      data().errors.map(({ file, code }) => [file, code]),
      [["remote#3", "PE042"]],
    );
    const before = new Set(provider.answered);
    forget();
    isWell = true;
    const { exitCode, output } = await replay("2..4");
    assert.equal(exitCode, 0, output);
    assert.equal(data().summary.matched, 3);
    const again = provider.requests.filter(
      (request) => before.has(request) && !NOT_KEPT.test(request),
    );
    assert.deepEqual(again, []);
    assert(provider.requests.some((request) => request.startsWith("eth_getStorageAt")));
  });

  it("goes on after it was killed where it was", async () => {
    const interrupted = new AbortController();
    provider.rule = ({ method }) => {
      if (method.startsWith("debug_")) {
        return { kind: "error", code: -32601, message: "Method not found" };
      }
      if (method !== "eth_getStorageAt") return undefined;
      interrupted.abort();
      return { kind: "silence" };
    };
    const args = ["parallel-evm", "replay", "--network", "remote", "--block", "2"];
    const code = await interruptedHardhat(chain.project, args, interrupted.signal);
    assert.notEqual(code, 0);
    const before = new Set(provider.answered);
    assert(before.size > 5, `${before.size}`);
    forget();
    provider.rule = () => undefined;
    const { exitCode, output } = await replay("2");
    assert.equal(exitCode, 0, output);
    const again = provider.requests.filter(
      (request) => before.has(request) && !NOT_KEPT.test(request),
    );
    assert.deepEqual(again, []);
  });

  for (const [name, code, args, rule] of [
    ["a block that is not there yet", "PE054", ["999"], undefined],
    [
      "a block that is not kept",
      "PE043",
      ["2"],
      ({ method, params }) =>
        method === "eth_getBlockByNumber" && params[0] === "0x2" ? { kind: "nothing" } : undefined,
    ],
    ["no block at all", "PE041", ["one..two"], undefined],
    ["an unknown hardfork", "PE011", ["2", "--hardfork", "atlantis"], undefined],
    [
      "state that is not kept",
      "PE046",
      ["2"],
      ({ method }) =>
        method.startsWith("debug_") || method === "eth_getProof"
          ? { kind: "error", code: -32601, message: "Method not found" }
          : method === "eth_getBalance"
            ? {
                kind: "error",
                code: -32000,
                message: "missing trie node 12ab (path ) state is not available",
              }
            : undefined,
    ],
    [
      "answers of another form",
      "PE045",
      ["2"],
      ({ method }) =>
        method === "eth_getBlockByNumber"
          ? { kind: "result", result: { number: "zz" } }
          : undefined,
    ],
    ["an endpoint of something else", "PE049", ["2"], () => ({ kind: "status", status: 404 })],
    [
      "time that is over",
      "PE048",
      ["2", "--timeout", "2", "--request-timeout", "1"],
      ({ method }) => (method === "eth_getBlockByHash" ? { kind: "silence" } : undefined),
    ],
  ] as const satisfies readonly (readonly [
    string,
    string,
    readonly string[],
    MockProvider["rule"] | undefined,
  ])[]) {
    it(`tells of ${name}: ${code}`, async () => {
      if (rule !== undefined) provider.rule = rule;
      const [block, ...others] = args;
      const { exitCode, output } = await replay(block, ...others);
      assert.equal(exitCode, 1);
      assert(output.includes(`${code}: `), output);
      assert(!output.includes("report it"), "Hardhat takes it for a bug");
      assert(!existsSync(join(chain.project, "parallel-evm/replay")));
    });
  }

  it("ends where the chain does, and reports what is before that", async () => {
    const { exitCode, output } = await replay("3..1002", "--save", "saved/to-the-end.json.gz");
    assert.equal(exitCode, 1);
    assert.equal(output.match(/PE0\d\d: /g)?.length, 1, output);
    const saved = ["saved/to-the-end-3.json.gz", "saved/to-the-end-4.json.gz"];
    assert(output.replaceAll(/\s+/g, " ").includes(`Saved as block files: ${saved.join(", ")}`));
    assert(!output.includes("to-the-end-5"));
    const { blocks, errors } = data();
    assert.deepEqual(
      blocks.map(({ number }) => number),
      [3, 4],
    );
    assert.match(
      errors[0]?.message ?? "",
      /remote has no block 5\.\.1002 yet: its latest one is 4/,
    );
  });

  it("refuses chains of another type: PE044", async () => {
    chain.connect(
      provider.url,
      `chainDescriptors: { 31337: { name: "Rollup", chainType: "op" } },`,
    );
    const { exitCode, output } = await replay("2");
    assert.equal(exitCode, 1);
    assert.match(output, /PE044: remote cannot be replayed: chains of type op/);
  });

  it("takes hardforks from the Hardhat config", async () => {
    chain.connect(
      provider.url,
      `chainDescriptors: { 31337: { name: "Local", chainType: "l1", hardforkHistory: {
         prague: { blockNumber: 0 }, osaka: { timestamp: 1 } } } },`,
    );
    const { exitCode, output } = await replay("2");
    assert.equal(exitCode, 0, output);
    assert.equal(data().blocks[0]?.hardfork, "osaka");
    assert.match(output.replace(/\s+/g, " "), /hardforks are those of its hardforkHistory/);
  });

  describe("forks", () => {
    it("are replayed: another node that forks the chain, and Hardhat's own fork of it", async () => {
      const fork = await startNode(chain.project, ["--fork", provider.url, "--parallel-evm"]);
      try {
        const [user = ""] = await fork.ask<string[]>("eth_accounts");
        await fork.ask("evm_setAutomine", [false]);
        for (const from of (await fork.ask<string[]>("eth_accounts")).slice(1, 6)) {
          const data = "0xd09de08a";
          await fork.ask("eth_sendTransaction", [
            { from, to: chain.counter, data, gas: "0x100000" },
          ]);
        }
        await fork.ask("eth_sendTransaction", [{ from: user, to: user, value: "0x1" }]);
        await fork.ask("evm_mine");
        await assert.rejects(fork.ask("parallelEvm_getBlock", ["0x2"]), /PE055: Block 2 was not/);
        chain.connect(fork.url);
        const { exitCode, output } = await replay("3..5");
        assert.equal(exitCode, 0, output);
        assert.equal(data().summary.matched, 3);
        const hotspots = data().blocks.at(-1)?.hotspots ?? [];
        assert.deepEqual(
          hotspots.map(({ path }) => path),
          ["total"],
        );
      } finally {
        await fork.stop();
      }
      chain.connect(provider.url);
      const own = ["--network", "forked", "--block", "2..3", "--rounds", "0", "--json", "out.json"];
      const { exitCode, output } = await run(...own);
      assert.equal(exitCode, 0, output);
      assert.equal(data().summary.matched, 2);
    });

    it("are recorded: tests on a forked network, of a contract that is deployed on the chain", async () => {
      const file = join(chain.project, "test/forked.ts");
      writeFileSync(file, FORKED_TEST.replaceAll("COUNTER", chain.counter));
      try {
        const { exitCode, output } = await runHardhat(chain.project, [
          "test",
          "mocha",
          "test/forked.ts",
          "--parallel-evm",
        ]);
        assert.equal(exitCode, 0, output);
        const { summary, hotspots, scenarios } = readReport("parallel-evm");
        assert.deepEqual(summary.verification, { matched: 12, mismatched: 0, skipped: 0 });
        assert.deepEqual(summary.notes, []);
        assert.deepEqual(
          scenarios.map(({ kind }) => kind),
          ["test", "block"],
        );
        assert.equal(hotspots[0]?.path, "total");
        assert.equal(hotspots[0].contract, "contracts/Counter.sol:Counter");
      } finally {
        rmSync(file);
      }
    });
  });
});

/** Ctrl-C when the signal comes. */
async function interruptedHardhat(
  folder: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  const cli = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: "ignore" });
  signal.addEventListener("abort", () => child.kill("SIGINT"));
  const timer = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  assert(signal.aborted, "it ended by itself");
  return code;
}

const FORKED_TEST = `
import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create("forked");

describe("the deployed counter", function () {
  it("counts on", async function () {
    const counter = await ethers.getContractAt("Counter", "COUNTER");
    for (const user of (await ethers.getSigners()).slice(0, 6)) {
      await counter.connect(user).increment();
    }
    expect(await counter.total()).to.equal(22n);
  });

  it("counts in one block", async function () {
    const counter = await ethers.getContractAt("Counter", "COUNTER");
    await ethers.provider.send("evm_setAutomine", [false]);
    for (const user of (await ethers.getSigners()).slice(0, 6)) {
      await counter.connect(user).increment({ gasLimit: 200_000 });
    }
    await networkHelpers.mine();
    expect(await counter.total()).to.equal(28n);
  });
});
`;
