import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ParallelReport } from "../../src/internal/model/report.ts";
import { buildOrderFindings } from "../../src/internal/report/build-orders.ts";
import { renderMarkdown } from "../../src/internal/report/render-markdown.ts";
import { renderSarif } from "../../src/internal/report/render-sarif.ts";
import { renderTerminal } from "../../src/internal/report/render-terminal.ts";
import { ALL_RULES } from "../../src/internal/suggestions/all-rules.ts";
import { pluginVersion } from "../../src/internal/session/plugin-version.ts";
import { makePageData, NASTY } from "./make-page-report.ts";
import { makeBusyReport, makeReport } from "./make-report.ts";
import { asSarif } from "./sarif-schema.ts";

const TOOL = { version: pluginVersion(), rules: ALL_RULES };

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
      const [run] = renderSarif(report, TOOL).runs;
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
    assert.match(cut, /The rest, 2 hotspots and 1 finding of it, is left out/);
    assert.equal(renderMarkdown(report, 10), "");
  });
});

describe("renderMarkdown of a refactor", () => {
  const { report } = makePageData();
  const [finding] = report.findings;
  assert(finding !== undefined);
  const fenceOf = (refactor: string) =>
    /What to change\.\*\*\s+```(\w*)/.exec(
      renderMarkdown({ ...report, findings: [{ ...finding, refactor }] }),
    )?.[1];

  it("takes prose for no Solidity", () => {
    assert.equal(
      fenceOf("Give each user a slot of its own; sum them\nwhen somebody asks."),
      "text",
    );
    assert.equal(
      fenceOf("mapping(address => uint256) parts;\n\nparts[msg.sender] += n;"),
      "solidity",
    );
    assert.equal(fenceOf("function f() external { // each its own"), "solidity");
  });
});

describe("renderSarif", () => {
  const { report } = makePageData();
  const [run] = renderSarif(report, TOOL).runs;
  const result = run?.results?.[0];

  it("is SARIF 2.1.0 by its official schema, also of an empty report", () => {
    for (const [name, one] of REPORTS) {
      const log: unknown = JSON.parse(JSON.stringify(renderSarif(one, TOOL)));
      assert.doesNotThrow(() => asSarif(log), name);
    }
    // It does tell them apart.
    const named = (uri: string) => ({
      tool: { driver: { name: "a" } },
      results: [
        {
          message: { text: "a" },
          locations: [{ physicalLocation: { artifactLocation: { uri } } }],
        },
      ],
    });
    assert.doesNotThrow(() => asSarif({ version: "2.1.0", runs: [named("a%20b/c.sol")] }));
    for (const run of [{}, named("a b/c.sol"), { ...named("a"), more: 1 }]) {
      assert.throws(() => asSarif({ version: "2.1.0", runs: [run] }));
    }
    assert.throws(() => asSarif({ version: "2.0.0", runs: [] }));
  });

  it("describes what orders decide, where there is such a finding, as GitHub wants each rule described", () => {
    const decided = buildOrderFindings(makeBusyReport().orders);
    assert(decided.length > 0);
    const [named] = renderSarif({ ...report, findings: decided }, TOOL).runs;
    const rule = named?.tool.driver.rules?.[named.results?.[0]?.ruleIndex ?? -1];
    assert.equal(rule?.id, "order-decides-success");
    for (const one of named?.tool.driver.rules ?? []) {
      for (const text of [one.shortDescription, one.fullDescription, one.help]) {
        assert.match(text?.text ?? "", /\S/, one.id);
      }
      // More is not shown there.
      assert((one.fullDescription?.text.length ?? 0) <= 1024, one.id);
      if (one.name !== undefined) assert.match(one.name, /^(?:[A-Z][a-z0-9]*)+$/);
      assert.notEqual(one.name?.toLowerCase(), one.id);
    }
  });

  it("warns of nothing that gains nothing", () => {
    const [finding] = report.findings;
    assert(finding !== undefined);
    const levelOf = (alone: number, withAbove: number) => {
      const gain = { threads: 8, now: 1.031, alone, withAbove, next: null } as const;
      const one = { ...finding, severity: "high", isInherent: false, gain } as const;
      return renderSarif({ ...report, findings: [one] }, TOOL).runs[0]?.results?.[0]?.level;
    };
    assert.equal(levelOf(1.034, 1.034), "note");
    assert.equal(levelOf(1.034, 2), "warning");
    assert.equal(levelOf(1.2, 1.2), "warning");
  });

  it("stands at the contract that has a package's variable, and names files of packages by where they are", () => {
    const file = "@openzeppelin/contracts/token/ERC20/ERC20.sol";
    const [finding] = report.findings;
    assert(finding !== undefined);
    const inherited = { ...finding, source: { file, line: 34 } };
    const packageFiles = new Set([file]);
    const placesOf = (one: typeof inherited) => {
      const log = renderSarif({ ...report, findings: [one] }, { ...TOOL, packageFiles });
      const { locations, relatedLocations } = log.runs[0]?.results?.[0] ?? {};
      return [locations, relatedLocations].map((all) => {
        const { artifactLocation, region } = all?.[0]?.physicalLocation ?? {};
        return `${artifactLocation?.uri ?? ""}:${region?.startLine ?? ""}`;
      });
    };
    const declaration = `node_modules/${file}:34`;
    assert.deepEqual(placesOf(inherited), ["contracts/Token.sol:3", declaration]);
    const ofPackage = { ...inherited, contract: `${file}:ERC20` };
    assert.deepEqual(placesOf(ofPackage), [declaration, declaration]);
  });

  it("makes no result of what is suppressed, but tells it", () => {
    const suppressed = [
      {
        rule: "hot-key",
        contract: "contracts/Token.sol:Token",
        variable: "fees",
        by: "comment" as const,
        reason: "we know",
      },
    ];
    const [one] = renderSarif({ ...report, suppressed }, TOOL).runs;
    assert.equal(one?.results?.length, report.findings.length);
    assert.deepEqual(one.properties?.suppressed, suppressed);
  });

  it("has one rule for each suggestion rule, with its help", () => {
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ALL_RULES.map(({ id }) => id),
    );
    assert.equal(rules[result?.ruleIndex ?? -1]?.id, "total-supply");
    for (const { help } of rules) assert((help?.text ?? "").length > 40);
    for (const [i, { confidence }] of ALL_RULES.entries()) {
      for (const text of Object.values(confidence)) assert(rules[i]?.help?.text.includes(text));
    }
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

  it("keeps the fingerprint of what an order decides when tests use another key, or name another place first", () => {
    const [decided] = buildOrderFindings(makeBusyReport().orders);
    assert(decided !== undefined);
    const [one, same, other] = [
      "Token.balances[msg.sender], Token.total",
      "Token.total, Token.balances[arg:from]",
      "Token.total",
    ].map((variable) => {
      const findings = [{ ...decided, variable }];
      const [found] = renderSarif({ ...report, findings }, TOOL).runs;
      return found?.results?.[0]?.partialFingerprints;
    });
    assert.deepEqual(same, one);
    assert.notDeepEqual(other, one);
  });

  it("keeps a finding's fingerprint when its lines move", () => {
    const moved = report.findings.map((one) => ({
      ...one,
      source: { file: "contracts/Token.sol", line: 99 },
    }));
    const [again] = renderSarif({ ...report, findings: moved }, TOOL).runs;
    assert.deepEqual(again?.results?.[0]?.partialFingerprints, result?.partialFingerprints);
    const others = report.findings.map((one) => ({ ...one, variable: "another" }));
    const [other] = renderSarif({ ...report, findings: others }, TOOL).runs;
    assert.notDeepEqual(other?.results?.[0]?.partialFingerprints, result?.partialFingerprints);
  });
});
