/**
 * The package as a new user meets it: packed, installed from npm's registry into projects made of Hardhat's own
 * templates, and used as README.md says, word for word: what it says is read out of it.
 *
 * Without a registry the tests in projects are skipped, but never in CI.
 */
import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";

import { Ajv } from "ajv";

import type { ParallelReport } from "../src/types.ts";
import { blockIn, commandsIn, sectionOf } from "./support/readme.ts";
import { type HardhatRun, ROOT, runOwn, runOwnHardhat } from "./support/run-hardhat.ts";
import { makeTemplateProject, runNpm } from "./support/template-project.ts";

const INSTALL_DEADLINE_MS = 240_000;

/** Each with other versions than the template's where the registry may not have those. */
const TEMPLATES = [
  {
    template: "mocha-ethers",
    // Version 4.0.0 of the toolbox, which the template of Hardhat 3.18 names, is not everywhere. It differs in mocha 12.
    ranges: { "@nomicfoundation/hardhat-toolbox-mocha-ethers": "^3.0.7", mocha: "^11.0.0" },
  },
  {
    template: "node-test-runner-viem",
    ranges: {},
  },
] as const;

const FAILING = `describe("Failing", () => { it("fails", () => { throw new Error("meant to"); }); });`;

const PASSED = [
  "Should emit the Increment event when calling the inc() function",
  "The sum of the Increment events should match the current value",
];

interface PackedFile {
  readonly path: string;
}

const install = sectionOf("## Install");
const [installing = "", testing = ""] = commandsIn(install);
const inCi = sectionOf("### In CI");
const [snapshotting = ""] = commandsIn(inCi);
const workflow = blockIn(inCi, "yaml");

