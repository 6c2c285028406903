import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { Ajv } from "ajv";
import { createGenerator } from "ts-json-schema-generator";

import type { ParallelReport } from "../../src/internal/model/report.ts";
import { renderMarkdown } from "../../src/internal/report/render-markdown.ts";
import { renderSarif } from "../../src/internal/report/render-sarif.ts";
import { renderTerminal } from "../../src/internal/report/render-terminal.ts";
import { ALL_RULES } from "../../src/internal/suggestions/all-rules.ts";
import { makePageData, NASTY } from "./make-page-report.ts";
import { makeBusyReport, makeReport } from "./make-report.ts";

const REPORTS: readonly (readonly [name: string, report: ParallelReport])[] = [
  ["a report of everything", makeBusyReport()],
  ["a report with findings and nasty names", makePageData().report],
  ["an empty report", makeReport()],
];

describe("formats", () => {
  for (const [name, report] of REPORTS) {
    it(`agree about ${name}`, () => {
      const { hotspots, findings, summary } = report;
      const markdown = renderMarkdown(report);
      const [run] = renderSarif(report, ALL_RULES).runs;
      assert.equal(run?.results?.length, findings.length);
      assert.equal(amountIn(markdown, "Hotspots"), hotspots.length);
      assert.equal(amountIn(markdown, "Findings"), findings.length);
      const terminal = renderTerminal(report, { width: 120, colors: false, top: 1_000 });
      for (const value of Object.values(summary.speedup.threads)) {
        assert(markdown.includes(`${value.toFixed(2)}x`));
        assert(terminal.includes(`${value.toFixed(2)}x`));
      }
      const [, section = ""] = /What stops it\?\n([\s\S]*?)(?:\n\n\S|$)/.exec(terminal) ?? [];
      assert.equal([...section.matchAll(/^ {2}\d+ /gm)].length, hotspots.length, section);
    });
  }
});

function amountIn(markdown: string, heading: string): number {
  return Number(new RegExp(`### ${heading} \\((\\d+)\\)`).exec(markdown)?.[1] ?? 0);
}

describe("renderMarkdown", () => {
  it("takes no name for markup", () => {
    const text = renderMarkdown(makePageData().report);
    const outside = text.replace(/`+[^`]*`+/g, "");
    assert(!outside.includes(NASTY));
    assert(text.includes("\\<img"));
  });

  it("keeps within a limit, and says that it is cut", () => {
    const { report } = makePageData();
    const whole = renderMarkdown(report);
    assert.equal(renderMarkdown(report, Buffer.byteLength(whole)), whole);
    const cut = renderMarkdown(report, 600);
    assert(Buffer.byteLength(cut) <= 600);
    assert.match(cut, /The rest is left out/);
    assert.equal(renderMarkdown(report, 10), "");
  });
});

describe("renderSarif", () => {
  const { report } = makePageData();
  const [run] = renderSarif(report, ALL_RULES).runs;
  const result = run?.results?.[0];

  it("is of the form that the types of SARIF 2.1.0 give, and of no other", () => {
    const generator = createGenerator({
      path: fileURLToPath(import.meta.resolve("@types/sarif/index.d.ts")),
      type: "Log",
      skipTypeCheck: true,
    });
    const schema: object = generator.createSchema("Log");
    const isLog = new Ajv({ strict: false }).compile(schema);
    for (const [name, one] of REPORTS) {
      const log: unknown = JSON.parse(JSON.stringify(renderSarif(one, ALL_RULES)));
      assert(isLog(log), `${name}: ${JSON.stringify(isLog.errors)}`);
    }
    assert(!isLog({ version: "2.1.0", runs: [{ results: [] }] }));
    assert(!isLog({ version: "2.1.0", runs: [], more: 1 }));
  });

  it("has one rule for each suggestion rule, with its help", () => {
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ALL_RULES.map(({ id }) => id),
    );
    assert.equal(rules[result?.ruleIndex ?? -1]?.id, "total-supply");
    for (const { help } of rules) assert((help?.text ?? "").length > 40);
  });

  it("points at the declaration, and at the lines that touch it, by paths of the project", () => {
    const place = result?.locations?.[0]?.physicalLocation;
    assert.deepEqual(place, {
      artifactLocation: { uri: "contracts/Token.sol", uriBaseId: "PROJECT" },
      region: { startLine: 4 },
    });
    assert((result?.relatedLocations ?? []).length > 0);
    for (const { physicalLocation } of result?.relatedLocations ?? []) {
      assert.doesNotMatch(physicalLocation?.artifactLocation?.uri ?? "", /^\/|^[a-z]+:/);
    }
  });

  it("keeps a finding's fingerprint when its lines move", () => {
    const moved = report.findings.map((one) => ({
      ...one,
      source: { file: "contracts/Token.sol", line: 99 },
    }));
    const [again] = renderSarif({ ...report, findings: moved }, ALL_RULES).runs;
    assert.deepEqual(again?.results?.[0]?.partialFingerprints, result?.partialFingerprints);
    const others = report.findings.map((one) => ({ ...one, variable: "another" }));
    const [other] = renderSarif({ ...report, findings: others }, ALL_RULES).runs;
    assert.notDeepEqual(other?.results?.[0]?.partialFingerprints, result?.partialFingerprints);
  });
});
