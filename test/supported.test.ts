/** The cells of the README's tables "What is supported": each runner, client library, hardfork and chain type. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { asReport } from "./report/report-schema.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";

const HARDFORKS = ["berlin", "london", "merge", "shanghai", "cancun", "prague", "osaka"];
const CHAIN_TYPES = ["l1", "generic"];
const CLIENTS = ["ethers", "viem", "JSON-RPC"];
/** Sent by each test: a deployment, a call, and what `parallelEvm.run` sends. */
const TRANSACTIONS = 4;

const FILES = 2;
/** In the one test of each file that has two connections. */
const OF_TWO_CONNECTIONS = 6;

const NETWORKS = HARDFORKS.flatMap((hardfork) =>
  CHAIN_TYPES.map(
    (chainType) =>
      `${hardfork}_${chainType}: { type: "edr-simulated", chainType: "${chainType}", hardfork: "${hardfork}" },`,
  ),
);

describe("what is supported", () => {
  let copied: CopiedProject;
  before(async () => {
    copied = await copyProject("test-api");
    writeFileSync(join(copied.project, "contracts/Shop.sol"), SHOP);
    for (const runner of ["mocha", "node"]) {
      const folder = join(copied.project, "test", runner);
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(join(folder, "one.ts"), suite(runner, HARDFORKS.slice(0, 4)));
      writeFileSync(join(folder, "two.ts"), suite(runner, HARDFORKS.slice(4)));
    }
  });
  after(() => {
    copied.remove();
  });

  for (const [name, task, options] of [
    ["mocha", "mocha", ""],
    ["mocha with parallel: true", "mocha", "test: { mocha: { parallel: true, jobs: 2 } },"],
    ["node:test", "nodejs", ""],
  ] as const) {
    it(`${name}, with each client on each hardfork and chain type`, async () => {
      copied.configure(`networks: { ${NETWORKS.join("\n")} }, ${options}`);
      const config = join(copied.project, "hardhat.config.ts");
      const settings = 'path: solcPath, settings: { evmVersion: "berlin" }';
      writeFileSync(config, readFileSync(config, "utf8").replace("path: solcPath", settings));
      const { exitCode, output } = await runHardhat(copied.project, [
        ...["test", task, "--parallel-evm"],
      ]);
      const cells = CLIENTS.length * NETWORKS.length;
      const tests = cells + FILES;
      assert.equal(exitCode, 0, output);
      assert.match(output, new RegExp(`^\\s*${tests} passing`, "m"));
      const file = join(copied.project, "parallel-evm/report.json");
      const { summary, scenarios } = asReport(JSON.parse(readFileSync(file, "utf8")));
      assert.deepEqual(summary.verification, {
        matched: cells * TRANSACTIONS + FILES * OF_TWO_CONNECTIONS,
        mismatched: 0,
        skipped: 0,
      });
      const batches = scenarios.filter(({ kind }) => kind === "batch");
      const titles = NETWORKS.flatMap((network) =>
        CLIENTS.map((client) => `${client} on ${network.slice(0, network.indexOf(":"))}`),
      );
      titles.push(...Array.from({ length: 2 * FILES }, () => "one of two"));
      assert.deepEqual(batches.map(({ title }) => title).sort(), titles.sort());
      assert.deepEqual(
        batches.filter(({ conflicts }) => conflicts[0]?.path !== "takings"),
        [],
      );
    });
  }
});

/** What the oldest of the hardforks can run. */
const SHOP = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Shop {
    uint256 public left;
    uint256 public takings;
    constructor(uint256 stock) {
        left = stock;
    }
    function tip(uint256 amount) external {
        takings += amount;
    }
}
`;

/**
 * Of each client and network a test: it deploys, calls, and has two users call at the same time. Connections stay
 * open.
 */
function suite(runner: string, hardforks: readonly string[]): string {
  return `
import assert from "node:assert/strict";
${runner === "node" ? 'import { describe, it } from "node:test";' : ""}
import { artifacts, network } from "hardhat";
import { assertConflictOn } from "hardhat-parallel-evm/assert";
import { encodeDeployData, encodeFunctionData, toHex } from "viem";

const { abi, bytecode } = await artifacts.readArtifact("Shop");

/** What a client library does: \`tip\` gives the promise of what was sent by one of the users. */
const CLIENTS = {
  ethers: async ({ ethers }) => {
    const users = await ethers.getSigners();
    const shop = await ethers.deployContract("Shop", [1]);
    return {
      tip: (user) => shop.connect(users[user]).tip(1),
      takings: () => shop.takings(),
    };
  },
  viem: async ({ viem }) => {
    const users = await viem.getWalletClients();
    const shop = await viem.deployContract("Shop", [1n]);
    return {
      tip: (user) => shop.write.tip([1n], { account: users[user].account }),
      takings: () => shop.read.takings(),
    };
  },
  "JSON-RPC": async ({ provider }) => {
    const ask = (method, ...params) => provider.request({ method, params });
    const users = await ask("eth_accounts");
    const data = encodeDeployData({ abi, bytecode, args: [1n] });
    const gas = toHex(1_000_000);
    const hash = await ask("eth_sendTransaction", { from: users[0], data, gas });
    const { contractAddress: to } = await ask("eth_getTransactionReceipt", hash);
    const tip = encodeFunctionData({ abi, functionName: "tip", args: [1n] });
    const takings = encodeFunctionData({ abi, functionName: "takings" });
    return {
      tip: (user) => ask("eth_sendTransaction", { from: users[user], to, data: tip, gas }),
      takings: async () => BigInt(await ask("eth_call", { to, data: takings }, "latest")),
    };
  },
};

describe("${runner}", () => {
  for (const hardfork of ${JSON.stringify(hardforks)}) {
    for (const chainType of ${JSON.stringify(CHAIN_TYPES)}) {
      for (const [client, connect] of Object.entries(CLIENTS)) {
        const title = \`\${client} on \${hardfork}_\${chainType}\`;
        it(title, async () => {
          const connection = await network.create(\`\${hardfork}_\${chainType}\`);
          const { tip, takings } = await connect(connection);
          await tip(0);
          const run = await connection.parallelEvm.run(() => [tip(0), tip(1)], { title });
          assertConflictOn(run, "Shop", "takings");
          assert.equal(run.receipts.length, 2);
          assert.equal(await takings(), 3n);
        });
      }
    }
  }

  it("two connections at once", async () => {
    const connections = await Promise.all([network.create(), network.create()]);
    const shops = await Promise.all(connections.map(CLIENTS.ethers));
    const runs = await Promise.all(
      connections.map(({ parallelEvm }, i) =>
        parallelEvm.run(() => [shops[i].tip(0), shops[i].tip(1)], { title: "one of two" }),
      ),
    );
    for (const run of runs) assertConflictOn(run, "Shop", "takings");
    for (const shop of shops) assert.equal(await shop.takings(), 2n);
  });
});
`;
}
