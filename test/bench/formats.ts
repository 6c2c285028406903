/**
 * How long the files of a report of 10,000 transactions take, how large they are, and how much memory it takes. Fails
 * above 10 s or 1 GB.
 *
 *     npm run bench:formats -- [transactions] [rounds]
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ParallelReport, ReportScenario } from "../../src/internal/model/report.ts";
import { deliverReport } from "../../src/internal/report/deliver-report.ts";
import { ALL_RULES } from "../../src/internal/suggestions/all-rules.ts";
import { makePageData } from "../report/make-page-report.ts";
import { makeHotspot } from "../report/make-report.ts";
import { wholeNumber } from "../support/whole-number.ts";

const LIMIT_MS = 10_000;
const LIMIT_BYTES = 1024 ** 3;

const transactions = wholeNumber("transactions", process.argv[2] ?? "10000", 1);
const rounds = wholeNumber("rounds", process.argv[3] ?? "3", 1);
const { report: base, sources } = makePageData();
const folder = mkdtempSync(join(tmpdir(), "formats-"));
const times: number[] = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  await deliverReport(largeReport(transactions), {
    folder,
    root: folder,
    output: { write: () => undefined },
    environment: {},
    top: 5,
    formats: ["json", "html", "sarif", "markdown"],
    page: { project: "large", sources },
    tool: { version: "1.2.3", rules: ALL_RULES },
  });
  times.push(performance.now() - start);
}
const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(`${transactions} transactions: median of ${rounds} ${(median / 1000).toFixed(2)} s`);
for (const file of ["report.json", "index.html", "report.sarif", "report.md"]) {
  console.log(`${file.padEnd(14)} ${(statSync(join(folder, file)).size / 1e6).toFixed(2)} MB`);
}
console.log(`peak memory    ${(peak / 1e6).toFixed(0)} MB`);
if (process.env.KEEP === undefined) rmSync(folder, { recursive: true });
else console.log(folder);
if (median > LIMIT_MS || peak > LIMIT_BYTES) {
  console.error(`Above ${LIMIT_MS / 1000} s or ${LIMIT_BYTES / 1e6} MB`);
  process.exitCode = 1;
}

/** One block of so many transactions, 10,000 listed conflicts, and 500 hotspots of which each has a finding. */
function largeReport(size: number): ParallelReport {
  const hotspots = Array.from({ length: 500 }, (_, index) => {
    const variable = `total${index}`;
    const findings = base.findings.map((one) => ({
      ...one,
      variable,
      message: `${variable} is hot.`,
    }));
    return makeHotspot({ variable, path: variable, findings });
  });
  return {
    ...base,
    hotspots,
    findings: hotspots.flatMap(({ findings }) => findings),
    scenarios: [...base.scenarios, largeScenario(size)],
  };
}

function largeScenario(size: number): ReportScenario {
  const all = Array.from({ length: size }, (_, index) => index);
  const hex = (index: number, digits: number) => `0x${index.toString(16).padStart(digits, "0")}`;
  const later = all.slice(1, 10_001);
  return {
    id: "block-1",
    kind: "block",
    title: "block 1",
    file: null,
    profile: "block-stm",
    senders: size,
    transactions: all.map((index) => ({
      hash: hex(index, 64),
      from: hex(index, 40),
      to: hex(index % 50, 40),
      contract: "contracts/Token.sol:Token",
      function: `Token.f${index % 40}`,
      gasUsed: 50_000 + (index % 1000),
      status: 1,
    })),
    conflicts: later.map((index) => ({
      earlier: index - (index % 20 === 0 ? 1 : Math.min(index, 20)),
      later: index,
      class: "storage",
      contract: "contracts/Token.sol:Token",
      path: `total${index % 500}`,
    })),
    conflictsOmitted: 0,
    speedup: { bound: 15, threads: { 2: 2, 4: 4, 8: 8, 16: 15 } },
    schedule: {
      gas: all.map((index) => 50_000 + (index % 1000)),
      waits: later.map((index) => [index - Math.min(index, 20), index, index % 500] as const),
      execution: null,
    },
  };
}
