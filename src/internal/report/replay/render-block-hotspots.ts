import type { ReplayBlock } from "../../model/replay.ts";
import type { ReportHotspot } from "../../model/report.ts";
import { enginesText } from "../texts/engines-text.ts";
import { count, figure } from "../texts/figures.ts";
import { hotspotTitle, withoutIt } from "../texts/hotspot-text.ts";
import { indent, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";

/** Cells of the rank in front of every hotspot. */
const RANK = 5;

/** The dearest hotspots, by name where the project has the source, else by address and slot. */
export function renderBlockHotspots(
  { hotspots }: ReplayBlock,
  { width, top, paint }: Screen,
): readonly string[] {
  const shown = hotspots.slice(0, top);
  if (shown.length === 0) return [];
  const all = hotspots.length > shown.length ? ` of ${figure(hotspots.length)}` : "";
  const heading = `${count(shown.length, "hotspot")}${all}, dearest first by the same model`;
  return [
    ...indent(wrap(heading, width - 2), 2).map(paint.faint),
    ...shown.flatMap((hotspot, index) => {
      const [first = "", ...others] = wrap(hotspotTitle(hotspot), width - RANK);
      return [
        `${`${index + 1}`.padStart(RANK - 2)}  ${paint.strong(first)}`,
        ...indent(others.map(paint.strong), RANK),
        ...indent(wrap(cost(hotspot, hotspots), width - RANK), RANK),
        ...indent(wrap(enginesText(hotspot), width - RANK), RANK),
      ];
    }),
  ];
}

function cost(hotspot: ReportHotspot, all: readonly ReportHotspot[]): string {
  const { conflicts, transactions, savedGas } = hotspot;
  const meetings = `${count(conflicts, "conflict")} of ${count(transactions, "transaction")}`;
  const gas = savedGas === 0 ? "" : `, ${figure(savedGas)} gas less`;
  return `${meetings}; without it ${withoutIt(hotspot, all)}${gas}`;
}
