import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { KeyedProof, ProofsFile } from "../src/internal/model/proof.ts";
import type { ParallelReport } from "../src/internal/model/report.ts";
import { type HardhatRun, ROOT, runHardhat } from "./support/run-hardhat.ts";
import { withOptions } from "./support/with-options.ts";

/** Tests of how the contract keeps its number, which any other way of keeping it breaks; in two languages. */
const SLOT_TESTS = {
  "test/slot.ts": `
import { expect } from "chai";
import { network } from "hardhat";

const { ethers } = await network.create();

describe("layout", function () {
  it("has the number in slot 0", async function () {
    const counter = await ethers.deployContract("Counter");
    await counter.increment();
    expect(BigInt(await ethers.provider.getStorage(counter, 0))).to.equal(1n);
  });

  it("fails in any case", function () {
    throw new Error("always");
  });

  it.skip("is not run", function () {});

  describe("by a hook", function () {
    before(async function () {
      const counter = await ethers.deployContract("Counter");
      await counter.increment();
      expect(BigInt(await ethers.provider.getStorage(counter, 0))).to.equal(1n);
    });

    it("is kept from running", function () {});
  });
});
`,
  "test-node/slot.ts": `
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { network } from "hardhat";

const { ethers } = await network.create();

describe("layout", () => {
  it("is seen in node:test", async (t) => {
    await t.test("within", async () => {
      const counter = await ethers.deployContract("Counter");
      await counter.increment();
      assert.equal(BigInt(await ethers.provider.getStorage(counter, 0)), 1n);
    });
  });
  it("has a name", () => {});
  it.skip("is not run", () => {});
});
`,
  "test-solidity/Slot.t.sol": `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
import { Counter } from "../contracts/Counter.sol";
interface Vm { function load(address where, bytes32 slot) external view returns (bytes32); }
contract SlotTest {
    Vm constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    function test_Total() public { Counter c = new Counter(); c.increment(); require(c.total() == 1); }
    function test_Slot() public {
        Counter c = new Counter();
        c.increment();
        require(uint256(VM.load(address(c), 0)) == 1, "slot");
    }
}
`,
};

/** Another contract of the same kind, whose diff is a good one: who breaks a test must be told apart from it. */
const SECOND = {
  "contracts/Second.sol": `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
contract Second {
    uint256 public total;
    mapping(address user => uint256) public callsOf;
    function call() external { total += 1; callsOf[msg.sender] += 1; }
}
`,
  "test/second.ts": `
import { expect } from "chai";
import { network } from "hardhat";

const { ethers } = await network.create();

it("counts calls", async function () {
  const [, alice, bob] = await ethers.getSigners();
  const second = await ethers.deployContract("Second");
  await second.connect(alice).call();
  await second.connect(bob).call();
  expect(await second.total()).to.equal(2n);
});
`,
};

