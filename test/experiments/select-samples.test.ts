import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { selectSamples } from "../../src/internal/experiments/select-samples.ts";

/** As `key scenario question`. */
function candidates(...texts: readonly string[]) {
  return texts.map((question) => {
    const [key = "", scenario = ""] = question.split(" ");
    return { key, scenario: Number(scenario), question };
  });
}

describe("selectSamples", () => {
  const all = candidates("a 1 p", "a 1 q", "a 1 r", "a 2 p", "b 1 p", "a 3 p", "a 3 q", "b 2 p");

  it("takes the first of each key, each of another scenario", () => {
    const { questions, omitted } = selectSamples(all, { perKey: 2, total: 9 });
    assert.deepEqual(questions, ["a 1 p", "b 1 p", "a 2 p", "b 2 p"]);
    assert.equal(omitted, 0);
  });

  it("takes one in the middle as well, of as many scenarios as it is told", () => {
    const once = selectSamples(all, { perKey: 3, later: 1, total: 9 });
    assert.deepEqual(once.questions, ["a 1 p", "b 1 p", "a 1 q", "b 2 p", "a 2 p", "a 3 p"]);
    const twice = selectSamples(all, { perKey: 3, later: 2, total: 9 });
    assert.deepEqual(twice.questions.slice(-2), ["a 3 p", "a 3 q"]);
  });

  it("counts the keys for which there is no room", () => {
    const { questions, omitted } = selectSamples(all, { perKey: 2, later: 1, total: 1 });
    assert.deepEqual([questions, omitted], [["a 1 p"], 1]);
  });
});
