import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

import { inspectRecording } from "../../src/internal/recording/inspect-recording.ts";

const folder = mkdtempSync(join(tmpdir(), "parallel-evm-"));

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = '{"kind":"header","version":1,"run":"run"}\n';
const NOTE = '{"kind":"note","message":"one"}\n';

const END = '{"kind":"end"}\n';

async function inspect(text: string) {
  const file = join(folder, "run-1-1.jsonl");
  writeFileSync(file, text);
  return inspectRecording(file);
}

describe("inspectRecording", () => {
  it("knows what says the same", async () => {
    const [one, same, other] = [
      await inspect(HEADER + NOTE + END),
      await inspect(HEADER + NOTE + END),
      await inspect(HEADER + END),
    ];
    assert(one.kind === "whole" && other.kind === "whole");
    assert.deepEqual(same, one);
    assert.notEqual(other.digest, one.digest);
    assert.equal(one.transactions, 0);
  });

  it("takes no separator within a text for the end of a line", async () => {
    const hard = JSON.stringify({ kind: "note", message: "a\u2028b\u2029c\u0085d\re" });
    const [one, other] = [
      await inspect(`${HEADER}${hard}\n${END}`),
      await inspect(`${HEADER}${hard}\n${END}`.replaceAll("\n", "\r\n")),
    ];
    assert.equal(one.kind, "whole");
    assert.deepEqual(other, one);
  });

  it("says what is damaged", async () => {
    const problems = [
      ["", /it is empty/],
      [NOTE, /does not begin with its header/],
      [HEADER + NOTE.slice(0, 9), /line 2: /],
      [(HEADER + NOTE).slice(0, -1), /cut short in line 2/],
      [HEADER + NOTE, /it has no end/],
      [HEADER + END + NOTE, /it has no end/],
      [`${HEADER}{"kind":"end","stopped":true}\n`, /stopped in the middle/],
      [`${HEADER}{"kind":"end","stopped":true}\n${NOTE}${END}`, /stopped in the middle/],
      [`${HEADER}{"kind":"dance"}\n`, /line 2: unknown kind of record/],
      [HEADER.replace("1", "2"), /line 1: .*version/],
    ] as const;
    for (const [text, problem] of problems) {
      const found = await inspect(text);
      assert(found.kind === "damaged", text);
      assert.match(found.problem, problem);
    }
    const none = await inspectRecording(join(folder, "none.jsonl"));
    assert(none.kind === "damaged");
    assert.match(none.problem, /ENOENT/);
  });
});
