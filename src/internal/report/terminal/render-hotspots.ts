import type { ParallelReport, ReportHotspot } from "../../model/report.ts";
import { chosenProfile } from "../texts/engines-text.ts";
import { count } from "../texts/figures.ts";
import { hotspotRows, hotspotTitle } from "../texts/hotspot-text.ts";
import { indent, shortenStart, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";
import { shownHotspots } from "./shown.ts";
import { textWidth } from "./text-width.ts";

/** Cells of the rank in front of every hotspot, and of the labels below it. */
const RANK = 5;
const LABEL = 12;

/** What gains most to mend first, then the dearest hotspots: what and where each is, who meets there, what it costs. */
export function renderHotspots(report: ParallelReport, screen: Screen): readonly string[] {
  const { summary, hotspots } = report;
  if (hotspots.length === 0 && summary.scenarios === summary.singleSenderScenarios) return [];
  const { paint, width, top } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  const heading = paint.heading("What stops it?");
  if (hotspots.length === 0) return [heading, ...lines(nothing(report)).map(paint.good)];
  const hidden = hotspots.length - top;
  return [
    heading,
    ...lines(WHAT_IT_IS).map(paint.faint),
    "",
    ...shownHotspots(report, top).flatMap((hotspot, index) =>
      renderHotspot(hotspot, index, report, screen),
    ),
    ...(hidden > 0
      ? ["", paint.faint(`  ${count(hidden, "more hotspot")} in the full report.`)]
      : []),
  ];
}

const WHAT_IT_IS = "State that one transaction writes and a later one of another sender reads.";

function nothing(report: ParallelReport): string {
  const { conflicts } = report.summary;
  if (chosenProfile(report) === "access-list") return NO_WAITING;
  const order =
    conflicts.sender > 0 ? " Only the order of each sender's own transactions remains." : "";
  return `Nothing: transactions of different senders never met at the same state.${order}`;
}

const NO_WAITING =
  "Nothing: a validator that has the block's access list waits for no transaction.";

function renderHotspot(
  hotspot: ReportHotspot,
  index: number,
  report: ParallelReport,
  screen: Screen,
): readonly string[] {
  return [
    ...(index === 0 ? [] : [""]),
    ...titleLines(hotspot, `${index + 1}`.padStart(RANK - 2), screen),
    ...hotspotRows(hotspot, report.hotspots).flatMap(({ label, text }) =>
      rowLines(label, text, screen),
    ),
  ];
}

/** The title, and the place at the right end of its line if there is room, else below. */
function titleLines(
  hotspot: ReportHotspot,
  rank: string,
  { width, paint }: Screen,
): readonly string[] {
  const room = width - RANK;
  const [first = "", ...others] = wrap(hotspotTitle(hotspot), room);
  const place = hotspot.source === null ? "" : shortenStart(placeOf(hotspot.source), room);
  const gap = room - textWidth(first) - textWidth(place);
  const beside = others.length === 0 && gap >= 2 && place !== "";
  const right = beside ? " ".repeat(gap) + paint.faint(place) : "";
  return [
    `${rank}  ${paint.strong(first)}${right}`,
    ...indent(others.map(paint.strong), RANK),
    ...indent(beside || place === "" ? [] : [paint.faint(place)], RANK),
  ];
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}

function rowLines(label: string, text: string, { width, paint }: Screen): readonly string[] {
  return wrap(text, width - RANK - LABEL).map((line, index) => {
    const before = (index === 0 ? label : "").padEnd(LABEL);
    return `${" ".repeat(RANK)}${paint.faint(before)}${line}`;
  });
}
