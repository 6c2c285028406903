import type { ParallelTimes, ReplayBlock, ReplayReport } from "../../model/replay.ts";
import { count, figure, listing, milliseconds, ratio } from "../texts/figures.ts";
import { indent, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";
import { isTimed } from "./build-replay-report.ts";
import { type Column, renderTable } from "../terminal/table.ts";

/** How many failed files are named. */
const SHOWN_FILES = 10;

/** All blocks together: what matched, then one table of what is modelled and one of what was measured. */
export function renderSummary(report: ReplayReport, screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const { summary, errors } = report;
  const isGood = errors.length === 0;
  const lines = (text: string) => indent(wrap(text, width - 2), 2);
  return [
    paint.heading("All blocks"),
    ...lines(verdict(report)).map(isGood ? paint.good : paint.bad),
    ...(summary.matched > 1 ? modelled(report, screen) : []),
    ...(summary.ms !== null && summary.measured > 1 ? measured(report, summary.ms, screen) : []),
  ];
}

function verdict({ summary, errors, threads }: ReplayReport): string {
  const { files, matched, transactions, gasUsed, reexecutions } = summary;
  const what =
    `${count(transactions, "transaction")}, ${figure(gasUsed)} gas, ` +
    `${count(reexecutions, "re-execution")} on ${count(threads, "thread")}.`;
  const failed = [...new Set(errors.map(({ file, code }) => `${file} (${code})`))];
  return failed.length === 0
    ? `All ${figure(matched)} match. ${what}`
    : `${figure(matched)} of ${count(files, "file")} match. ${what} Failed: ${listing(failed, SHOWN_FILES)}.`;
}

function modelled({ blocks, summary }: ReplayReport, screen: Screen): readonly string[] {
  const matched = blocks.filter((block) => block.matched);
  const rows = [...matched, summary];
  const speedup = (threads: "2" | "4" | "8" | "16", expendable: number): Column => ({
    title: threads,
    cells: rows.map((row) => ratio(row.speedup.threads[threads])),
    expendable,
  });
  const columns: readonly Column[] = [
    { title: "block", cells: names(matched), expendable: 0 },
    { title: "txs", cells: rows.map((row) => figure(row.transactions)), expendable: 4 },
    { title: "Mgas", cells: rows.map((row) => (row.gasUsed / 1e6).toFixed(2)), expendable: 3 },
    { title: "conflicts", cells: rows.map(conflictsOf), expendable: 5 },
    speedup("2", 1),
    speedup("4", 2),
    speedup("8", 0),
    speedup("16", 1),
    { title: "∞", cells: rows.map((row) => ratio(row.speedup.bound)), expendable: 2 },
  ];
  const heading =
    "Modelled from gas, not measured: speed-up on so many threads; conflicts between senders";
  return titled(heading, columns, screen);
}

function measured(
  { blocks, summary }: ReplayReport,
  total: ParallelTimes,
  screen: Screen,
): readonly string[] {
  const timed = blocks.filter((block) => block.matched).filter(isTimed);
  const rows = [...timed.map(({ ms }) => ms), total];
  const column = (
    title: string,
    cell: (ms: ParallelTimes) => string,
    expendable: number,
  ): Column => ({
    title,
    cells: rows.map(cell),
    expendable,
  });
  const hasStock = total.stock !== null;
  const columns: readonly Column[] = [
    { title: "block", cells: names(timed), expendable: 0 },
    ...(hasStock ? [column("stock", ({ stock }) => milliseconds(stock ?? 0), 3)] : []),
    column("sequential", ({ sequential }) => milliseconds(sequential), 1),
    column("parallel", ({ parallel }) => milliseconds(parallel), 0),
    column("hybrid", ({ hybrid }) => milliseconds(hybrid), 2),
    ...(hasStock
      ? [column("sto/seq", ({ stock, sequential }) => ratio((stock ?? 0) / sequential), 3)]
      : []),
    column("seq/par", ({ sequential, parallel }) => ratio(sequential / parallel), 0),
    column("seq/hyb", ({ sequential, hybrid }) => ratio(sequential / hybrid), 2),
  ];
  const heading =
    "Measured on this machine, not modelled: medians in ms and ratios, of " +
    `${figure(summary.measured)} of ${count(summary.matched, "block")}${cutOff(blocks)}`;
  return titled(heading, columns, screen);
}

/** Why blocks are missing in the table of what was measured. */
function cutOff(blocks: readonly ReplayBlock[]): string {
  const cut = blocks.filter(({ measurement }) => typeof measurement?.failure === "string");
  return cut.length === 0 ? "" : `; the parallel runs of ${figure(cut.length)} were cut off`;
}

function names(blocks: readonly ReplayBlock[]): readonly string[] {
  return [...blocks.map(({ number }) => figure(number)), "all"];
}

function conflictsOf({ conflicts }: Pick<ReplayBlock, "conflicts">): string {
  const { storage, balance, nonce, code } = conflicts;
  return figure(storage + balance + nonce + code);
}

/** The last row, the sum, stands out. */
function titled(
  heading: string,
  columns: readonly Column[],
  { width, paint }: Screen,
): readonly string[] {
  const [titles = "", ...rows] = renderTable(columns, width - 2);
  const painted = rows.map((row, index) => (index === rows.length - 1 ? paint.strong(row) : row));
  return [
    "",
    ...indent(wrap(heading, width - 2), 2).map(paint.faint),
    ...indent([paint.faint(titles), ...painted], 2),
  ];
}
