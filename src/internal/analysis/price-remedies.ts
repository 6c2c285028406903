import type { ContendedLocation, GroupOf, ScenarioAnalysis, SlotUseOf } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { Address } from "../model/location.ts";
import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import type { RemediedGroup, Remedy, RemedyComparison, RemedyGain } from "../model/suggestion.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";
import { remember } from "../primitives/remember.ts";
import { type DependencyGraph, dependencyGraph } from "../primitives/schedule/dependency-graph.ts";
import { gasWeights } from "./gas-weights.ts";
import { makespan } from "../primitives/schedule/best-schedule.ts";
import { profileOf } from "./profiles/all-profiles.ts";
import { chainOf, membersOf, remediedDependencies, slotOf } from "./remedied-dependencies.ts";
import { senderDependencies } from "./sender-dependencies.ts";
import { separatedGas } from "./separated-gas.ts";

const THREADS = 8;

/** Scenarios that were analysed for one engine. What is found out about them is remembered as long as this object. */
export interface PricedRun {
  readonly analyses: readonly ScenarioAnalysis[];
  readonly groupOf: GroupOf;
  /** Whether something of this list is called in a scenario. */
  readonly calls?: (scenario: number, functions: readonly string[]) => boolean;
  readonly usesOf?: SlotUseOf;
}

/** What each remedy gains. A dependency that another group makes too stays, and so does the order of each sender. */
export function priceRemedies(
  run: PricedRun,
  remedies: readonly RemediedGroup[],
  comparing: RemedyComparison = "listed",
): readonly RemedyGain[] {
  const scenarios = remember(scenariosOf, run, () =>
    run.analyses.map((analysis, number) => groupScenario(analysis, number, run)),
  );
  return remedies.map((remedied, i) => {
    const { groups, functions, scenarios: only } = remedied;
    const concerned = scenarios.filter(
      (scenario) =>
        only?.has(scenario.number) !== false &&
        groups.some((group) => scenario.groups.has(group)) &&
        (functions === undefined || (run.calls?.(scenario.number, functions) ?? true)),
    );
    switch (comparing) {
      case "alone":
        return priceAfter(concerned, [], remedied);
      case "listed":
        return priceRemedy(concerned, remedied, remedies.slice(0, i + 1));
      case "last":
        return priceAfter(concerned, remedies.toSpliced(i, 1), remedied);
    }
  });
}

const scenariosOf = new WeakMap<PricedRun, readonly GroupedScenario[]>();

/** A scenario, with the places where each group of it conflicts. */
interface GroupedScenario {
  readonly analysis: ScenarioAnalysis;
  readonly number: number;
  readonly groups: ReadonlyMap<string, readonly ContendedLocation[]>;
  readonly usesOf: SlotUseOf;
  readonly weights: readonly number[];
  readonly bySender: readonly Dependency[];
  /** By what is done: of a long list of remedies a scenario mostly meets few. */
  readonly costs: Map<string, Cost>;
}

function groupScenario(
  analysis: ScenarioAnalysis,
  number: number,
  { groupOf, usesOf = () => undefined }: PricedRun,
): GroupedScenario {
  const groups = Map.groupBy(analysis.contended, ({ location }) => groupOf(number, location));
  const { execution } = analysis;
  const weights = gasWeights(execution);
  const bySender = senderDependencies(execution);
  return { analysis, number, groups, usesOf, weights, bySender, costs: new Map() };
}

function priceAfter(
  scenarios: readonly GroupedScenario[],
  done: readonly RemediedGroup[],
  remedied: RemediedGroup,
): RemedyGain {
  const alone = ratio(sumOf(scenarios, [...done, remedied]));
  const now = ratio(sumOf(scenarios, done));
  return { threads: THREADS, now, alone, withAbove: alone, next: undefined };
}

function priceRemedy(
  scenarios: readonly GroupedScenario[],
  remedied: RemediedGroup,
  all: readonly RemediedGroup[],
): RemedyGain {
  const ratioWith = (remedies: readonly RemediedGroup[]) => ratio(sumOf(scenarios, remedies));
  return {
    threads: THREADS,
    now: ratioWith([]),
    alone: ratioWith([remedied]),
    withAbove: ratioWith(all),
    next: nextOf(scenarios, all),
  };
}

/** Ties go to the name. Where a group is not, nothing changes without it. */
function nextOf(
  scenarios: readonly GroupedScenario[],
  solved: readonly RemediedGroup[],
): string | undefined {
  const removed = new Set(
    solved.flatMap(({ groups, remedy }) =>
      remedy.kind === "remove" && remedy.fields === undefined ? groups : [],
    ),
  );
  const saved = new Map<string, number>();
  for (const scenario of scenarios) {
    const { longest } = costOf(scenario, solved);
    for (const group of scenario.groups.keys()) {
      if (removed.has(group)) continue;
      const removal: RemediedGroup = { groups: [group], remedy: { kind: "remove" } };
      const less = longest - costOf(scenario, [removal, ...solved]).longest;
      saved.set(group, (saved.get(group) ?? 0) + less);
    }
  }
  let best: { readonly group: string; readonly saves: number } | undefined;
  for (const [group, saves] of [...saved].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (saves > (best?.saves ?? 0)) best = { group, saves };
  }
  return best?.group;
}

interface Cost {
  readonly gas: number;
  /** Gas on the longest thread. */
  readonly longest: number;
}

