import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { gainFirst } from "../../src/internal/report/gain-first.ts";
import { makePageData } from "./make-page-report.ts";
import { makeHotspot } from "./make-report.ts";

const [finding] = makePageData().report.findings;
assert(finding !== undefined);
const gaining = (alone: number): ReportFinding => ({
  ...finding,
  gain: { threads: 8, now: 1, alone, withAbove: alone, next: null },
});

describe("gainFirst", () => {
  it("has first what gains most by one finding, else keeps the order, and indices name the same", () => {
    const findings = new Map([
      ["poor", [gaining(2)]],
      ["rich", [gaining(1.5), gaining(6)]],
      ["inherent", [{ ...finding, gain: null }]],
    ]);
    const place = (group: string, sharedWith: number | null) => ({
      group,
      wholePath: group,
      hotspot: makeHotspot({ path: group, sharedWith }),
    });
    const ordered = gainFirst(
      [place("dear", 2), place("inherent", null), place("poor", 3), place("rich", 0)],
      (group) => findings.get(group) ?? [],
    );
    assert.deepEqual(
      ordered.map(({ group, hotspot }) => [
        group,
        hotspot.path,
        hotspot.sharedWith === null ? null : ordered[hotspot.sharedWith]?.group,
        hotspot.findings.length,
      ]),
      [
        ["rich", "rich", "dear", 2],
        ["poor", "poor", "rich", 1],
        ["dear", "dear", "poor", 0],
        ["inherent", "inherent", null, 1],
      ],
    );
  });
});
