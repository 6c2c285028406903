import { allSucceed, succeeded } from "../model/crowd-success.ts";
import type { ReportCrowd } from "../model/report-crowds.ts";
import type { ParallelReport } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";

/** What a snapshot keeps of a report, by the name of each fact; modelled, so that it is the same in each run. */
export type Facts = ReadonlyMap<string, string>;

/** Begins the facts that a function is called. */
export const CALL = "call of ";
/** By a scenario of the suite; else only hooks, fixtures and deployments call it, and crowds are made of that. */
const IN_TESTS = "in tests";
export const IN_SETUP = "in set-up";

/** Sorted by name within its kind: the suite, functions, their crowds, pairs of functions, orders, hotspots. */
export function factsOf(report: ParallelReport): Facts {
  return new Map([
    ["speed-up of the suite", speedups(report.summary.speedup.threads)],
    ...sorted(called(report)),
    ...sorted(crowds(report)),
    ...sorted(
      report.functions.map(({ a, b, verdict }) => [`conflict of ${a} and ${b}`, verdict] as const),
    ),
    ...sorted(
      report.orders.map(({ a, b, verdict }) => [`order of ${a} and ${b}`, verdict] as const),
    ),
    ...sorted(
      report.hotspots.map(({ contract, path, address }) => {
        const owner = contract === null ? address : shortContract(contract);
        // Keys of mappings may hold anything.
        return [`hotspot ${owner} ${path.replace(/\s+/g, " ")}`, "there"] as const;
      }),
    ),
  ]);
}

/** Whatever becomes of a function that has no fact: without this it could vanish, and nothing would be worse. */
function called({ scenarios, crowds: found }: ParallelReport): (readonly [string, string])[] {
  const inTests = scenarios.flatMap(({ transactions }) =>
    transactions.flatMap(({ contract, function: name }) =>
      contract === null || name === null ? [] : [`${shortContract(contract)}.${name}`],
    ),
  );
  const inCrowds = [...(found?.calls ?? []), ...(found?.notForCrowds ?? [])].flatMap(
    ({ contract, function: name }) => (contract === null ? [] : [name]),
  );
  return [
    ...new Map([
      ...inCrowds.map((name) => [`${CALL}${name}`, IN_SETUP] as const),
      ...inTests.map((name) => [`${CALL}${name}`, IN_TESTS] as const),
    ]),
  ];
}

/** Of several paths through one function the slowest counts, of those on which all users succeed, where there are any. */
function crowds({ crowds: found }: ParallelReport): (readonly [string, string])[] {
  const slowest = new Map<string, ReportCrowd>();
  for (const { function: name, same, spread } of found?.calls ?? []) {
    for (const [target, crowd] of [
      ["same", same],
      ["spread", spread],
    ] as const) {
      if (crowd === null) continue;
      const key = `speed-up of ${name}, ${target}`;
      const known = slowest.get(key);
      if (known === undefined || tellsMore(crowd, known)) slowest.set(key, crowd);
    }
  }
  return [...slowest].map(([key, crowd]) => [
    key,
    allSucceed(crowd) ? speedups(crowd.speedup.threads) : partOf(crowd),
  ]);
}

function tellsMore(one: ReportCrowd, other: ReportCrowd): boolean {
  if (allSucceed(one) !== allSucceed(other)) return allSucceed(one);
  return allSucceed(one)
    ? one.speedup.threads["8"] < other.speedup.threads["8"]
    : succeeded(one) / one.transactions < succeeded(other) / other.transactions;
}

/** `5/64 succeed`, instead of a speed-up. */
function partOf(crowd: ReportCrowd): string {
  return `${succeeded(crowd)}/${crowd.transactions} succeed`;
}

function speedups(threads: Readonly<Record<"2" | "4" | "8" | "16", number>>): string {
  return (["2", "4", "8", "16"] as const).map((one) => `${threads[one].toFixed(2)}x`).join(" ");
}

function sorted(facts: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return [...facts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
