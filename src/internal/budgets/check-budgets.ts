import { functionTitle } from "../model/contract-title.ts";
import type { Budget, ReportBudget, ReportChange } from "../model/budget.ts";
import { allSucceed, succeeded } from "../model/crowd-success.ts";
import type { ReportCrowd, ReportLeftOut } from "../model/report-crowds.ts";
import type { ReportSchedule } from "../model/report-schedule.ts";
import type { ParallelReport, ReportHotspot } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";
import type { ThreadCount } from "../primitives/schedule/best-schedule.ts";
import { calledFunctions, titlesIn, toldContracts } from "./called-functions.ts";
import { ALL_CROWDS } from "./compare-facts.ts";
import { HOTSPOT, hotspotFacts } from "./facts-of.ts";
import { NO_CROWDS, nothingRan, whyLeftOut } from "./gaps-of.ts";

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
  const nothing = nothingRan(report);
  const checked = budgets.flatMap((budget) => [
    ...(budget.minSpeedup === undefined ? [] : [speedup(budget, budget.minSpeedup, report)]),
    ...(budget.maxConflicting === undefined
      ? []
      : [conflicting(budget, budget.maxConflicting, report)]),
    ...(budget.newHotspots === false ? [newHotspots(budget, report, changes)] : []),
    ...(budget.orderDependent === false ? [orders(budget, report)] : []),
  ]);
  return nothing === undefined ? checked : checked.map((one) => unknown(one, nothing));
}

type Demand = Pick<ReportBudget, "of" | "wanted">;

function judged(demand: Demand, found: string, holds: boolean): ReportBudget {
  return { ...demand, found, holds, isKnown: true };
}

/** What cannot be looked at must not pass for something that holds. */
function unknown({ of, wanted }: Demand, reason: string): ReportBudget {
  return { of, wanted, found: `not known: ${reason}`, holds: false, isKnown: false };
}

/** Shown where a budget names what no crowd is of. */
const NO_CROWD = "no crowd of it: the tests do not call it, others cannot, or crowds are off";

/** Shown where the suite has nothing that could run in parallel. */
const NO_SENDERS = "no scenario of the suite has several senders";

function speedup(budget: Budget, wanted: number, report: ParallelReport): ReportBudget {
  const threads = budget.threads ?? DEFAULT_THREADS;
  const demand = {
    of: nameOf(budget),
    wanted: `a speed-up of ${times(wanted)} on ${threads} threads`,
  };
  if (isOfSuite(budget)) {
    const { scenarios, singleSenderScenarios, speedup: ofSuite } = report.summary;
    if (scenarios === singleSenderScenarios) return unknown(demand, NO_SENDERS);
    return speedupFound(demand, wanted, ofSuite.threads[threads], "");
  }
  const crowds = crowdsOf(budget, report);
  const gap = crowdLeftOut(budget, report);
  if (crowds.length === 0) return unknown(demand, gap ?? NO_CROWD);
  const [whole, others] = [crowds.filter(isWhole), crowds.filter((one) => !isWhole(one))];
  const left = others.map(({ name, crowd }) => partOf(name, crowd));
  if (whole.length === 0)
    return judged(demand, `no crowd that does the same: ${list(left)}`, false);
  const slowest = Math.min(...whole.map(({ crowd }) => crowd.speedup.threads[threads]));
  const leftOut = left.length > 0 ? `; left out: ${list(left)}` : "";
  const found = speedupFound(demand, wanted, slowest, leftOut);
  return found.holds && gap !== undefined ? unknown(demand, gap) : found;
}

function speedupFound(demand: Demand, wanted: number, found: number, more: string): ReportBudget {
  const short = wanted - found;
  const missed = short > 0 ? `, ${times(short)} too little` : "";
  return judged(demand, `${times(found)}${missed}${more}`, short <= 0);
}

/** Whether there was no time for a crowd that the budget is about, and of whom. */
function crowdLeftOut(budget: Budget, report: ParallelReport): string | undefined {
  return leftOutOf(budget, report, ["crowd"]);
}

