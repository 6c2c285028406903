import type {
  MeasuredHotspot,
  MeasuredScenario,
  ProvableFinding,
  ReportProof,
  ReportProofHotspot,
  SuiteMeasure,
} from "../model/proof.ts";
import { placeOf } from "./choose-findings.ts";

/** What the hotspot of a finding costs without its diff and with it. */
export type ComparedMeasures = Pick<ReportProof, "hotspot" | "speedup">;

/**
 * Compares two runs of a suite over the scenarios in which the hotspot conflicts without the diff, as far as
 * each has its counterpart with the diff. `after` is undefined when that was not measured.
 */
export function compareMeasures(
  finding: ProvableFinding,
  before: SuiteMeasure,
  after: SuiteMeasure | undefined,
): ComparedMeasures {
  const hotspot = hotspotOf(finding, before);
  const keys = [...(hotspot?.conflicts.keys() ?? [])];
  const [old, now] = [byKey(before), byKey(after)];
  const compared = after === undefined ? keys : keys.filter((key) => now.has(key));
  const promised = finding.gain?.alone ?? null;
  const speedup = {
    threads: 8 as const,
    profile: before.profile,
    before: speedupOver(compared, old),
    after: after === undefined ? null : speedupOver(compared, now),
    promised,
    scenarios: keys.length,
    compared: after === undefined ? 0 : compared.length,
  };
  if (hotspot === undefined || after === undefined || compared.length === 0) {
    return { hotspot: null, speedup };
  }
  return { speedup, hotspot: describe(finding, hotspot, after, { compared, old, now }) };
}

interface Compared {
  readonly compared: readonly string[];
  readonly old: ReadonlyMap<string, MeasuredScenario>;
  readonly now: ReadonlyMap<string, MeasuredScenario>;
}

function describe(
  finding: ProvableFinding,
  hotspot: MeasuredHotspot,
  after: SuiteMeasure,
  { compared, old, now }: Compared,
): ReportProofHotspot {
  const left = hotspotOf(finding, after);
  const [dearest] = after.hotspots.filter(({ conflicts }) =>
    compared.some((key) => conflicts.has(key)),
  );
  const all = (scenarios: Compared["now"]) =>
    sum(compared.map((key) => scenarios.get(key)?.conflicts ?? 0));
  return {
    path: placeOf({ contract: hotspot.contract, variable: hotspot.path }),
    before: conflictsIn(compared, hotspot),
    after: left === undefined ? 0 : conflictsIn(compared, left),
    allBefore: all(old),
    allAfter: all(now),
    dearest:
      dearest === undefined
        ? null
        : placeOf({ contract: dearest.contract, variable: dearest.path }),
  };
}

/** A slot that several variables share is the hotspot of each. */
function hotspotOf(
  { contract, variable }: ProvableFinding,
  { hotspots }: SuiteMeasure,
): MeasuredHotspot | undefined {
  return hotspots.find(
    (one) =>
      one.contract === contract &&
      variable !== null &&
      (one.path === variable || (one.variable?.split(", ").includes(variable) ?? false)),
  );
}

function conflictsIn(keys: readonly string[], { conflicts }: MeasuredHotspot): number {
  return sum(keys.map((key) => conflicts.get(key) ?? 0));
}

function speedupOver(
  keys: readonly string[],
  scenarios: ReadonlyMap<string, MeasuredScenario>,
): number | null {
  const found = keys.flatMap((key) => scenarios.get(key) ?? []);
  const gas = found.reduce((total, one) => total + one.gas, 0n);
  const longest = found.reduce((total, one) => total + one.longest, 0n);
  return longest === 0n ? null : Math.round((Number(gas) / Number(longest)) * 100) / 100;
}

function byKey(measure: SuiteMeasure | undefined): ReadonlyMap<string, MeasuredScenario> {
  return new Map((measure?.scenarios ?? []).map((one) => [one.key, one]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
