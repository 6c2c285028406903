import type {
  ReportAccumulator,
  ReportFunctionPair,
  ReportHotspot,
  ReportOrder,
} from "../../src/internal/model/report.ts";
import type { ReportUnclonedCall } from "../../src/internal/model/report-crowds.ts";

/** The part of a report that the tables speak of. */
export interface FoundTables {
  readonly hotspots: readonly FoundHotspot[];
  readonly functions: readonly FoundPair[];
  readonly orders: readonly Pick<ReportOrder, "a" | "b" | "verdict">[];
  readonly crowds: {
    readonly notForCrowds: readonly Pick<ReportUnclonedCall, "contract" | "function" | "cause">[];
  } | null;
}

export interface FoundHotspot extends Pick<
  ReportHotspot,
  "class" | "contract" | "variable" | "path" | "slot" | "packed" | "functions"
> {
  readonly accumulators: readonly FoundAccumulator[];
}

export type FoundAccumulator = Pick<
  ReportAccumulator,
  "function" | "field" | "verdict" | "into" | "onlyReads"
>;

export type FoundPair = Pick<ReportFunctionPair, "contract" | "a" | "b" | "verdict" | "paths">;
