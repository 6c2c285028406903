import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";

import type { ReplayBlock, ReplayedFile } from "../../../src/internal/model/replay.ts";
import { renderReplayedFile, renderReplayEnd } from "../../../src/internal/report/render-replay.ts";
import { textWidth } from "../../../src/internal/report/terminal/text-width.ts";
import { assertGolden } from "../assert-golden.ts";
import {
  makeBlock,
  makeError,
  makeMeasurement,
  makeReplay,
  makeReplayedFiles,
} from "./make-replay.ts";

const ESCAPE = "\u001b";

describe("renderReplayedFile and renderReplayEnd", () => {
  for (const width of [60, 80, 120]) {
    it(`fill ${width} columns`, () => {
      assertGolden(`replay-${width}.txt`, render(makeReplayedFiles(), width));
    });
  }

  it("give the same text with colours, and no escape sequence without", () => {
    const plain = render(makeReplayedFiles());
    const colored = render(makeReplayedFiles(), 80, true);
    assert(!plain.includes(ESCAPE));
    assert(colored.includes(ESCAPE));
    assert.equal(stripVTControlCharacters(colored), plain);
  });

  it("never exceed the width, down to 40 and up to 120", () => {
    for (let width = 40; width <= 120; width++) {
      for (const line of render(makeReplayedFiles(), width).split("\n")) {
        assert(textWidth(line) <= width, `${width}: ${line}`);
      }
    }
  });

  it("say of each table and line whether it is modelled or measured", () => {
    const text = render(makeReplayedFiles());
    const sections = text.split("\n\n");
    const modelled = sections.filter((section) =>
      section.includes("Modelled from gas, not measured"),
    );
    const measured = sections.filter((section) =>
      section.includes("Measured on this machine, not modelled"),
    );
    assert.equal(modelled.length, 5);
    assert.equal(measured.length, 4);
    for (const section of modelled) assert.doesNotMatch(section, /\bms\b/);
    for (const section of measured) assert.doesNotMatch(section, /threads +2 +4|∞/);
  });

  it("leave the stock library out where it was not timed", () => {
    const ms = { stock: null, sequential: 40, parallel: 30, hybrid: 20 };
    const text = render([block({ ms }), block({ ms, number: 5 })]);
    assert.doesNotMatch(text, /stock|sto\/seq/);
    assert.match(text, /parallel +30\.0 ms +sequential\/parallel 1\.33x/);
    assert.match(text, /all +80\.0 +60\.0 +40\.0 +1\.33x +2\.00x/);
  });

  it("say nothing of times where nothing was timed", () => {
    const text = render([
      block({ ms: null, measurement: null }),
      block({ ms: null, measurement: null }),
    ]);
    assert.doesNotMatch(text, /Measured|\bms\b/);
    assert.match(text, /re-executions +10\n/);
  });

  it("warn when the parallel rounds were cut off, and give no times of theirs", () => {
    const measurement = makeMeasurement({ reexecutions: null, failure: "a thread died" });
    const ms = { stock: null, sequential: 40, parallel: null, hybrid: null };
    const text = render([block({ measurement, ms })]);
    assert.match(text, /those runs were cut off: a thread\s+died/);
    assert.match(text, /sequential +40\.0 ms/);
    assert.match(text, /re-executions +10\n/);
    assert.doesNotMatch(text, /sequential\/|hybrid/);
    const files = [block(), block({ number: 5 }), block({ number: 6, measurement, ms })];
    const all = render(files).replace(/\s+/g, " ");
    assert.match(all, /of 2 of 3 blocks; the parallel runs of 1 were cut off block/);
  });

  it("show a title of the file's own, and as many hotspots as asked for", () => {
    const [first] = makeReplayedFiles();
    const hotspots = first?.block?.hotspots ?? [];
    const text = renderReplayedFile(block({ title: "A test", hotspots }), {
      width: 80,
      colors: false,
      top: 1,
    });
    assert.match(text, /^A test \(london\)/);
    assert.match(text, /1 hotspot of 4/);
    assert.doesNotMatch(text, /Token\.balances/);
    const none = renderReplayedFile(block({ hotspots }), { width: 80, colors: false, top: 0 });
    assert.doesNotMatch(none, /hotspot/);
  });

  it("clean what comes from files", () => {
    const title = `bad${ESCAPE}[31m title\n\u202e`;
    const file = `bad${ESCAPE}[31m.json`;
    const text = render([block({ title, file }), { file, error: makeError(file) }]);
    assert(!text.includes(ESCAPE) && !text.includes("\u202e"));
  });

  it("sum up several files, not one", () => {
    assert.doesNotMatch(render([block()]), /All blocks/);
    assert.match(render([block(), block({ number: 5 })]), /All blocks\n {2}All 2 match\./);
    const errors = Array.from({ length: 13 }, (_, i): ReplayedFile => {
      const file = `${i}.json.gz`;
      return { file, error: makeError(file) };
    });
    assert.match(
      render(errors).replace(/\s+/g, " "),
      /0 of 13 files match.*Failed: 0\.json\.gz \(PE005\),.*9\.json\.gz \(PE005\) and 3 more\./,
    );
  });

  it("say where the data is", () => {
    const options = { width: 80, colors: false, top: 5, reportPath: "out.json" };
    const report = makeReplay([block()], []);
    assert.equal(renderReplayEnd(report, options), "The same as data: out.json");
    assert.equal(renderReplayEnd(report, { width: 80, colors: false, top: 5 }), "");
  });
});

function render(files: readonly ReplayedFile[], width = 80, colors = false): string {
  const options = { width, colors, top: 4, reportPath: "out/replay.json" };
  return [
    ...files.map((file) => renderReplayedFile(file, options)),
    renderReplayEnd(makeReplay(files), options),
  ].join("\n\n");
}

function block(changes: Partial<ReplayBlock> = {}): ReplayedFile {
  return { file: "a.json", block: makeBlock(changes) };
}
