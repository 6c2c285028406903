import { functionTitle } from "../model/contract-title.ts";
import type { Budget, ReportBudget, ReportChange } from "../model/budget.ts";
import { allSucceed, succeeded } from "../model/crowd-success.ts";
import type { ReportCrowd } from "../model/report-crowds.ts";
import type { ReportSchedule } from "../model/report-schedule.ts";
import type { ParallelReport, ReportHotspot } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";
import type { ThreadCount } from "../primitives/schedule/best-schedule.ts";
import { calledFunctions, titlesIn, toldContracts } from "./called-functions.ts";
import { hotspotFact } from "./facts-of.ts";

const DEFAULT_THREADS: ThreadCount = 8;

/**
 * What became of each demand of the budgets, in their order. `changes`: from the snapshot, or in words why there is
 * none. The suite is judged by its own scenarios, contracts and functions by their crowds: each user names others
 * where something can vary, else all name the same.
 */
export function checkBudgets(
  budgets: readonly Budget[],
  report: ParallelReport,
  changes: readonly ReportChange[] | string,
): readonly ReportBudget[] {
  return budgets.flatMap((budget) => [
    ...(budget.minSpeedup === undefined ? [] : [speedup(budget, budget.minSpeedup, report)]),
    ...(budget.maxConflicting === undefined
      ? []
      : [conflicting(budget, budget.maxConflicting, report)]),
    ...(budget.newHotspots === false ? [newHotspots(budget, report, changes)] : []),
    ...(budget.orderDependent === false ? [orders(budget, report)] : []),
  ]);
}

/** Shown where a budget names what no crowd is of. */
const NO_CROWD = "no crowd of it: the tests do not call it, others cannot, or crowds are off";

function speedup(budget: Budget, wanted: number, report: ParallelReport): ReportBudget {
  const threads = budget.threads ?? DEFAULT_THREADS;
  const demand = {
    of: nameOf(budget),
    wanted: `a speed-up of ${times(wanted)} on ${threads} threads`,
  };
  const crowds = isOfSuite(budget) ? [] : crowdsOf(budget, report);
  if (crowds.length === 0 && !isOfSuite(budget))
    return { ...demand, found: NO_CROWD, holds: false };
  const [whole, others] = [crowds.filter(isWhole), crowds.filter((one) => !isWhole(one))];
  const left = others.map(({ name, crowd }) => partOf(name, crowd));
  const values = isOfSuite(budget)
    ? [report.summary.speedup.threads[threads]]
    : whole.map(({ crowd }) => crowd.speedup.threads[threads]);
  if (values.length === 0)
    return { ...demand, found: `no crowd that does the same: ${list(left)}`, holds: false };
  const found = Math.min(...values);
  const short = wanted - found;
  const missed = short > 0 ? `, ${times(short)} too little` : "";
  const leftOut = left.length > 0 ? `; left out: ${list(left)}` : "";
  return { ...demand, found: `${times(found)}${missed}${leftOut}`, holds: short <= 0 };
}

function isWhole({ crowd }: NamedCrowd): boolean {
  return allSucceed(crowd);
}

/** `5 of 64 users succeed with Slots.claim` */
function partOf(name: string, crowd: ReportCrowd): string {
  return `${succeeded(crowd)} of ${crowd.transactions} users succeed with ${name}`;
}

function list(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(", ");
}

function conflicting(budget: Budget, most: number, report: ParallelReport): ReportBudget {
  const demand = {
    of: nameOf(budget),
    wanted: `at most ${share(most)} of transactions that conflict`,
  };
  const schedules = isOfSuite(budget)
    ? report.scenarios.filter(({ senders }) => senders > 1).map(({ schedule }) => schedule)
    : crowdsOf(budget, report).map(({ crowd }) => crowd.schedule);
  if (schedules.length === 0 && !isOfSuite(budget))
    return { ...demand, found: NO_CROWD, holds: false };
  const all = schedules.reduce((sum, { gas }) => sum + gas.length, 0);
  const meeting = schedules.reduce((sum, one) => sum + conflictingIn(one), 0);
  const found = all === 0 ? 0 : meeting / all;
  return found > most
    ? { ...demand, found: `${share(found)}, ${share(found - most)} too many`, holds: false }
    : { ...demand, found: share(found), holds: true };
}

