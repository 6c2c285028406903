import type { ParallelReport, ReportSummary } from "../../model/report.ts";
import { count, figure, listing } from "../texts/figures.ts";
import { headline } from "../texts/verification-text.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** Reasons for skipped transactions that are spelled out. */
const SHOWN_REASONS = 3;

/** What was run, and whether the parallel execution gave what Hardhat's own network gave. */
export function renderVerification({ summary }: ParallelReport, screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  if (summary.transactions === 0) {
    const pointer = summary.notes.length > 0 ? SEE_NOTES : "";
    return [paint.heading("Parallel EVM"), ...lines(headline(summary) + pointer)];
  }
  const { mismatched } = summary.verification;
  return [
    paint.heading("Parallel EVM"),
    ...lines(headline(summary)).map(mismatched > 0 ? paint.bad : paint.good),
    ...mismatches(summary).flatMap(lines).map(paint.bad),
    ...skips(summary).flatMap(lines).map(paint.warning),
    ...fallbacks(summary).flatMap(lines).map(paint.warning),
    ...choices(summary).flatMap(lines).map(paint.faint),
  ];
}

const SEE_NOTES = " The notes below may say more.";

function mismatches({ mismatches: [first, ...others] }: ReportSummary): readonly string[] {
  if (first === undefined) return [];
  const which = others.length === 0 ? "The result that differs" : "The first result that differs";
  return [
    `${which}: ${first.difference} (transaction ${first.hash} of "${first.title}"). ` +
      "Do not trust what is modelled for its scenario.",
  ];
}

function skips({ skipped }: ReportSummary): readonly string[] {
  const shown = skipped.slice(0, SHOWN_REASONS);
  const hidden = skipped.length - shown.length;
  return [
    ...shown.map(({ reason, transactions }) => `Skipped ${figure(transactions)}: ${reason}`),
    ...(hidden > 0
      ? [`Skipped others for ${count(hidden, "further reason")}, see the full report.`]
      : []),
  ];
}

function choices({ executor }: ReportSummary): readonly string[] {
  const [first, ...others] = executor.choices;
  if (first === undefined) return [];
  const scenarios = executor.choices.reduce((sum, one) => sum + one.scenarios, 0);
  const why = others.length === 0 ? first.reason : `mostly ${first.reason}`;
  return [
    `${count(scenarios, "scenario")} ran one after another by choice, as threads would have gained ` +
      `nothing: ${why}.`,
  ];
}

/** It may have failed in the parallel run, or already in the one before, with which that is compared. */
function fallbacks({ executor: { fallbacks: all } }: ReportSummary): readonly string[] {
  const [first] = all;
  if (first === undefined) return [];
  const ids = listing(
    all.map(({ scenario }) => scenario),
    3,
  );
  return [
    `Something failed in ${count(all.length, "scenario")} (${ids}), so the transactions ran ` +
      `one after another only: ${first.reason}`,
  ];
}
