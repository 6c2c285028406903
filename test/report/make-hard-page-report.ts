import assert from "node:assert/strict";

import type { PageData } from "../../src/internal/model/page-data.ts";
import type { ReportCrowdCall, ReportCrowds } from "../../src/internal/model/report-crowds.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import type { ReportSchedule } from "../../src/internal/model/report-schedule.ts";
import type { ReportFunctionPair, ReportScenario } from "../../src/internal/model/report.ts";
import { CHAIN, field, FILE, makePageData, transaction } from "./make-page-report.ts";
import { makeFunctions, makeHotspot } from "./make-report.ts";

/** What no line of a page holds. */
const LONG = "A".repeat(60) + "LongName".repeat(20);

const SECOND_SLOT = `0x${"1".padStart(64, "0")}`;

/** With what pages find hard: long names, a slot of several fields, crowds that fail or wait for one. */
export function makeHardPageData(): PageData {
  const data = makePageData();
  const { report } = data;
  const { crowds } = report;
  assert(crowds !== null);
  const left = (finding: ReportFinding): ReportFinding => ({
    ...finding,
    gain: finding.gain && { ...finding.gain, next: "Token.totalSupply" },
  });
  return {
    ...data,
    sources: {
      [FILE]: (data.sources[FILE] ?? "").replace(/}\n$/, "  bool paused;\n  uint64 fee;\n}\n"),
    },
    report: {
      ...report,
      hotspots: [
        ...report.hotspots.map((one) => ({ ...one, findings: one.findings.map(left) })),
        makeHotspot({ contract: `contracts/Long.sol:${LONG}`, variable: LONG, path: LONG }),
        makeHotspot({
          contract: `${FILE}:Token`,
          variable: "paused, fee",
          path: "paused, fee",
          packed: ["paused", "fee"],
          source: { file: FILE, line: 5 },
          accesses: [],
        }),
      ],
      findings: report.findings.map(left),
      contracts: report.contracts.map((contract) => ({
        ...contract,
        storage: [
          ...contract.storage,
          { ...field("paused", "bool", 0, 1), slot: SECOND_SLOT, source: { file: FILE, line: 5 } },
          { ...field("fee", "uint64", 1, 8), slot: SECOND_SLOT, source: { file: FILE, line: 6 } },
        ],
      })),
      crowds: {
        ...crowds,
        calls: [...crowds.calls.map(failing), longCall(crowds), fan(crowds)],
      },
      functions: [...report.functions, ...longFunctions()],
      scenarios: [...report.scenarios, packedScenario()],
    },
  };
}

/** All but one who name the same recipient fail. */
function failing(call: ReportCrowdCall): ReportCrowdCall {
  const failed = call.function === "Token.transfer" ? CHAIN.gas.length - 1 : 0;
  return { ...call, same: { ...call.same, failed } };
}

/** A crowd in which 63 wait for one, and none of them for another. */
function fan({ calls }: ReportCrowds): ReportCrowdCall {
  const [first] = calls;
  assert(first !== undefined);
  const others = Array.from({ length: 63 }, (_, index) => index + 1);
  const schedule: ReportSchedule = {
    gas: [100, ...others.map(() => 100)],
    waits: others.map((later) => [0, later, 0] as const),
    execution: null,
  };
  const hotspots = first.same.hotspots.map((one) => ({ ...one, pairs: [[0, 0, 1, 63]] as const }));
  return { ...first, function: "Token.open", same: { ...first.same, hotspots, schedule } };
}

/** Three transactions that each name the one slot of two fields in another way, and a balance. */
function packedScenario(): ReportScenario {
  const conflict = (earlier: number, later: number, path: string) =>
    ({ earlier, later, class: "storage", contract: `${FILE}:Token`, path }) as const;
  return {
    id: "test-2",
    kind: "test",
    title: "One slot",
    file: "test/token.ts",
    profile: "block-stm",
    senders: 3,
    transactions: [0, 1, 2].map(transaction),
    conflicts: [
      conflict(0, 1, "paused"),
      conflict(0, 2, "fee"),
      conflict(1, 2, "paused, fee"),
      { ...conflict(1, 2, "address(this).balance"), class: "balance" },
    ],
    conflictsOmitted: 0,
    speedup: { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } },
    schedule: { gas: [100, 100, 100], waits: [], execution: null },
  };
}

/** A crowd like the first one, with long names and a long title. */
function longCall({ calls }: ReportCrowds): ReportCrowdCall {
  const [first] = calls;
  assert(first !== undefined);
  const hotspots = first.same.hotspots.map((one) => ({ ...one, path: LONG }));
  const title = "a long title of a test ".repeat(60);
  return { ...first, function: `${LONG}.${LONG}`, title, same: { ...first.same, hotspots } };
}

function longFunctions(): readonly ReportFunctionPair[] {
  return makeFunctions().map((pair) => {
    const rename = (name: string) => name.replace("mint", LONG).replace("Token", LONG);
    return {
      ...pair,
      contract: `contracts/Long.sol:${LONG}`,
      a: rename(pair.a),
      b: rename(pair.b),
    };
  });
}
