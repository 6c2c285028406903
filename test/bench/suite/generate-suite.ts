import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "../../support/run-hardhat.ts";
import { KINDS } from "./kinds.ts";

/** Test files, each with a connection of its own. */
const FILES = 163;

export interface GeneratedSuite {
  /** The temporary folder that the project lies in. */
  readonly folder: string;
  readonly project: string;
  readonly connections: number;
  /** Those of the tests; fixtures deploy and set up beside them. */
  readonly transactions: number;
}

/** A project with that many tests, each on a fixture of its own, that send two or three transactions and look at them. */
export function generateSuite(tests: number): GeneratedSuite {
  const folder = mkdtempSync(join(tmpdir(), "parallel-evm-suite-"));
  const project = join(folder, "project");
  mkdirSync(join(project, "test"), { recursive: true });
  for (const from of new Set(KINDS.map(({ contracts }) => contracts))) {
    cpSync(join(ROOT, "fixture-projects", from, "contracts"), join(project, "contracts", from), {
      recursive: true,
    });
  }
  cpSync(join(ROOT, "fixture-projects/solc-path.ts"), join(folder, "solc-path.ts"));
  cpSync(join(ROOT, "fixture-projects/hot-counter/package.json"), join(project, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(project, "hardhat.config.ts"), CONFIG);
  writeFileSync(join(project, "test/000-clock.ts"), CLOCK);
  const files = Math.min(FILES, tests);
  let transactions = 0;
  for (let file = 0; file < files; file++) {
    const kind = KINDS[file % KINDS.length];
    if (kind === undefined) continue;
    const count = Math.floor(tests / files) + (file < tests % files ? 1 : 0);
    const bodies = Array.from(
      { length: count },
      (_, i) => kind.bodies[i % kind.bodies.length] ?? "",
    );
    transactions += bodies.join("\n").match(/\.connect\(/g)?.length ?? 0;
    writeFileSync(join(project, "test", `suite-${file}.ts`), fileOf(file, kind.deploy, bodies));
  }
  return { folder, project, connections: files, transactions };
}

function fileOf(file: number, deploy: string, bodies: readonly string[]): string {
  const tests = bodies.map(
    (body, i) => `
  it("does what it does, ${i}", async () => {
    const fixture = await networkHelpers.loadFixture(deploy);
    const n = ${i + 1}n;
${body}
  });`,
  );
  return `import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const [owner, alice, bob, carol] = await ethers.getSigners();
${deploy}
}

describe("suite ${file}", () => {${tests.join("\n")}
});
`;
}

const CONFIG = `import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
import hardhatParallelEvm from "hardhat-parallel-evm";

import { solcPath } from "../solc-path.ts";

export default defineConfig({
  plugins: [
    hardhatParallelEvm,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatMocha,
  ],
  solidity: { version: "0.8.37", path: solcPath },
  test: { mocha: { timeout: 120_000, reporter: "dot" } },
});
`;

/** Its hooks are the root's: around all tests of all files. */
const CLOCK = `let start = 0;
before(() => {
  start = performance.now();
});
after(() => {
  console.log(\`tests took \${((performance.now() - start) / 1000).toFixed(2)} s\`);
});
`;