describe("the packed package", () => {
  let folder = "";
  let tarball = "";
  let files: readonly string[] = [];
  let size = 0;
  /** Why nothing was installed. */
  let unreachable: string | undefined;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "parallel-evm-packed-")));
    // What is built already is packed: to build it again would pull the rug from under other tests.
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const { exitCode, output } = await runNpm(ROOT, args, INSTALL_DEADLINE_MS);
    assert.equal(exitCode, 0, output);
    const [packed] = JSON.parse(output.slice(output.indexOf("[\n"))) as [
      { filename: string; size: number; files: PackedFile[] }, // npm's own account of it
    ];
    tarball = join(folder, packed.filename);
    files = packed.files.map(({ path }) => path);
    size = packed.size;

    const asked = await runNpm(folder, ["view", "hardhat", "version", "--fetch-retries=0"], 60_000);
    if (asked.exitCode !== 0) {
      assert(process.env.CI === undefined, asked.output);
      unreachable = `npm's registry cannot be reached: ${asked.output.split("\n", 1).join("")}`;
      return;
    }
    const installed = await Promise.all(
      TEMPLATES.map(async ({ template, ranges }) => {
        makeTemplateProject(template, join(folder, template), ranges);
        return followInstall(join(folder, template), tarball);
      }),
    );
    for (const { exitCode: code, output: said } of installed) assert.equal(code, 0, said);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds what it needs, and nothing else", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      exports: Record<string, string | Record<string, string>>; // this repository's
    };
    const wanted = [
      "LICENSE",
      "README.md",
      "dist/internal/executor/pool/answering-host.js",
      "dist/internal/report/page.html",
      "dist/internal/report/page.licences.txt",
      ...Object.values(manifest.exports)
        .flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)))
        .map((target) => target.replace(/^\.\//, "")),
      ...[...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(
        ([, picture]) => picture ?? "",
      ),
    ];
    for (const file of wanted) assert(files.includes(file), `${file} is missing`);
    const rest = files.filter(
      (file) => !wanted.includes(file) && !/^dist\/.+(?:\.js|\.d\.ts)$/.test(file),
    );
    assert.deepEqual(rest, []);
    assert(size < 2_500_000, `${size} bytes`);
  });

  const isSkipped = (test: TestContext) => {
    if (unreachable !== undefined) test.skip(unreachable);
    return unreachable !== undefined;
  };

  for (const { template } of TEMPLATES) {
    describe(`in a project of the template ${template}`, () => {
      const project = () => join(folder, template);
      const written = (name: string) => join(project(), "parallel-evm", name);
      const hardhat = (command: string) => runOwnHardhat(project(), wordsOf(command));
      const passed: string[] = [];

      it("is installed as the README says", (test) => {
        if (isSkipped(test)) return;
        const own = realpathSync(join(project(), "node_modules/hardhat-parallel-evm"));
        assert.equal(own, join(project(), "node_modules/hardhat-parallel-evm"));
        assert(!existsSync(join(own, "node_modules/hardhat")), "it has a Hardhat of its own");
      });

      it("passes the tests of the template without the flag", async (test) => {
        if (isSkipped(test)) return;
        const run = await hardhat(testing.replace(" --parallel-evm", ""));
        assert.equal(run.exitCode, 0, run.output);
        passed.push(...passedIn(run));
        assert.deepEqual(passed, PASSED, run.output);
        assert(!existsSync(written("")), "something was written without the flag");
      });

      it("passes the same tests with it, and reports", async (test) => {
        if (isSkipped(test)) return;
        const run = await hardhat(testing);
        assert.equal(run.exitCode, 0, run.output);
        assert.deepEqual(passedIn(run), passed, run.output);
        assert.match(run.output, /^ {2}1 {2}Counter\.x +contracts\/Counter\.sol:\d+$/m);
        checkReport(project(), readFileSync(written("report.json"), "utf8"));
        assert.match(readFileSync(written("index.html"), "utf8"), /^<!doctype html>/i);
      });

      it("has types for the config and the report", async (test) => {
        if (isSkipped(test)) return;
        writeFileSync(join(project(), "readme-types.ts"), typesOfReadme());
        // By the template's own settings and, of one, by those of a project that is bundled.
        const bundled = ["--module", "esnext", "--moduleResolution", "bundler"];
        for (const settings of template === "mocha-ethers" ? [[], bundled] : [[]]) {
          const run = await runOwn(project(), "typescript/bin/tsc", ["--noEmit", ...settings]);
          assert.equal(run.exitCode, 0, `${settings.join(" ")}\n${run.output}`);
        }
        rmSync(join(project(), "readme-types.ts"));
      });
    });
  }

  // Of one project: these do not depend on the runner.
  describe("in CI", () => {
    const project = () => join(folder, TEMPLATES[0].template);
    const hardhat = (command: string, environment = {}) =>
      runOwnHardhat(project(), wordsOf(command), environment);

    it("runs as the workflow does", async (test) => {
      if (isSkipped(test)) return;
      const summary = join(project(), "summary.md");
      const github = { CI: "true", GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
      const [checking = ""] = /npx hardhat test .*/.exec(workflow) ?? [];
      const snapshot = await hardhat(snapshotting);
      assert.equal(snapshot.exitCode, 0, snapshot.output);
      assert.match(
        readFileSync(join(project(), ".parallel-evm-snapshot"), "utf8"),
        /^hotspot Counter x: there$/m,
      );
      rmSync(join(project(), "parallel-evm"), { recursive: true });
      const run = await hardhat(checking, github);
      assert.equal(run.exitCode, 0, run.output);
      assert.deepEqual(passedIn(run), PASSED, run.output);
      assert.match(readFileSync(summary, "utf8"), /^\| `Counter\.x` \|/m);
      for (const [, path = ""] of workflow.matchAll(/(?:path|sarif_file): (.*)/g)) {
        assert(existsSync(join(project(), path)), `${path}, which the workflow uploads`);
      }
    });

    it("refuses to check what it makes no report of", async (test) => {
      if (isSkipped(test)) return;
      const run = await hardhat("npx hardhat test --parallel-evm-check");
      assert.equal(run.exitCode, 1, run.output);
      assert.match(run.output, /PE024: --parallel-evm-check is for the report/);
    });

    it("fails when a test does", async (test) => {
      if (isSkipped(test)) return;
      writeFileSync(join(project(), "test/Failing.ts"), FAILING);
      const run = await hardhat(testing);
      assert.equal(run.exitCode, 1, run.output);
      assert.match(run.output, /^Parallel EVM$/m);
    });
  });
});