/** Who waits, or is waited for, because of a hotspot. */
function conflictingIn({ waits }: ReportSchedule): number {
  return new Set(waits.flatMap(([a, b, hotspot]) => (hotspot === null ? [] : [a, b]))).size;
}

function newHotspots(
  budget: Budget,
  report: ParallelReport,
  changes: readonly ReportChange[] | string,
): ReportBudget {
  const demand = { of: nameOf(budget), wanted: "no new hotspot" };
  if (!isKnown(budget, report)) return { ...demand, found: NOT_RUN, holds: false };
  if (typeof changes === "string") return { ...demand, found: changes, holds: false };
  const titleOf = titlesIn(report);
  const isNew = new Set(changes.flatMap(({ fact, before }) => (before === null ? [fact] : [])));
  const added = report.hotspots.flatMap((hotspot) => {
    if (!isNew.has(hotspotFact(hotspot, titleOf)) || !isAt(budget, hotspot)) return [];
    const { contract, address, path } = hotspot;
    return [`${contract === null ? address : titleOf(contract)}.${path}`];
  });
  return added.length > 0
    ? { ...demand, found: added.sort().join(", "), holds: false }
    : { ...demand, found: "none", holds: true };
}

/** Of a contract its own variables, of a function where it meets others. */
function isAt(budget: Budget, { contract, functions }: ReportHotspot): boolean {
  if (budget.function !== undefined) return functions.includes(budget.function);
  return budget.contract === undefined || (contract !== null && isOf(budget, contract));
}

function orders(budget: Budget, report: ParallelReport): ReportBudget {
  const demand = { of: nameOf(budget), wanted: "nobody who fails because another one came first" };
  if (!isKnown(budget, report)) return { ...demand, found: NOT_RUN, holds: false };
  const deciding = report.orders.filter(
    ({ a, b, contracts, verdict }) =>
      verdict === "different success" &&
      [a, b].some((name, index) => isAbout(budget, { name, contract: contracts[index] ?? null })),
  );
  return deciding.length > 0
    ? {
        ...demand,
        found: deciding.map(({ details }) => details.join(", ")).join("; "),
        holds: false,
      }
    : { ...demand, found: "nobody", holds: true };
}

/** Shown where a budget names what no transaction ran. */
const NOT_RUN = "nothing of that name: the tests do not run it";

/** Of what is mistyped, nothing is found: that must not pass for nothing bad. */
function isKnown(budget: Budget, report: ParallelReport): boolean {
  if (isOfSuite(budget)) return true;
  if (budget.function === undefined)
    return [...toldContracts(report)].some((contract) => isOf(budget, contract));
  const met = [
    ...report.hotspots.flatMap(({ functions }) => functions),
    ...report.orders.flatMap(({ a, b }) => [a, b]),
  ];
  return (
    calledFunctions(report).some((one) => isAbout(budget, one)) || met.includes(budget.function)
  );
}

interface NamedCrowd {
  readonly name: string;
  readonly crowd: ReportCrowd;
}

function crowdsOf(budget: Budget, { crowds }: ParallelReport): readonly NamedCrowd[] {
  return (crowds?.calls ?? [])
    .filter(({ contract, function: name }) => isAbout(budget, { name, contract }))
    .map(({ function: name, same, spread }) => ({ name, crowd: spread ?? same }));
}

/** Whether it is about a function; `contract`, fully qualified, is that of the function. */
function isAbout(
  budget: Budget,
  { name, contract }: { readonly name: string; readonly contract: string | null },
): boolean {
  if (budget.function !== undefined && budget.function !== name) return false;
  return budget.contract === undefined || (contract !== null && isOf(budget, contract));
}

/** @param contract Fully qualified. */
function isOf(budget: Budget, contract: string): boolean {
  return budget.contract === contract || budget.contract === shortContract(contract);
}

function isOfSuite(budget: Budget): boolean {
  return budget.contract === undefined && budget.function === undefined;
}

/** As the config has it. */
function nameOf({ contract, function: name }: Budget): string {
  if (name === undefined) return contract ?? "the suite";
  return contract === undefined ? name : functionTitle(name, contract, (one) => one);
}

function times(value: number): string {
  return `${value.toFixed(2)}x`;
}

function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