/** By Hardhat's command line, in copies of the fixture project hot-counter. */
describe("parallel-evm prove", () => {
  let folder: string;
  let temporary: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "prove-task-"));
    temporary = join(folder, "temporary");
    mkdirSync(temporary);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
    cpSync(join(ROOT, "fixture-projects/solc-path.ts"), join(folder, "projects/solc-path.ts"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A copy of hot-counter with further files, in a folder of projects below the packages. */
  function project(name: string, files: Readonly<Record<string, string>> = {}): string {
    const root = join(folder, "projects", name);
    cpSync(join(ROOT, "fixture-projects/hot-counter"), root, {
      recursive: true,
      filter: (path) => !/[/](?:artifacts|cache|parallel-evm)$/.test(path),
    });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  function configure(root: string, options: string): void {
    const file = join(root, "hardhat.config.ts");
    writeFileSync(file, withOptions(readFileSync(file, "utf8"), options));
  }

  const run = (root: string, ...args: string[]): Promise<HardhatRun> =>
    runHardhat(root, args, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });

  const prove = (root: string, ...args: string[]) => run(root, "parallel-evm", "prove", ...args);

  function readJson(root: string, name: string): unknown {
    return JSON.parse(readFileSync(join(root, "parallel-evm", name), "utf8"));
  }

  const readReport = (root: string) => readJson(root, "report.json") as ParallelReport; // made by this package
  const readFile = (root: string) => readJson(root, "proofs.json") as ProofsFile; // made by this package

  function onlyProof(root: string): KeyedProof {
    const { proofs } = readFile(root);
    assert.equal(proofs.length, 1);
    const [proof] = proofs;
    assert(proof !== undefined);
    return proof;
  }

  /** Of every file of a project, what it holds and when it was written. */
  function fingerprint(root: string): Readonly<Record<string, string>> {
    const paths = globSync("**/*", { cwd: root }).filter((path) =>
      statSync(join(root, path)).isFile(),
    );
    return Object.fromEntries(
      paths.sort().map((path) => {
        const hash = createHash("sha256")
          .update(readFileSync(join(root, path)))
          .digest("hex");
        return [path, `${hash} ${statSync(join(root, path)).mtimeMs}`];
      }),
    );
  }

  function isTidy(): void {
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith("parallel-evm")),
      [],
    );
  }

  /** The words of a screen, whatever the width of its columns. */
  const words = (output: string) => output.replace(/\s+/g, " ");

  it("proves the diff of hot-counter, and touches no file of it", async () => {
    const root = project("proven");
    const recorded = await run(root, "test", "--parallel-evm");
    assert.equal(recorded.exitCode, 0, recorded.output);
    const files = fingerprint(root);
    const { exitCode, output } = await prove(root);
    assert.equal(exitCode, 0, output);
    const { "parallel-evm/proofs.json": written, ...others } = fingerprint(root);
    assert(written !== undefined);
    assert.deepEqual(others, files);
    isTidy();

    assert.match(words(output), /Counter\.total \([a-z-]+\): proven/);
    assert.match(words(output), /tests passing 9 9 tests failing 0 0 tests pending 0 0/);
    assert.match(words(output), /conflicts at Counter\.total 4,079 0/);
    assert.match(output, /parallel-evm\/proofs\.json/);
    const proof = onlyProof(root);
    const [finding] = readReport(root).findings;
    assert.equal(proof.verdict, "proven");
    assert.deepEqual(proof.tests, {
      before: { passing: 9, failing: 0, pending: 0 },
      after: { passing: 9, failing: 0, pending: 0 },
      broken: [],
      notRun: [],
    });
    const { before: now, after: then, promised, scenarios, compared } = proof.speedup;
    assert.deepEqual([now, promised], [finding?.gain?.now, finding?.gain?.alone]);
    assert(then !== null && then > 4, String(then));
    assert(scenarios > 3);
    assert.equal(compared, scenarios);
    const { hotspot } = proof;
    assert(hotspot !== null && hotspot.allAfter < hotspot.allBefore / 10);
    assert.match(hotspot.dearest ?? "", /^Counter\._totalShards/);

    // The report of the same recording tells it, and is otherwise the same.
    const earlier = readReport(root);
    assert.equal(finding?.proof, null);
    const again = await run(root, "parallel-evm", "report");
    assert.match(words(again.output), /diff in the full report \(proven\)/);
    const proved = readReport(root).findings[0];
    assert.equal(proved?.proof?.verdict, "proven");
    assert.equal(proved.confidence, finding.confidence);
    assert.deepEqual(proved.evidence, [...finding.evidence, proof.message]);
    rmSync(join(root, "parallel-evm/proofs.json"));
    await run(root, "parallel-evm", "report");
    assert.deepEqual(readReport(root), earlier);
  });

  it("says what tests a diff breaks, of all runners, and trusts it less", async () => {
    const root = project("broken", { ...SLOT_TESTS, ...SECOND });
    const text = readFileSync(join(root, "hardhat.config.ts"), "utf8");
    const runner = `import hardhatNodeTestRunner from "@nomicfoundation/hardhat-node-test-runner";\n`;
    writeFileSync(
      join(root, "hardhat.config.ts"),
      runner + text.replace("hardhatMocha,", "hardhatMocha,\n    hardhatNodeTestRunner,"),
    );
    configure(
      root,
      `paths: {
         tests: { mocha: "test", nodejs: "test-node", solidity: "test-solidity" },
         artifacts: "../artifacts-elsewhere",
       },
       test: { mocha: { reporter: "dot" } },`,
    );
    await run(root, "test", "--parallel-evm");
    const outside = fingerprint(join(folder, "projects/artifacts-elsewhere"));
    assert(Object.keys(outside).length > 0);
    const { exitCode, output } = await prove(root);
    assert.equal(exitCode, 1, output);
    isTidy();
    assert.deepEqual(fingerprint(join(folder, "projects/artifacts-elsewhere")), outside);
    assert.match(words(output), /Counter\.total \([a-z-]+\): breaks tests/);
    // Both are tried in one copy, where tests fail, and then each alone.
    assert.match(words(output), /Second\.total \([a-z-]+\): proven/);
    const { proofs } = readFile(root);
    assert.deepEqual(proofs.map(({ variable, contract }) => `${contract} ${variable}`).sort(), [
      "contracts/Counter.sol:Counter total",
      "contracts/Second.sol:Second total",
    ]);
    const second = proofs.find(({ contract }) => contract === "contracts/Second.sol:Second");
    assert.equal(second?.verdict, "proven");
    assert.deepEqual(second.tests.broken, []);
    const first = proofs.find(({ contract }) => contract === "contracts/Counter.sol:Counter");
    assert(first !== undefined);
    const { verdict, tests } = first;
    assert.equal(verdict, "breaks tests");
    assert.deepEqual(tests.before, { passing: 17, failing: 1, pending: 2 });
    assert.deepEqual(tests.broken, [
      "SlotTest test_Slot()",
      'layout by a hook "before all" hook for "is kept from running"',
      "layout has the number in slot 0",
      "layout is seen in node:test",
      "layout is seen in node:test within",
    ]);
    assert.deepEqual(tests.notRun, ["layout by a hook is kept from running"]);
    for (const title of tests.broken) assert(words(output).includes(`fails: ${title}`), title);
    await run(root, "parallel-evm", "report");
    const finding = readReport(root).findings.find(({ contract }) => contract === first.contract);
    assert.equal(finding?.confidence, "low");
    assert.match(finding.evidence.at(-1) ?? "", /With the diff 5 tests fail/);
  });

  it("tells what the compiler says, of mocha's parallel mode as well", async () => {
    const root = project("uncompiled");
    configure(root, "test: { mocha: { parallel: true, jobs: 2 } },");
    await run(root, "test", "--parallel-evm");
    // As a rule with a defect would make it: the diff fits, but a text is no number.
    const path = join(root, "parallel-evm/report.json");
    const report = readFileSync(path, "utf8");
    const wrong = report.replaceAll("16] += 1;", '16] += \\"one\\";');
    assert.notEqual(wrong, report);
    writeFileSync(path, wrong);
    const { exitCode, output } = await prove(root);
    assert.equal(exitCode, 1, output);
    isTidy();
    assert.match(words(output), /Counter\.total \([a-z-]+\): does not compile/);
    assert.match(words(output), /tests passing 9 –/);
    assert.match(output, /TypeError.*\+=/);
    const { verdict, message, tests, speedup } = onlyProof(root);
    assert.equal(verdict, "does not compile");
    assert.match(message, /^With the diff the project does not compile: TypeError/);
    assert.match(message, /contracts\/Counter\.sol/);
    assert.doesNotMatch(message, /HHE|Warning/);
    assert.equal(tests.after, null);
    assert.equal(speedup.after, null);
    // It was another diff that did not compile.
    await run(root, "parallel-evm", "report");
    assert.equal(readReport(root).findings[0]?.proof, null);
  });

  it("names what is missing or wrong, and begins nothing", async () => {
    const root = project("errors");
    const refused = async (code: RegExp, ...args: string[]) => {
      const { exitCode, output } = await prove(root, ...args);
      assert.equal(exitCode, 1, output);
      assert.match(words(output), code);
      assert(!output.includes("copying the project"));
      assert(!output.includes("report it"), "Hardhat takes it for a bug");
    };
    await refused(/PE002/);
    await run(root, "test", "--parallel-evm");
    await refused(/PE015.*did you mean "global-counter"/, "--rule", "global-countr");
    await refused(/PE016.*[a-z-]+ at Counter\.total/, "--hotspot", "Counter.clicksOf");
    const source = join(root, "contracts/Counter.sol");
    const text = readFileSync(source, "utf8");
    writeFileSync(source, `// A comment.\n${text}`);
    await refused(/PE017.*contracts\/Counter\.sol.*npx hardhat test --parallel-evm/);
    writeFileSync(source, text);
    rmSync(join(root, "parallel-evm/report.json"));
    await refused(/PE019.*npx hardhat parallel-evm report/);
  });

  it("says when the project itself cannot be run in a copy, or takes too long", async () => {
    const root = project("hopeless");
    await run(root, "test", "--parallel-evm");
    const test = join(root, "test/counter.ts");
    const text = readFileSync(test, "utf8");
    writeFileSync(test, `import "./missing.ts";\n${text}`);
    const missing = await prove(root);
    assert.equal(missing.exitCode, 1);
    assert.match(missing.output, /PE018.*no test ran.*missing\.ts/s);
    writeFileSync(test, `${text}\nit("hangs", () => new Promise(() => {})).timeout(0);`);
    configure(root, "parallelEvm: { prove: { minutes: 0.2 } },");
    const hanging = await prove(root);
    assert.equal(hanging.exitCode, 1);
    assert.match(hanging.output, /PE018.*takes too long/s);
    isTidy();
  });

  it("says that there is nothing to prove", async () => {
    const root = project("nothing");
    configure(root, "parallelEvm: { suggestions: false },");
    await run(root, "test", "--parallel-evm");
    const { exitCode, output } = await prove(root);
    assert.equal(exitCode, 0, output);
    assert.match(output, /nothing to prove/);
    assert(!existsSync(join(root, "parallel-evm/proofs.json")));
  });

  it("explains itself", async () => {
    const root = project("help");
    const { exitCode, output } = await prove(root, "--help");
    assert.equal(exitCode, 0, output);
    for (const text of ["--rule", "--hotspot", "Token.totalSupply"])
      assert(output.includes(text), text);
    const { output: parent } = await run(root, "parallel-evm", "--help");
    assert.match(parent, /parallel-evm prove +Applies the diffs of the report/);
  });
});
