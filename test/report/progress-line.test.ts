import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ProgressLine } from "../../src/internal/report/progress-line.ts";

function progressOn(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const output = { isTTY, write: (text: string) => written.push(text) };
  const line = new ProgressLine(output, "Working", () => now);
  const at = (ms: number, done: number) => {
    now = ms;
    line.show(done, 100);
  };
  return { written, line, at };
}

describe("ProgressLine", () => {
  it("shows nothing of what is soon over", () => {
    const { written, line, at } = progressOn(true);
    at(10, 1);
    at(990, 99);
    line.clear();
    assert.deepEqual(written, []);
  });

  it("overwrites one line on a terminal, not too often, and clears it once", () => {
    const { written, line, at } = progressOn(true);
    at(1_000, 10);
    at(1_050, 11);
    at(1_100, 20);
    line.clear();
    line.clear();
    assert.deepEqual(written, [
      "\r\u001b[2KWorking: 10 %, about 9 s left",
      "\r\u001b[2KWorking: 20 %, about 5 s left",
      "\r\u001b[2K",
    ]);
  });

  it("writes plain lines elsewhere, far apart, without control characters", () => {
    const { written, line, at } = progressOn(false);
    at(9_000, 10);
    at(10_000, 20);
    at(15_000, 30);
    at(20_000, 40);
    line.clear();
    assert.deepEqual(written, [
      "Working: 20 %, about 40 s left\n",
      "Working: 40 %, about 30 s left\n",
    ]);
  });
});
