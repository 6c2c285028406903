import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";

import { resolveConfig } from "../../src/internal/config/resolve-config.ts";

const ROOT = resolve("/project");

describe("resolveConfig", () => {
  it("has defaults that fit the machine", () => {
    assert.deepEqual(resolveConfig(undefined, ROOT, 8), {
      threads: 4,
      execution: "hybrid",
      output: resolve(ROOT, "parallel-evm"),
      scenarios: ["block", "test"],
      profile: "block-stm",
      report: ["terminal", "json", "html"],
      memory: 2048,
      top: 5,
      crowds: { users: 64, seconds: 30 },
      suggestions: { shards: 16, ignore: [] },
      budgets: [],
      prove: { minutes: 10 },
      notes: [],
    });
    assert.equal(resolveConfig({}, ROOT, 2).threads, 2);
    assert.deepEqual(resolveConfig({}, ROOT, 2).notes, []);
  });

  it("takes what the user says", () => {
    const section = {
      threads: 3,
      memory: 512,
      execution: "parallel" as const,
      output: "out/evm",
      scenarios: ["test" as const],
      profile: "key-based" as const,
      report: ["sarif" as const, "json" as const, "sarif" as const],
      top: 0,
      crowds: { users: 8 },
      suggestions: { ignore: [{ rule: "cap" }] },
    };
    assert.deepEqual(resolveConfig(section, ROOT, 8), {
      threads: 3,
      memory: 512,
      execution: "parallel",
      output: resolve(ROOT, "out/evm"),
      scenarios: ["test"],
      profile: "key-based",
      report: ["sarif", "json"],
      top: 0,
      crowds: { users: 8, seconds: 30 },
      suggestions: { shards: 16, ignore: [{ rule: "cap" }] },
      budgets: [],
      prove: { minutes: 10 },
      notes: [],
    });
    assert.deepEqual(resolveConfig({ prove: { minutes: 0.5 } }, ROOT, 8).prove, { minutes: 0.5 });
    assert.equal(
      resolveConfig({ output: "mine" }, ROOT, 8, resolve("/proof")).output,
      resolve("/proof"),
    );
    assert.equal(resolveConfig({ crowds: false }, ROOT, 8).crowds, false);
    assert.equal(resolveConfig({ suggestions: false }, ROOT, 8).suggestions, false);
    assert.equal(resolveConfig({ output: resolve("/else") }, ROOT, 8).output, resolve("/else"));
  });

  it("uses no more threads than there are cores, and says so", () => {
    const { threads, notes } = resolveConfig({ threads: 16 }, ROOT, 2);
    assert.equal(threads, 2);
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", /16.*2 cores/);
  });

  it("names a kind of scenario once, in one order", () => {
    const scenarios = ["test" as const, "block" as const, "test" as const];
    assert.deepEqual(resolveConfig({ scenarios }, ROOT, 1).scenarios, ["block", "test"]);
  });
});
