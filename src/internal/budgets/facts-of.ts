import { type ContractTitle, functionTitle } from "../model/contract-title.ts";
import { allSucceed, succeeded } from "../model/crowd-success.ts";
import type { ReportCrowd } from "../model/report-crowds.ts";
import type { ParallelReport, ReportHotspot } from "../model/report.ts";
import { calledFunctions, titlesIn } from "./called-functions.ts";
import { fieldsIn } from "./fields-in.ts";

/** What a snapshot keeps of a report, by the name of each fact; modelled, so that it is the same in each run. */
export type Facts = ReadonlyMap<string, string>;

/** Begins the facts that a function is called. */
export const CALL = "call of ";
const IN_TESTS = "in tests";
export const IN_SETUP = "in set-up";
/** Begins the facts of where transactions meet. */
export const HOTSPOT = "hotspot ";

/**
 * Sorted by name within its kind: the suite, functions, their crowds, pairs of functions, orders, hotspots. Contracts
 * of one name are told apart by their fully qualified names.
 */
export function factsOf(report: ParallelReport): Facts {
  const titleOf = titlesIn(report);
  const title = (name: string, contract: string | null) => functionTitle(name, contract, titleOf);
  const { functions, orders, hotspots } = report;
  return new Map([
    ["speed-up of the suite", speedups(report.summary.speedup.threads)],
    ...sorted(called(report, titleOf)),
    ...sorted(crowds(report, titleOf)),
    ...sorted(
      functions.map(({ contract, a, b, verdict }) => {
        const names = `${title(a, contract)} and ${title(b, contract)}`;
        return [`conflict of ${names}`, verdict] as const;
      }),
    ),
    ...sorted(
      orders.map(({ a, b, contracts, verdict }) => {
        const names = `${title(a, contracts[0])} and ${title(b, contracts[1])}`;
        return [`order of ${names}`, verdict] as const;
      }),
    ),
    ...sorted(
      hotspots.flatMap((hotspot) =>
        hotspotFacts(hotspot, titleOf).map((fact) => [fact, "there"] as const),
      ),
    ),
  ]);
}

/**
 * `hotspot Token balances[*]`: which of its keys is most frequent hangs on the tests, and is no fact of the contract; so
 * does which field of a packed slot is named first, so that each has a fact of its own.
 */
export function hotspotFacts(
  { contract, path, address }: Pick<ReportHotspot, "contract" | "path" | "address">,
  titleOf: ContractTitle,
): readonly string[] {
  const owner = contract === null ? address : titleOf(contract);
  return fieldsIn(path).map((field) => `${HOTSPOT}${owner} ${field}`);
}

/** Whatever becomes of a function that has no other fact: without this it could vanish, and nothing would be worse. */
function called(report: ParallelReport, titleOf: ContractTitle): (readonly [string, string])[] {
  const facts = new Map<string, string>();
  for (const { name, contract, isInTests } of calledFunctions(report)) {
    const fact = `${CALL}${functionTitle(name, contract, titleOf)}`;
    if (!facts.has(fact)) facts.set(fact, isInTests ? IN_TESTS : IN_SETUP);
  }
  return [...facts];
}

/** Of several paths through one function the slowest counts, of those on which all users succeed, where there are any. */
function crowds(
  { crowds: found }: ParallelReport,
  titleOf: ContractTitle,
): (readonly [string, string])[] {
  const slowest = new Map<string, ReportCrowd>();
  for (const { contract, function: name, same, spread } of found?.calls ?? []) {
    for (const [target, crowd] of [
      ["same", same],
      ["spread", spread],
    ] as const) {
      if (crowd === null) continue;
      const key = `speed-up of ${functionTitle(name, contract, titleOf)}, ${target}`;
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