/** Does what the section Install says, with the tarball for the package in the registry. */
async function followInstall(project: string, tarball: string): Promise<HardhatRun> {
  const config = join(project, "hardhat.config.ts");
  writeFileSync(config, withPlugin(readFileSync(config, "utf8"), blockIn(install, "ts")));
  appendFileSync(join(project, ".gitignore"), `\n${blockIn(install, "text")}`);
  const args = installing
    .split(" ")
    .map((word) => (word === "hardhat-parallel-evm" ? tarball : word));
  assert(args[0] === "npm" && args.includes(tarball), installing);
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
  return runNpm(project, [...args.slice(1), ...quiet], INSTALL_DEADLINE_MS);
}

/** A template's config with what the README's config has of the plugin: its import, and its place among the plugins. */
function withPlugin(config: string, readme: string): string {
  const [line] = /^import .* from "hardhat-parallel-evm";$/m.exec(readme) ?? [];
  const [before, rest] =
    /plugins: \[.*\]/.exec(readme)?.[0].split(" /* , your other plugins */") ?? [];
  const others = /(?<=plugins: \[).*(?=\])/.exec(config)?.[0];
  assert(line !== undefined && before !== undefined && rest !== undefined, readme);
  assert(others !== undefined, config);
  return `${line}\n${config.replace(/plugins: \[.*\]/, `${before}, ${others}${rest}`)}`;
}

/** What the README shows of types, one thing that they must refuse, and one use of them. */
function typesOfReadme(): string {
  return [
    ...(/^import .*$/gm.exec(blockIn(install, "ts")) ?? []),
    `import { defineConfig } from "hardhat/config";`,
    blockIn(sectionOf("## report.json"), "ts"),
    blockIn(sectionOf("## Options"), "ts"),
    `export const count = (report: ParallelReport): number => report.hotspots.length;`,
    `// @ts-expect-error There is no such option.`,
    `export const wrong = defineConfig({ parallelEvm: { thread: 2 } });`,
  ].join("\n");
}

function wordsOf(command: string): readonly string[] {
  const [npx, hardhat, ...words] = command.split(" ");
  assert(npx === "npx" && hardhat === "hardhat", command);
  return words;
}

/** The titles of the tests that passed, in their order. */
function passedIn({ output }: HardhatRun): readonly string[] {
  return [...output.matchAll(/^ *✔ (.*?)(?: \(\d+ms\))?$/gm)].map(([, title]) => title ?? "");
}

/** By the schema that the installed package has. */
function checkReport(project: string, json: string): void {
  const schema = createRequire(join(project, "package.json")).resolve(
    "hardhat-parallel-evm/report.schema.json",
  );
  const isReport = new Ajv({ allowUnionTypes: true }).compile<ParallelReport>(
    JSON.parse(readFileSync(schema, "utf8")) as object, // a JSON Schema is one
  );
  const report: unknown = JSON.parse(json);
  assert(isReport(report), JSON.stringify(isReport.errors));
  const { summary, hotspots, findings } = report;
  // Two deployments and eleven calls.
  assert.equal(summary.transactions, 13);
  assert.equal(summary.verification.matched, 13);
  assert.deepEqual(
    hotspots.map(({ contract, variable }) => [contract, variable]),
    [["contracts/Counter.sol:Counter", "x"]],
  );
  assert.deepEqual(hotspots[0]?.functions, ["Counter.inc", "Counter.incBy"]);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["global-counter"],
  );
}
