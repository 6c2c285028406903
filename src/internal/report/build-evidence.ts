import type { AccumulatorInput, ExperimentsInput, SharingInput } from "../model/report-input.ts";
import type { ReportAccumulator, ReportHotspot, ReportSharing } from "../model/report.ts";

type Evidence = Pick<ReportHotspot, "accumulators" | "sharing">;

/** What experiments say of the hotspot of this group. */
export function buildEvidence(group: string, experiments: ExperimentsInput | undefined): Evidence {
  const ofGroup = (one: { readonly group: string }) => one.group === group;
  return {
    accumulators: distinct((experiments?.accumulators ?? []).filter(ofGroup).map(accumulator)),
    sharing: distinct((experiments?.sharings ?? []).filter(ofGroup).map(sharing)),
  };
}

function accumulator({
  function: name,
  field,
  finding,
  places,
}: AccumulatorInput): ReportAccumulator {
  const { verdict } = finding;
  const into = verdict.kind === "flows" ? verdict.places.map((place) => place.into) : [];
  const perturbed = "deltas" in verdict ? verdict : undefined;
  return {
    function: name,
    field: field ?? null,
    verdict: verdict.kind,
    into: [...new Set(into)].sort(),
    places,
    deltas: (perturbed?.deltas ?? []).map(String),
    own: perturbed === undefined ? null : String(perturbed.own),
    reason: verdict.kind === "unknown" ? verdict.reason : null,
  };
}

function sharing({ earlier, later, finding }: SharingInput): ReportSharing {
  const { verdict } = finding;
  const masks = "masks" in verdict ? verdict.masks : undefined;
  const isSorted = earlier <= later;
  return {
    a: isSorted ? earlier : later,
    b: isSorted ? later : earlier,
    verdict: verdict.kind,
    masks: masks === undefined ? null : isSorted ? [masks[0], masks[1]] : [masks[1], masks[0]],
    reason: verdict.kind === "unknown" ? verdict.reason : null,
  };
}

/** Samples that say the same are told once; sorted. */
function distinct<Item>(items: readonly Item[]): Item[] {
  const texts = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
