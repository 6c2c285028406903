import type {
  MeasuredHotspot,
  MeasuredScenario,
  ProvableFinding,
  ReportProof,
  SuiteMeasure,
} from "../model/proof.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";
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
  const [old, now] = [byKey(before), byKey(after)];
  const hotspots = hotspotsOf(finding, before);
  const keys = [...new Set(hotspots.flatMap(({ conflicts }) => [...conflicts.keys()]))].filter(
    (key) => concerns(finding, old.get(key)),
  );
  const compared = after === undefined ? keys : keys.filter((key) => now.has(key));
  const { alone: promised = null, remedy } = finding.gain ?? {};
  const isModelled = remedy !== undefined && after !== undefined && compared.length > 0;
  const groups = hotspots.map(({ group }) => group);
  const speedup = {
    threads: 8 as const,
    profile: before.profile,
    before: speedupOver(compared, old),
    after: after === undefined ? null : speedupOver(compared, now),
    promised,
    modelled: isModelled ? before.model({ groups, remedy, scenarios: compared }) : null,
    scenarios: keys.length,
    compared: after === undefined ? 0 : compared.length,
  };
  const [first] = hotspots;
  if (first === undefined || after === undefined || compared.length === 0) {
    return { hotspot: null, speedup };
  }
  const hotspot = {
    path: hotspots.length === 1 ? titleOf(first) : placeOf(finding),
    before: conflictsIn(compared, hotspots),
    after: conflictsIn(compared, hotspotsOf(finding, after)),
    allBefore: allConflicts(compared, old),
    allAfter: allConflicts(compared, now),
    dearest: dearestIn(compared, after),
  };
  return { speedup, hotspot };
}

/** Where the same account is paid by several contracts, what calls this one counts. */
function concerns({ functions }: ProvableFinding, scenario: MeasuredScenario | undefined): boolean {
  return scenario?.counts === true && functions.some((name) => scenario.functions.has(name));
}

/**
 * A diff can give the hotspot another place, as when the variable no longer shares its slot: then it is what
 * has the variable.
 */
function hotspotsOf(
  { contract, variable, places }: ProvableFinding,
  { hotspots }: SuiteMeasure,
): readonly MeasuredHotspot[] {
  const same = hotspots.filter((one) =>
    places.some(
      (place) =>
        place.class === one.class && place.contract === one.contract && place.path === one.path,
    ),
  );
  if (same.length > 0) return same;
  // A test may pay other accounts in each run.
  if (variable === RECIPIENTS) return hotspots.filter(isAccount);
  return hotspots.filter(
    (one) =>
      one.contract === contract &&
      variable !== null &&
      (one.variable?.split(", ").includes(variable) ?? false),
  );
}

/** As findings name the balances of all whom a contract pays. */
const RECIPIENTS = "recipient.balance";

function isAccount({ class: kind, path }: MeasuredHotspot): boolean {
  return kind === "balance" && path.startsWith("balance of ");
}

function dearestIn(keys: readonly string[], { hotspots }: SuiteMeasure): string | null {
  const dearest = hotspots.find(({ conflicts }) => keys.some((key) => conflicts.has(key)));
  return dearest === undefined ? null : titleOf(dearest);
}

function titleOf({ contract, path }: MeasuredHotspot): string {
  return path.startsWith("address(") && contract !== null
    ? `${path} of ${placeOf({ contract, variable: null })}`
    : placeOf({ contract, variable: path });
}

function conflictsIn(keys: readonly string[], hotspots: readonly MeasuredHotspot[]): number {
  return sum(hotspots.flatMap(({ conflicts }) => keys.map((key) => conflicts.get(key) ?? 0)));
}

function allConflicts(
  keys: readonly string[],
  scenarios: ReadonlyMap<string, MeasuredScenario>,
): number {
  return sum(keys.map((key) => scenarios.get(key)?.conflicts ?? 0));
}

function speedupOver(
  keys: readonly string[],
  scenarios: ReadonlyMap<string, MeasuredScenario>,
): number | null {
  const found = keys.flatMap((key) => scenarios.get(key) ?? []);
  const gas = found.reduce((total, one) => total + one.gas, 0n);
  const longest = found.reduce((total, one) => total + one.longest, 0n);
  return longest === 0n ? null : speedupRatio(gas, longest);
}

function byKey(measure: SuiteMeasure | undefined): ReadonlyMap<string, MeasuredScenario> {
  return new Map((measure?.scenarios ?? []).map((one) => [one.key, one]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
