import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import type { HardhatConfig } from "hardhat/types/config";
import Mocha from "mocha";

import { readTestResults } from "../../src/internal/proofs/read-test-results.ts";
import { recordMochaResults } from "../../src/internal/test-runners/record-mocha-results.ts";

describe("recordMochaResults", () => {
  it("notes what mocha counts: tests, pending ones, hooks that fail, the last of retries", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "mocha-results-"));
    t.after(() => {
      rmSync(folder, { recursive: true });
    });
    const options: Mocha.MochaOptions = { reporter: "dot", retries: 1 };
    // All of the config that is read.
    const config = { paths: { root: "/project" }, test: { mocha: options } } as unknown;
    recordMochaResults(config as HardhatConfig, folder);
    const mocha = new Mocha(options);
    const outer = Mocha.Suite.create(mocha.suite, "outer");
    outer.file = "/project/test/a.ts";
    let tries = 0;
    outer.addTest(new Mocha.Test("passes", () => undefined));
    outer.addTest(
      new Mocha.Test("passes in the end", () => {
        if (tries++ === 0) throw new Error("not yet");
      }),
    );
    outer.addTest(
      new Mocha.Test("fails", () => {
        throw new Error("never");
      }),
    );
    outer.addTest(new Mocha.Test("is pending"));
    const inner = Mocha.Suite.create(outer, "inner");
    inner.beforeAll("prepares", () => {
      throw new Error("hook");
    });
    inner.addTest(new Mocha.Test("is kept from running", () => undefined));
    const { mock } = t.mock.method(process.stdout, "write", () => true);
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    const output = mock.calls.map(({ arguments: [text] }) => String(text)).join("");
    mock.restore();
    assert.equal(failures, 2);
    assert.match(output, /Failing: outer fails\nError: never/);
    const results = await readTestResults(folder);
    assert.deepEqual(
      results.map(({ title, state }) => [title, state]),
      [
        ["outer passes", "passing"],
        ["outer passes in the end", "passing"],
        ["outer fails", "failing"],
        ["outer is pending", "pending"],
        ['outer inner "before all" hook: prepares for "is kept from running"', "failing"],
      ],
    );
    assert.deepEqual(new Set(results.map(({ runner }) => runner)), new Set(["mocha"]));
  });

  it("does nothing without mocha", () => {
    const config = { test: {} } as unknown;
    recordMochaResults(config as HardhatConfig, "/nowhere"); // all of the config that is read
  });
});
