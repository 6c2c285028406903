import type { ContendedLocation, RunAnalysis, TransactionNames } from "../model/analysis.ts";
import type { ComparedPrice, EnginePrice } from "../model/hotspot.ts";
import { type Location, type LocationKey, parseLocationKey } from "../model/location.ts";
import type { ReportInput } from "../model/report-input.ts";
import type { ReportEnginePrice, ReportHotspot } from "../model/report.ts";
import { buildEvidence } from "./build-evidence.ts";
import { functionName } from "./function-name.ts";
import { isCrowd } from "./is-crowd.ts";
import { listAccesses } from "./list-accesses.ts";
import { nameHotspot, type Participation } from "./name-hotspot.ts";
import { sharingMost } from "./sharing-most.ts";

/** What the hotspots are made from. */
export type HotspotInput = Pick<RunAnalysis, "analyses" | "groupOf"> &
  Pick<ReportInput, "names" | "experiments">;

/** A location in one of the scenarios in which it conflicts. */
export interface Place extends ContendedLocation {
  readonly scenario: number;
}

/** A hotspot and the group of locations that it is. */
export interface GroupedHotspot<Hotspot extends ReportHotspot = ReportHotspot> {
  readonly group: string;
  /** By the entry that is most frequent, of which rules can say how it is written. */
  readonly hotspot: Hotspot;
  /** The path to show: of all entries. */
  readonly wholePath: string;
}

/** As it is shown. */
export function shownHotspot<Hotspot extends ReportHotspot>({
  hotspot,
  wholePath,
}: Omit<GroupedHotspot<Hotspot>, "group">): Hotspot {
  return { ...hotspot, path: wholePath };
}

/** The hotspots in the order of their prices, without findings. */
export function buildHotspots(
  input: HotspotInput & Pick<RunAnalysis, "prices">,
): readonly GroupedHotspot[] {
  const groups = placesByGroup(input);
  const placesOf = ({ group }: ComparedPrice): readonly Place[] => groups.get(group) ?? [];
  const shared = sharingMost(input.prices.map((price) => transactionsAt(placesOf(price))));
  return input.prices.map((price, index) => ({
    group: price.group,
    ...buildHotspot(input, price, placesOf(price), shared[index] ?? null),
  }));
}

export function buildHotspot(
  input: HotspotInput,
  price: ComparedPrice,
  places: readonly Place[],
  sharedWith: number | null,
): Omit<GroupedHotspot, "group"> {
  const [hottest, ...others] = hottestFirst(places);
  const location = parseLocationKey(hottest ?? price.group);
  const single = others.length === 0;
  const participations = places.flatMap((place) => participationsAt(place, input.names));
  const { concretePath, wholePath, ...name } = nameHotspot(participations);
  const hotspot: ReportHotspot = {
    class: classOf(location),
    address: location.address,
    slot: single && location.kind === "storage" ? location.slot : null,
    locations: others.length + 1,
    ...name,
    concretePath: single ? concretePath : null,
    functions: functionsAt(input, places),
    accesses: listAccesses(participations),
    inSuite: price.scenarios.some((scenario) => isOfSuite(input, scenario)),
    transactions: price.transactions,
    conflicts: price.conflicts,
    savedGas: Number(price.savedGas),
    aloneGas: Number(price.aloneGas),
    sharedWith,
    speedup: { threads: price.threads, now: price.now, without: price.without },
    profiles: price.engines.map(reportEngine),
    ...buildEvidence(price.group, input.experiments),
    findings: [],
  };
  return { hotspot, wholePath };
}

function isOfSuite({ analyses }: HotspotInput, scenario: number): boolean {
  const analysis = analyses[scenario];
  return analysis !== undefined && !isCrowd(analysis);
}

function reportEngine({
  profile,
  conflicts,
  savedGas,
  now,
  without,
}: EnginePrice): ReportEnginePrice {
  return { profile, conflicts, savedGas: Number(savedGas), speedup: { now, without } };
}

export function placesByGroup({
  analyses,
  groupOf,
}: Pick<HotspotInput, "analyses" | "groupOf">): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const [scenario, { contended }] of analyses.entries()) {
    for (const place of contended) {
      const group = groupOf(scenario, place.location);
      const places = groups.get(group) ?? [];
      places.push({ ...place, scenario });
      groups.set(group, places);
    }
  }
  return groups;
}

/** Distinct locations, the ones with the most conflicts first. */
function hottestFirst(places: readonly Place[]): readonly LocationKey[] {
  const conflicts = new Map<LocationKey, number>();
  for (const place of places) {
    conflicts.set(place.location, (conflicts.get(place.location) ?? 0) + place.conflicts);
  }
  return [...conflicts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([location]) => location);
}

function participationsAt(place: Place, names: TransactionNames): readonly Participation[] {
  const { scenario, location } = place;
  const access = (transaction: number) => names.access(scenario, transaction, location);
  return [
    ...place.later.map((one): Participation => ({ side: "later", access: access(one) })),
    ...place.earlier.map((one): Participation => ({ side: "earlier", access: access(one) })),
  ];
}

/** Each transaction as one string, unique over all scenarios. */
function transactionsAt(places: readonly Place[]): ReadonlySet<string> {
  return new Set(
    places.flatMap(({ scenario, earlier, later }) =>
      [...earlier, ...later].map((transaction) => `${scenario}:${transaction}`),
    ),
  );
}

function functionsAt(
  { analyses, names }: HotspotInput,
  places: readonly Place[],
): readonly string[] {
  const found = new Set<string>();
  for (const { scenario, earlier, later } of places) {
    for (const index of new Set([...earlier, ...later])) {
      const transaction = analyses[scenario]?.execution.scenario.transactions[index];
      if (transaction !== undefined)
        found.add(functionName(names.call(scenario, index), transaction.fields));
    }
  }
  return [...found].sort();
}

function classOf({ kind }: Location): ReportHotspot["class"] {
  return kind === "existence" ? "balance" : kind;
}
