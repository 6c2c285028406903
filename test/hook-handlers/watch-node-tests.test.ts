import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

import { publishesNodeTests } from "../../src/internal/test-runners/publishes-node-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "parallel-evm-"));

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const SUITE = `
  import { after, afterEach, before, beforeEach, describe, it, test } from "node:test";
  import { setTimeout } from "node:timers/promises";
  const { send } = globalThis;
  send("top level");
  describe("outer", () => {
    send("suite");
    before(() => send("before"));
    beforeEach(async () => { await setTimeout(1); send("beforeEach"); });
    afterEach(() => send("afterEach"));
    describe("inner", { concurrency: true }, () => {
      for (const name of ["a", "b"]) {
        it(name, async () => { await setTimeout(1); send("body " + name); });
      }
    });
  });
  test("alone", async (t) => {
    send("start");
    await t.test("sub", async () => { await setTimeout(1); send("sub"); });
    send("end");
  });
`;

/** What each send of the suite is taken for, under Hardhat's way to run node:test. */
function run(preparation: string, setUp: string): string[] {
  const script = join(folder, "run.mjs");
  const setUpFile = join(folder, "set-up.mjs");
  const suiteFile = join(folder, "suite.test.mjs");
  const watch = (name: string) =>
    new URL(`../../src/internal/test-runners/${name}.ts`, import.meta.url).href;
  const imports = `
    import { watchNodeTestBodies } from "${watch("watch-node-test-bodies")}";
    import { watchNodeTestHooks } from "${watch("watch-node-test-hooks")}";
  `;
  writeFileSync(suiteFile, SUITE);
  writeFileSync(setUpFile, `${imports}\n${setUp}`);
  writeFileSync(
    script,
    `${imports}
    import { run } from "node:test";
    let source = () => undefined;
    globalThis.tests = { addSource: (added) => { source = added; } };
    globalThis.send = (label) => {
      const sender = source();
      console.log(label + ": " + (sender ? sender.test.title + " " + sender.phase : "-"));
      if (sender && sender.test.file !== ${JSON.stringify(suiteFile)}) throw new Error("file");
    };
    ${preparation}
    const files = ${JSON.stringify(setUp === "" ? [suiteFile] : [setUpFile, suiteFile])};
    const events = run({ files, isolation: "none", concurrency: false });
    events.on("test:fail", ({ name }) => console.log("failed: " + name));
    for await (const event of events);`,
  );
  // Else the script would report to this test run.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const output = execFileSync(process.execPath, [script], { encoding: "utf8", env });
  return output.trimEnd().split("\n");
}

describe("watchNodeTestBodies", () => {
  it("tells bodies from hooks, also of tests at the same time", () => {
    const sent = run("watchNodeTestBodies(globalThis.tests);", "");
    const bodies = sent.filter((line) => !line.endsWith(": -")).sort();
    assert.deepEqual(bodies, [
      "body a: outer inner a body",
      "body b: outer inner b body",
      "end: alone body",
      "start: alone body",
      "sub: alone sub body",
    ]);
    for (const label of ["top level", "suite", "before", "beforeEach", "afterEach"]) {
      assert.ok(sent.includes(`${label}: -`), label);
    }
  });
});

describe("watchNodeTestHooks", () => {
  it("knows the test that is running", () => {
    const sent = run("", "watchNodeTestHooks(globalThis.tests);");
    for (const line of [
      "top level: -",
      "before: -",
      "start: alone body",
      "sub: alone sub body",
      "end: alone body",
      "body b: outer inner b body",
    ]) {
      assert.ok(sent.includes(line), line);
    }
    assert.ok(sent.every((line) => !line.startsWith("failed")));
  });
});

describe("publishesNodeTests", () => {
  it("is true from 24.21 and 26 on", () => {
    for (const version of ["24.21.0", "24.30.1", "26.0.0", "27.1.0"]) {
      assert.equal(publishesNodeTests(version), true, version);
    }
    for (const version of ["22.18.0", "24.20.9", "25.9.0"]) {
      assert.equal(publishesNodeTests(version), false, version);
    }
  });
});