function sumOf(scenarios: readonly GroupedScenario[], remedies: readonly RemediedGroup[]): Cost {
  const costs = scenarios.map((scenario) => costOf(scenario, remedies));
  return {
    gas: costs.reduce((sum, { gas }) => sum + gas, 0),
    longest: costs.reduce((sum, { longest }) => sum + longest, 0),
  };
}

/** A scenario in which nothing is remedied is as it was. */
function costOf(scenario: GroupedScenario, remedies: readonly RemediedGroup[]): Cost {
  const { groups, costs } = scenario;
  const own = remedies.filter((one) => one.groups.some((group) => groups.has(group)));
  return remember(costs, own.map((one) => keyIn(groups, one)).join("\n\n"), () =>
    own.length === 0 ? costNow(scenario) : costWith(scenario, own),
  );
}

function keyIn(groups: GroupedScenario["groups"], { groups: all, remedy }: RemediedGroup): string {
  const own = all.length === 1 ? all : all.filter((group) => groups.has(group));
  return `${remember(keys, remedy, () => JSON.stringify(remedy))} ${own.join("\n")}`;
}

const keys = new WeakMap<Remedy, string>();

function costNow({ analysis }: GroupedScenario): Cost {
  return { gas: Number(analysis.totalGas), longest: Number(analysis.makespans["8"]) };
}

/** What helps nothing does not hurt either (Graham's anomaly), but for the gas that it takes. */
function costWith(scenario: GroupedScenario, remedies: readonly RemediedGroup[]): Cost {
  const now = costNow(scenario);
  const graph = remediedGraph(scenario, remedies);
  const gas = graph.weights.reduce((sum, one) => sum + one, 0);
  const longest = makespan(graph, THREADS);
  return gas === now.gas ? { gas, longest: Math.min(now.longest, longest) } : { gas, longest };
}

function remediedGraph(
  scenario: GroupedScenario,
  remedies: readonly RemediedGroup[],
): DependencyGraph {
  const { analysis, groups } = scenario;
  const { execution } = analysis;
  const gas = [...scenario.weights];
  const lists = [...groups].flatMap(([group, places]) => {
    const own = remedies.flatMap((one) => (one.groups.includes(group) ? [one.remedy] : []));
    if (own.length === 0) return places.map(({ dependencies }) => dependencies);
    return places.map((place) => {
      const usesOf = (index: number) => scenario.usesOf(scenario.number, index, place.location);
      addGas(gas, place, own, usesOf);
      const callers = (index: number) => callerAt(execution, index, place);
      const isWriter = (index: number) => changes(execution, index, place);
      const isRaising = (index: number) => raises(execution, index, place);
      return remediedDependencies({ place, remedies: own, usesOf, callers, isWriter, isRaising });
    });
  });
  return dependencyGraph(gas, [scenario.bySender, ...lists, ...held(scenario, remedies)]);
}

/** What Solidity there sees as `msg.sender`: the contract that a user came by, if there was one. */
function callerAt(
  { scenario, transactions }: ScenarioExecution,
  index: number,
  { location, class: kind }: ContendedLocation,
): Address {
  const found = transactions[index]?.result?.attribution;
  const site =
    kind === "storage"
      ? found?.sites.find((one) => one.location === location && one.kind === "write")
      : undefined;
  const frame = site && found?.frames[site.frame];
  return frame?.caller ?? scenario.transactions[index]?.fields.from ?? "0x0";
}

function changes(
  { transactions }: ScenarioExecution,
  index: number,
  { location }: ContendedLocation,
): boolean {
  const accesses = transactions[index]?.result?.accesses;
  return (
    accesses?.writes.some((one) => one.location === location) === true ||
    accesses?.netZeroWrites?.includes(location) === true
  );
}

function raises(
  { transactions }: ScenarioExecution,
  index: number,
  { location }: ContendedLocation,
): boolean {
  const { reads = [], writes = [] } = transactions[index]?.result?.accesses ?? {};
  const write = writes.find((one) => one.location === location);
  if (write === undefined) return false;
  const before = reads.find((one) => one.location === location)?.value ?? 0n;
  return write.kind === "add" ? write.value > 0n : write.value > before;
}

/** What is a slot of its own is one more to pay for. */
function addGas(
  gas: number[],
  place: ContendedLocation,
  remedies: readonly Remedy[],
  usesOf: (index: number) => ReturnType<SlotUseOf>,
): void {
  const [separate] = remedies.flatMap((one) => (one.kind === "separate" ? [one] : []));
  if (separate === undefined) return;
  for (const index of membersOf(place)) {
    const uses = usesOf(index);
    if (uses === undefined) continue;
    const slots = Map.groupBy(uses, ({ path }) => slotOf(path, separate.slots));
    gas[index] = (gas[index] ?? 0) + separatedGas(uses, [...slots.values()]);
  }
}

/** Where credits do not commute, all who paid somebody meet at the balance that they pay into instead. */
function held(
  { analysis, groups }: GroupedScenario,
  remedies: readonly RemediedGroup[],
): readonly (readonly Dependency[])[] {
  if (profileOf(analysis.profile).balances === "sums") return [];
  return remedies.flatMap((one) => {
    if (one.remedy.kind !== "hold") return [];
    const places = one.groups.flatMap((group) => groups.get(group) ?? []);
    const members = new Set(places.flatMap(membersOf));
    return [chainOf([...members].sort((a, b) => a - b))];
  });
}

function ratio({ gas, longest }: Cost): number {
  return speedupRatio(BigInt(gas), BigInt(longest));
}
