import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { describe, it } from "node:test";

import { watchNodeTests } from "../../src/internal/test-runners/run-node-tests.ts";

/** Events as node:test gives them for nested suites: a start, then what is in it, then its end. */
function resultsOf(play: (emit: (event: string, data: object) => void) => void): string[][] {
  const stream = new EventEmitter();
  const results: string[][] = [];
  watchNodeTests(stream, (title, state, file) => results.push([title, state, file]));
  play((event, data) => {
    stream.emit(event, { file: "/a.ts", ...data });
  });
  return results;
}

const suite = { type: "suite" };
const test = { type: "test" };
const bySubtests = Object.assign(new Error("1 subtest failed"), { failureType: "subtestsFailed" });
const byHook = Object.assign(new Error("hook"), { failureType: "hookFailed" });

describe("watchNodeTests", () => {
  it("gives full titles, and leaves suites out", () => {
    const results = resultsOf((emit) => {
      emit("test:start", { name: "Token", nesting: 0 });
      emit("test:start", { name: "mints", nesting: 1 });
      emit("test:pass", { name: "mints", nesting: 1, details: test });
      emit("test:start", { name: "inner", nesting: 1 });
      emit("test:start", { name: "burns", nesting: 2 });
      emit("test:fail", { name: "burns", nesting: 2, details: { ...test, error: new Error("x") } });
      emit("test:fail", { name: "inner", nesting: 1, details: { ...suite, error: bySubtests } });
      emit("test:start", { name: "pays", nesting: 1 });
      emit("test:pass", { name: "pays", nesting: 1, details: test });
      emit("test:fail", { name: "Token", nesting: 0, details: { ...suite, error: bySubtests } });
      emit("test:start", { name: "alone", nesting: 0 });
      emit("test:pass", { name: "alone", nesting: 0, details: {} });
    });
    assert.deepEqual(results, [
      ["Token mints", "passing", "/a.ts"],
      ["Token inner burns", "failing", "/a.ts"],
      ["Token pays", "passing", "/a.ts"],
      ["alone", "passing", "/a.ts"],
    ]);
  });

  it("counts suites that fail by a hook, tests that fail by their subtests, what is skipped or to do", () => {
    const results = resultsOf((emit) => {
      emit("test:start", { name: "hooked", nesting: 0 });
      emit("test:fail", { name: "hooked", nesting: 0, details: { ...suite, error: byHook } });
      emit("test:start", { name: "parent", nesting: 0 });
      emit("test:fail", { name: "parent", nesting: 0, details: { ...test, error: bySubtests } });
      emit("test:start", { name: "skipped", nesting: 0 });
      emit("test:pass", { name: "skipped", nesting: 0, skip: "", details: test });
      emit("test:start", { name: "to do", nesting: 0 });
      emit("test:fail", { name: "to do", nesting: 0, todo: true, details: test });
    });
    assert.deepEqual(
      results.map(([title, state]) => [title, state]),
      [
        ["hooked", "failing"],
        ["parent", "failing"],
        ["skipped", "pending"],
        ["to do", "pending"],
      ],
    );
  });
});
