import type { EngineHotspot, GroupOf, RunAnalysis, ScenarioAnalysis } from "../model/analysis.ts";
import type { ComparedPrice, EnginePrice, HotspotPrice } from "../model/hotspot.ts";
import type { ProfileId } from "../model/profile.ts";
import { dearestFirst, priceHotspots } from "./price-hotspots.ts";
import { speedupOf } from "./speedup-of.ts";

/** The scenarios of a run as one engine sees them. */
export interface EngineRun {
  readonly profile: ProfileId;
  readonly analyses: readonly ScenarioAnalysis[];
}

interface PricedRun extends EngineRun {
  readonly prices: ReadonlyMap<string, HotspotPrice>;
}

/** What each hotspot of the chosen engine costs on all engines, and the hotspots that only others have. */
export function compareEngines(
  runs: readonly EngineRun[],
  chosen: ProfileId,
  groupOf: GroupOf,
): Pick<RunAnalysis, "prices" | "otherEngines"> {
  const engines = runs.map((run) => priceRun(run, groupOf));
  const compare = (price: HotspotPrice): ComparedPrice => ({
    ...price,
    engines: engines.map((engine) => priceOn(engine, price)),
  });
  const own = engines.find(({ profile }) => profile === chosen)?.prices ?? new Map();
  return {
    prices: [...own.values()].map(compare),
    otherEngines: dearestElsewhere(engines, own).map(({ price, ...engine }) => ({
      ...engine,
      price: compare(price),
    })),
  };
}

function priceRun(run: EngineRun, groupOf: GroupOf): PricedRun {
  const prices = priceHotspots(run.analyses, groupOf);
  return { ...run, prices: new Map(prices.map((price) => [price.group, price])) };
}

/** Where the group does not conflict: the speed-up of the scenarios in which it does on its own engine. */
function priceOn({ profile, analyses, prices }: PricedRun, hotspot: HotspotPrice): EnginePrice {
  const price = prices.get(hotspot.group);
  if (price !== undefined) {
    const { conflicts, savedGas, now, without } = price;
    return { profile, conflicts, savedGas, now, without };
  }
  const scenarios = hotspot.scenarios.flatMap((scenario) => analyses[scenario] ?? []);
  const speedup = speedupOf(scenarios).threads["8"];
  return { profile, conflicts: 0, savedGas: 0n, now: speedup, without: speedup };
}

type Elsewhere = Omit<EngineHotspot, "price"> & { readonly price: HotspotPrice };

/** Each group that is not among the known ones once: on the engine on which it is dearest. */
function dearestElsewhere(
  engines: readonly PricedRun[],
  known: ReadonlyMap<string, HotspotPrice>,
): readonly Elsewhere[] {
  const dearest = new Map<string, Elsewhere>();
  for (const { profile, analyses, prices } of engines) {
    for (const [group, price] of prices) {
      if (known.has(group)) continue;
      const other = dearest.get(group);
      if (other !== undefined && dearestFirst(price, other.price) > 0) continue;
      dearest.set(group, { profile, analyses, price });
    }
  }
  return [...dearest.values()].sort((a, b) => dearestFirst(a.price, b.price));
}
