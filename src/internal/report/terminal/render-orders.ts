import type { OrderVerdictKind, ParallelReport, ReportOrder } from "../../model/report.ts";
import { count, figure, listing } from "../texts/figures.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";
import { decidingOrders, shownOrders } from "./shown.ts";

const SHOWN_PATHS = 2;

/** What the order of conflicting calls does: who fails by it, and how many come out otherwise. */
export function renderOrders(report: ParallelReport, screen: Screen): readonly string[] {
  const { orders } = report;
  if (orders.length === 0) return [];
  const { paint, width, top } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  const shown = shownOrders(report, top);
  const hidden = decidingOrders(orders).length - shown.length;
  return [
    paint.heading("Does the order matter?"),
    ...lines(summaryOf(orders)),
    ...shown.flatMap((order) =>
      wrap(describe(order), width - 4).map((line, i) =>
        paint.warning(i === 0 ? `  - ${line}` : `    ${line}`),
      ),
    ),
    ...(hidden > 0 ? [paint.faint(`  ${count(hidden, "more pair")} in the full report.`)] : []),
  ];
}

function summaryOf(orders: readonly ReportOrder[]): string {
  const of = (kind: OrderVerdictKind) => orders.filter(({ verdict }) => verdict === kind).length;
  const results = [
    [of("commutes"), "commute"],
    [of("different outcome"), "come to something else"],
    [of("different success"), "decide who succeeds"],
    [of("unknown"), "could not be compared"],
  ] as const;
  const told = results.filter(([number]) => number > 0).map(([n, what]) => `${figure(n)} ${what}`);
  return `${count(orders.length, "pair")} of functions that meet, run in both orders: ${told.join(", ")}.`;
}

function describe({ details, paths }: ReportOrder): string {
  const where = paths.length === 0 ? "" : `, at ${listing(paths, SHOWN_PATHS)}`;
  return `${details.join("; ")}${where}`;
}