function leftOutOf(
  budget: Budget,
  report: ParallelReport,
  kinds: readonly ReportLeftOut["what"][],
): string | undefined {
  const left = (report.crowds?.leftOut.functions ?? []).flatMap(({ what, of }) =>
    kinds.includes(what) && (isOfSuite(budget) || of.some((one) => isAbout(budget, named(one))))
      ? [of.map((one) => one.function).join(" and ")]
      : [],
  );
  return left.length === 0
    ? undefined
    : `${listing([...new Set(left)].sort())}: ${whyLeftOut(report)}`;
}

function named({ contract, function: name }: ReportLeftOut["of"][number]) {
  return { name, contract };
}

const SHOWN = 3;

function listing(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest <= 1 ? names.join(", ") : `${names.slice(0, SHOWN).join(", ")} and ${rest} more`;
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
  const gap = isOfSuite(budget) ? undefined : crowdLeftOut(budget, report);
  const all = schedules.reduce((sum, { gas }) => sum + gas.length, 0);
  if (all === 0) return unknown(demand, isOfSuite(budget) ? NO_SENDERS : (gap ?? NO_CROWD));
  const meeting = schedules.reduce((sum, one) => sum + conflictingIn(one), 0);
  const found = meeting / all;
  if (found > most)
    return judged(demand, `${share(found)}, ${points(found - most)} too many`, false);
  return gap === undefined ? judged(demand, share(found), true) : unknown(demand, gap);
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
  if (!isKnown(budget, report)) return unknown(demand, NOT_RUN);
  if (typeof changes === "string") return unknown(demand, changes);
  const titleOf = titlesIn(report);
  const isNew = new Set(changes.flatMap(({ fact, before }) => (before === null ? [fact] : [])));
  const added = report.hotspots.flatMap((hotspot) => {
    if (!isAt(budget, hotspot)) return [];
    const { contract, address } = hotspot;
    const owner = contract === null ? address : titleOf(contract);
    const facts = hotspotFacts(hotspot, titleOf).filter((fact) => isNew.has(fact));
    return facts.map((fact) => `${owner}.${fact.slice(`${HOTSPOT}${owner} `.length)}`);
  });
  if (added.length > 0) return judged(demand, list(added), false);
  // Anybody may come by at a variable.
  const gap = leftOutOf(budget.function === undefined ? {} : budget, report, ["crowd"]);
  if (gap !== undefined) return unknown(demand, gap);
  const isCompared = changes.every(({ fact }) => fact !== ALL_CROWDS);
  return isCompared
    ? judged(demand, "none", true)
    : unknown(demand, `${NO_CROWDS}, ${WITH_CROWDS}`);
}

const WITH_CROWDS = "and the snapshot was made with crowds";

/** Of a contract its own variables, of a function where it meets others. */
function isAt(budget: Budget, { contract, functions }: ReportHotspot): boolean {
  if (budget.function !== undefined) return functions.includes(budget.function);
  return budget.contract === undefined || (contract !== null && isOf(budget, contract));
}

function orders(budget: Budget, report: ParallelReport): ReportBudget {
  const demand = { of: nameOf(budget), wanted: "nobody who fails because another one came first" };
  if (!isKnown(budget, report)) return unknown(demand, NOT_RUN);
  const deciding = report.orders.filter(
    ({ a, b, contracts, verdict }) =>
      verdict === "different success" &&
      [a, b].some((name, index) => isAbout(budget, { name, contract: contracts[index] ?? null })),
  );
  if (deciding.length > 0)
    return judged(demand, deciding.map(({ details }) => details.join(", ")).join("; "), false);
  if (report.crowds === null) return unknown(demand, NO_CROWDS);
  const gap = leftOutOf(budget, report, ["crowd", "pair", "order"]);
  return gap === undefined ? judged(demand, "nobody", true) : unknown(demand, gap);
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

/** Of two shares, what lies between them. */
function points(value: number): string {
  return `${(value * 100).toFixed(1)} percentage points`;
}
