import type { ParallelReport, ReportEngineHotspot } from "../../model/report.ts";
import { chosenProfile, countedOn, engineName } from "../texts/engines-text.ts";
import { count, figure, ratio } from "../texts/figures.ts";
import { adviceText, hotspotTitle } from "../texts/hotspot-text.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";
import { shownElsewhere } from "./shown.ts";

/** What conflicts on other engines only and costs something there, one line each, and one of advice; nothing if there is no such thing. */
export function renderOtherEngines(report: ParallelReport, screen: Screen): readonly string[] {
  const { otherEngines } = report;
  const { paint, width, top } = screen;
  const shown = shownElsewhere(report, top);
  const hidden = otherEngines.length - shown.length;
  if (shown.length === 0) return [];
  const chosen = engineName(chosenProfile(report));
  const lead = `Nothing on ${chosen}, but on others. Figures are those of the one that is named first.`;
  return [
    paint.heading("What counts elsewhere?"),
    ...indent(wrap(lead, width - 2), 2).map(paint.faint),
    ...shown.flatMap((hotspot) => {
      const [first = "", ...others] = wrap(textOf(hotspot), width - 4);
      const advice = adviceText(hotspot);
      const advised = advice === "" ? [] : wrap(`advice: ${advice}`, width - 4);
      return [`  ${first}`, ...indent([...others, ...advised], 4)];
    }),
    ...(hidden > 0 ? [paint.faint(`  ${figure(hidden)} more in the full report.`)] : []),
  ];
}

function textOf(hotspot: ReportEngineHotspot): string {
  const { profile, conflicts, transactions, speedup } = hotspot;
  const others = countedOn(hotspot).filter((one) => one !== profile);
  const meetings = `${count(conflicts, "conflict")} of ${count(transactions, "transaction")}`;
  const change = `${ratio(speedup.now)} → ${ratio(speedup.without)} without it`;
  return `${[profile, ...others].join(", ")}: ${hotspotTitle(hotspot)}, ${meetings}, ${change}`;
}
