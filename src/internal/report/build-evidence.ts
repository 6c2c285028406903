import { type Bound, placesIn } from "../model/experiment.ts";
import type { AccumulatorInput, ExperimentsInput, SharingInput } from "../model/report-input.ts";
import type {
  ReportAccumulator,
  ReportBound,
  ReportHotspot,
  ReportSharing,
} from "../model/report.ts";

type Evidence = Pick<ReportHotspot, "accumulators" | "sharing">;

/** What experiments say of the hotspot of this group. */
export function buildEvidence(group: string, experiments: ExperimentsInput | undefined): Evidence {
  const ofGroup = (one: { readonly group: string }) => one.group === group;
  return {
    accumulators: mergeSamples((experiments?.accumulators ?? []).filter(ofGroup).map(toSample)),
    sharing: distinct((experiments?.sharings ?? []).filter(ofGroup).map(sharing)),
  };
}

/** One call, and the name of the location that it was asked about. */
interface Sample {
  readonly told: ReportAccumulator;
  readonly at: string;
}

function toSample(input: AccumulatorInput): Sample {
  return { told: accumulator(input), at: input.at };
}

function accumulator({
  function: name,
  field,
  finding,
  places,
}: AccumulatorInput): ReportAccumulator {
  const { verdict } = finding;
  const into = placesIn(verdict).map((place) => place.into);
  const perturbed = "deltas" in verdict ? verdict : undefined;
  return {
    function: name,
    field: field ?? null,
    verdict: verdict.kind,
    again: verdict.kind === "bits" ? verdict.again : null,
    ...(finding.question.onlyReads === true ? { onlyReads: true as const } : {}),
    samples: 1,
    into: [...new Set(into)].sort(),
    places,
    deltas: (perturbed?.deltas ?? []).map(String),
    bounds: perturbed?.bound === undefined ? [] : [boundOf(perturbed.bound)],
    own: perturbed === undefined ? null : String(perturbed.own),
    reason: verdict.kind === "unknown" ? verdict.reason : null,
  };
}

function boundOf({ kind, delta }: Bound): ReportBound {
  return { kind, delta: String(delta) };
}

function sharing({ earlier, later, finding, given }: SharingInput): ReportSharing {
  const { verdict } = finding;
  const masks = "masks" in verdict ? verdict.masks : undefined;
  const isSorted = earlier <= later;
  return {
    a: isSorted ? earlier : later,
    b: isSorted ? later : earlier,
    verdict: verdict.kind,
    masks: masks === undefined ? null : isSorted ? [masks[0], masks[1]] : [masks[1], masks[0]],
    given,
    reason: verdict.kind === "unknown" ? verdict.reason : null,
  };
}

/** What says most last: one sample may show what another does not. */
const TELLING: readonly ReportAccumulator["verdict"][] = [
  "unknown",
  "read-only",
  "not-written",
  "commutative",
  "bits",
  "overwritten",
  "flows",
];

/** One of each function and field, sorted: the verdict that says most, with all places and bounds that any sample showed. */
function mergeSamples(samples: readonly Sample[]): ReportAccumulator[] {
  const merged = new Map<string, ReportAccumulator>();
  for (const { told, at } of samples) {
    const key = `${told.function} ${told.field ?? ""}`;
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, told);
      continue;
    }
    const better = TELLING.indexOf(told.verdict) > TELLING.indexOf(known.verdict) ? told : known;
    const both = [known.verdict, told.verdict];
    // It adds, or replaces, by what it finds.
    const isMixed = both.includes("commutative") && both.includes("overwritten");
    const own = isMixed ? { into: ["storage"], places: [at] } : { into: [], places: [] };
    merged.set(key, {
      ...better,
      ...(isMixed ? { verdict: "flows" as const } : {}),
      samples: known.samples + 1,
      into: [...new Set([...known.into, ...told.into, ...own.into])].sort(),
      places: [...new Set([...known.places, ...told.places, ...own.places])].sort(),
      bounds: mergeBounds(known.bounds, told.bounds),
    });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The first of each kind, sorted. */
function mergeBounds(
  known: readonly ReportBound[],
  more: readonly ReportBound[],
): readonly ReportBound[] {
  const isNew = ({ kind }: ReportBound) => known.every((one) => one.kind !== kind);
  return [...known, ...more.filter(isNew)].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Samples that say the same are told once; sorted. */
function distinct<Item>(items: readonly Item[]): Item[] {
  const texts = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
