import type { PageData } from "../../src/internal/model/page-data.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import type { ReportSchedule } from "../../src/internal/model/report-schedule.ts";
import type { ReportTransaction } from "../../src/internal/model/report.ts";
import { makeCrowds, makeFunctions, makeHotspot, makeReport } from "./make-report.ts";

/** What harms a page that takes text for markup. */
export const NASTY = `<img src=x onerror="document.title='harmed'">`;

export const FILE = "contracts/Token.sol";

/** Four transactions: the first three wait for each other at hotspot 0, and each needs 100 gas. */
export const CHAIN: ReportSchedule = {
  gas: [100, 100, 100, 100],
  waits: [
    [0, 1, 0],
    [1, 2, 0],
  ],
  execution: {
    threads: 8,
    runs: [
      [0, 0, 0, 100],
      [1, 1, 0, 100],
      [2, 2, 0, 100],
      [3, 3, 0, 100],
      [0, 1, 100, 200],
      [1, 2, 100, 200],
      [1, 2, 200, 300],
    ],
  },
};

/** All that a page shows, with names that try to break it. */
export function makePageData(): PageData {
  const hotspot = makeHotspot({ source: { file: FILE, line: 4 } });
  const finding = makeFinding(hotspot.variable);
  const report = makeReport({}, [
    { ...hotspot, findings: [finding] },
    makeHotspot({ contract: `contracts/Nasty.sol:${NASTY}`, variable: "a", path: `a["${NASTY}"]` }),
  ]);
  const crowds = makeCrowds();
  return {
    project: NASTY,
    sources: {
      [FILE]: `// ${NASTY}\npragma solidity ^0.8.0;\ncontract Token {\n  uint256 totalSupply;\n}\n`,
    },
    report: {
      ...report,
      contracts: [
        {
          name: `${FILE}:Token`,
          source: { file: FILE, line: 3 },
          storage: [field("totalSupply", "uint128", 0, 16), field(NASTY, "bool", 16, 1)],
        },
      ],
      crowds: {
        ...crowds,
        calls: crowds.calls.map((call) => ({
          ...call,
          same: {
            ...call.same,
            transactions: CHAIN.gas.length,
            hotspots: call.same.hotspots.map((one) => ({ ...one, pairs: [[0, 2, 1, 3]] as const })),
            schedule: CHAIN,
          },
        })),
      },
      functions: makeFunctions(),
      scenarios: [
        {
          id: "test-1",
          kind: "test",
          title: NASTY,
          file: "test/token.ts",
          profile: "block-stm",
          senders: 4,
          transactions: [0, 1, 2, 3].map(transaction),
          conflicts: [
            {
              earlier: 0,
              later: 1,
              class: "storage",
              contract: `${FILE}:Token`,
              path: "totalSupply",
            },
            {
              earlier: 0,
              later: 2,
              class: "storage",
              contract: `${FILE}:Token`,
              path: "totalSupply",
            },
            {
              earlier: 1,
              later: 2,
              class: "balance",
              contract: null,
              path: "address(this).balance",
            },
          ],
          conflictsOmitted: 0,
          speedup: { bound: 1.33, threads: { 2: 1.33, 4: 1.33, 8: 1.33, 16: 1.33 } },
          schedule: CHAIN,
        },
      ],
      findings: [finding],
      suppressed: [{ rule: "cap", contract: null, variable: "max", by: "comment", reason: NASTY }],
    },
  };
}

export function field(path: string, type: string, offset: number, bytes: number) {
  return {
    path,
    type,
    slot: `0x${"0".repeat(64)}`,
    offset,
    bytes,
    source: { file: FILE, line: 4 },
  };
}

export function transaction(index: number): ReportTransaction {
  return {
    hash: `0x${String(index).padStart(64, "0")}`,
    from: `0x${String(index).padStart(40, "0")}`,
    to: `0x${"f".repeat(40)}`,
    contract: `${FILE}:Token`,
    function: "Token.mint",
    gasUsed: 100,
    status: 1,
  };
}

function makeFinding(variable: string | null): ReportFinding {
  return {
    rule: "total-supply",
    title: "A total that everybody changes",
    severity: "high",
    confidence: "high",
    isInherent: false,
    contract: `${FILE}:Token`,
    variable,
    source: { file: FILE, line: 4 },
    functions: ["Token.mint"],
    message: `Each call adds to it. ${NASTY}`,
    evidence: ["It only adds."],
    price: "Reading it costs more.",
    refactor: "Split it:\nuint256[16] private parts;",
    patch: `--- a/${FILE}\n+++ b/${FILE}\n@@ -4 +4 @@\n-  uint256 totalSupply;\n+  uint256[16] private parts; // ${NASTY}\n`,
    profile: null,
    gain: { threads: 8, now: 1, alone: 6.02, withAbove: 6.02, next: null },
    proof: null,
  };
}
