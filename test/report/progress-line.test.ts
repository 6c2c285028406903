import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Environment } from "../../src/internal/report/output.ts";
import { ProgressLine } from "../../src/internal/report/progress-line.ts";
import { timeLeft } from "../../src/internal/report/texts/time-left.ts";

const CLEAR = "\r\u001b[2K";

function progressOn(isTTY: boolean, environment: Environment = {}, columns?: number) {
  const written: string[] = [];
  let now = 0;
  const write = (text: string) => written.push(text);
  const output = { isTTY, write, ...(columns === undefined ? {} : { columns }) };
  const line = new ProgressLine(output, "Working", () => now, environment);
  const at = (ms: number, done: number) => {
    now = ms;
    line.show(done, 100);
  };
  const next = (ms: number, title: string) => {
    now = ms;
    line.next(title);
  };
  return { written, line, at, next };
}

describe("ProgressLine", () => {
  it("shows nothing of what is soon over, in however many stages", () => {
    for (const isTTY of [true, false]) {
      const { written, line, at, next } = progressOn(isTTY);
      at(10, 1);
      next(500, "Resting");
      at(990, 99);
      line.clear();
      assert.deepEqual(written, []);
    }
  });

  it("overwrites one line on a terminal, not too often, and clears it once", () => {
    const { written, line, at } = progressOn(true);
    at(1_000, 10);
    at(1_050, 11);
    at(1_100, 20);
    line.clear();
    line.clear();
    assert.deepEqual(written, [
      `${CLEAR}Working: 10 %, about 9 s left`,
      `${CLEAR}Working: 20 %, about 5 s left`,
      CLEAR,
    ]);
  });

  it("tells the next stage at once on a terminal, whose estimate is its own", () => {
    const { written, at, next } = progressOn(true);
    at(2_000, 100);
    next(2_010, "Resting");
    at(2_500, 20);
    at(4_010, 50);
    assert.deepEqual(written, [
      `${CLEAR}Working: 100 %`,
      `${CLEAR}Resting …`,
      `${CLEAR}Resting: 20 %`,
      `${CLEAR}Resting: 50 %, about 2 s left`,
    ]);
  });

  it("never breaks the line, which could not be cleared", () => {
    for (const [columns, width] of [
      [12, 11],
      [0, 79],
    ] as const) {
      const { written, next } = progressOn(true, {}, columns);
      next(1_000, "A title ".repeat(20));
      assert.equal(written.join("").length, CLEAR.length + width);
    }
  });

  it("shortens the title rather than how far it is", () => {
    const { written, next, at } = progressOn(true, {}, 40);
    next(0, "Running crowds and experiments again");
    at(2_000, 50);
    assert.deepEqual(written, [`${CLEAR}Running crowds a…: 50 %, about 2 s left`]);
  });

  it("writes plain lines elsewhere, far apart over all stages, without control characters", () => {
    const { written, line, at, next } = progressOn(false);
    at(9_000, 10);
    at(10_000, 20);
    at(15_000, 30);
    next(19_000, "Resting");
    at(20_000, 40);
    line.clear();
    at(21_000, 41);
    next(30_000, "Packing");
    assert.deepEqual(written, [
      "Working: 20 %, about 40 s left\n",
      "Resting: 40 %, about 2 s left\n",
      "Packing …\n",
    ]);
  });

  it("does so in CI, too, though it be a terminal, and on terminals that cannot clear a line", () => {
    for (const environment of [{ CI: "true" }, { CI: "1" }, { TERM: "dumb" }]) {
      const { written, line, at } = progressOn(true, environment);
      at(5_000, 10);
      at(10_000, 20);
      line.clear();
      assert.deepEqual(written, ["Working: 20 %, about 40 s left\n"]);
    }
    const { written, at } = progressOn(true, { CI: "false" });
    at(1_000, 10);
    assert.equal(written.length, 1);
  });
});

describe("timeLeft", () => {
  it("says nothing of what it cannot know, and minutes where seconds are no use", () => {
    assert.equal(timeLeft(1_000, 0), "");
    assert.equal(timeLeft(1_000, 0.01), "");
    assert.equal(timeLeft(500, 0.5), "");
    assert.equal(timeLeft(9_000, 1), "");
    assert.equal(timeLeft(9_000, 0.9), ", about 1 s left");
    assert.equal(timeLeft(60_000, 0.1), ", about 9 min left");
  });
});
