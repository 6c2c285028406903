import assert from "node:assert/strict";

import type { Log } from "sarif";

import type { ParallelReport } from "../../../src/internal/model/report.ts";
import type { ReportGain } from "../../../src/internal/model/report-finding.ts";
import { NOTHING_LEFT_OUT, type Told } from "./told.ts";

/** What the properties hold, which the format leaves open. */
interface RunProperties {
  readonly speedup: ParallelReport["summary"]["speedup"];
  readonly hotspots: readonly {
    readonly location: string;
    readonly speedup: { readonly now: number; readonly without: number };
  }[];
  readonly suppressed: readonly unknown[];
}

/** What `report.sarif` tells; its values are not rounded. */
export function toldBySarif({ runs: [run] }: Log): Told {
  assert(run?.results !== undefined);
  const { speedup, hotspots, suppressed } = run.properties as unknown as RunProperties; // our own
  const { threads, bound } = speedup;
  const findings = run.results.map(({ ruleId = "", ruleIndex, properties }) => {
    assert.equal(run.tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
    const gain = properties?.gain as ReportGain | undefined; // our own
    return { name: ruleId, ratios: gain === undefined ? [] : [gain.now, gain.alone].map(ratio) };
  });
  return {
    speedup: [threads["2"], threads["4"], threads["8"], threads["16"], bound].map(ratio),
    hotspots: hotspots.map(({ location, speedup: { now, without } }) => ({
      name: location,
      ratios: [now, without].map(ratio),
    })),
    findings,
    deciding: findings.filter(({ name }) => name === "order-decides-success").length,
    suppressed: suppressed.length,
    crowds: null,
    leftOut: NOTHING_LEFT_OUT,
  };
}

function ratio(value: number): string {
  return `${value.toFixed(2)}x`;
}
