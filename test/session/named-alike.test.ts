import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { namedAlike } from "../../src/internal/session/named-alike.ts";
import { address, bump, makeExecution, slot } from "../analysis/make-execution.ts";

/** Each transaction is another sender's and touches one entry, which it names as told. */
function groupsOf(
  paths: readonly string[],
  {
    kind = "test",
    functions = [],
  }: { kind?: Scenario["kind"]; functions?: readonly string[] } = {},
): readonly string[] {
  const sketches = paths.map((_, i) => ({ from: address(i + 1), ...bump(slot(1)) }));
  const found = namedAlike({
    analyses: [analyseScenario(makeExecution(sketches, { kind }))],
    otherEngines: [],
    groupOf: () => "entries",
    names: {
      call: (_, transaction) => ({ contract: "A", function: functions[transaction] ?? "give" }),
      access: (_, transaction) => {
        const path = paths[transaction] ?? "";
        const field = { variable: "entries", path, concretePath: path };
        const named = { contract: "A", group: "entries[*]", fields: [field], packed: [] };
        return { name: { kind: "named", ...named }, sites: [] };
      },
    },
  });
  return [...found];
}

describe("namedAlike", () => {
  it("finds what several users name by one argument", () => {
    assert.deepEqual(groupsOf(["entries[arg:cause]", "entries[arg:cause]"]), ["entries"]);
    const between = ["entries[arg:to]", "entries[msg.sender]", "entries[arg:to]"];
    assert.deepEqual(groupsOf(between), ["entries"]);
  });

  it("does not take one's recipient who is another one's sender for it", () => {
    assert.deepEqual(groupsOf(["entries[arg:to]", "entries[arg:from]"]), []);
    assert.deepEqual(groupsOf(["entries[arg:to]", "entries[msg.sender]"]), []);
    assert.deepEqual(groupsOf(["entries[msg.sender]", "entries[msg.sender]"]), []);
  });

  it("does not take arguments of different functions for one", () => {
    const functions = ["mint", "transfer"];
    assert.deepEqual(groupsOf(["entries[arg:to]", "entries[arg:to]"], { functions }), []);
  });

  it("looks at the suite only", () => {
    assert.deepEqual(groupsOf(["entries[arg:cause]", "entries[arg:cause]"], { kind: "crowd" }), []);
  });
});
