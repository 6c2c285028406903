import type {
  ParallelReport,
  ReportEngineHotspot,
  ReportHotspot,
  ReportOrder,
} from "../../model/report.ts";
import type { ReportFinding } from "../../model/report-finding.ts";
import { ORDER_RULE } from "../texts/order-rule.ts";

/** What there is room for. */
export function shownHotspots({ hotspots }: ParallelReport, top: number): readonly ReportHotspot[] {
  return hotspots.slice(0, top);
}

/** Of what conflicts on other engines only, what costs something there. */
export function shownElsewhere(
  { otherEngines }: ParallelReport,
  top: number,
): readonly ReportEngineHotspot[] {
  return otherEngines.filter(({ speedup }) => speedup.without > speedup.now).slice(0, top);
}

/** Calls of which one fails by the order: at least the first, however little is asked for. */
export function shownOrders({ orders }: ParallelReport, top: number): readonly ReportOrder[] {
  return decidingOrders(orders).slice(0, Math.max(top, 1));
}

export function decidingOrders(orders: readonly ReportOrder[]): readonly ReportOrder[] {
  return orders.filter(({ verdict }) => verdict === "different success");
}

/** How many of the report's findings are told neither at a shown hotspot nor as a shown order. */
export function findingsLeftOut(report: ParallelReport, top: number): number {
  const keyOf = ({ rule, message }: ReportFinding) => `${rule} ${message}`;
  const shown = [...shownHotspots(report, top), ...shownElsewhere(report, top)];
  const told = new Set(shown.flatMap(({ findings }) => findings.map(keyOf)));
  const hiddenOrders = decidingOrders(report.orders).length - shownOrders(report, top).length;
  const untold = report.findings.filter(
    (one) => one.rule !== ORDER_RULE.id && !told.has(keyOf(one)),
  );
  return untold.length + hiddenOrders;
}
