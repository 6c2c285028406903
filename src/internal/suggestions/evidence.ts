import type { ReportAccumulator } from "../model/report.ts";
import type { Subject } from "./rule.ts";

/** Questions to the evidence of a subject that several rules ask. */

/**
 * Some calls add to it, and all that was tried with other values only adds. Whether to split it takes a bound away,
 * the code has to say. Not so where it was full, and that did decide who of two came through.
 */
export function onlyAdds(subject: Subject): boolean {
  return isAddedTo(telling(subject)) && !isFilled(subject);
}

/** At least one, and each of them adds to the value and does nothing else with it. */
export function isAddedTo(accumulators: Subject["accumulators"]): boolean {
  return accumulators.length > 0 && accumulators.every(({ verdict }) => verdict === "commutative");
}

/** Those of which something is known, of calls that change the value. */
export function telling({ accumulators }: Pick<Subject, "accumulators">): Subject["accumulators"] {
  return accumulators.filter(({ verdict }) => !SILENT.includes(verdict));
}

/** Functions that were seen to change the value; sorted. */
export function changingFunctions(subject: Subject): readonly string[] {
  return [...new Set(telling(subject).map((one) => one.function))].sort();
}

function isFilled({ accumulators, orders }: Subject): boolean {
  return (
    accumulators.some(({ bounds }) => bounds.some(({ kind }) => kind === "room must be left")) &&
    orders.some(({ verdict }) => verdict === "different success")
  );
}

/** Checked arithmetic did stop calls that took more than there was. */
export function didRunOut({ accumulators }: Pick<Subject, "accumulators">): boolean {
  return accumulators.some(({ bounds }) =>
    bounds.some(({ kind }) => kind === "enough must be there"),
  );
}

/** What of a call goes elsewhere than into the variable itself; sorted: `status`, `log`, `storage` … */
export function flowsInto({ accumulators }: Subject): readonly string[] {
  const into = accumulators.flatMap((one) => (one.verdict === "flows" ? one.into : []));
  return [...new Set(into)].sort();
}

/** Whether the experiments saw that something else depends on the value; undefined where they saw nothing. */
export function isSeenToFlow(subject: Subject): boolean | undefined {
  const isKnown = subject.accumulators.some(({ verdict }) => verdict !== "unknown");
  return isKnown ? flowsInto(subject).length > 0 : undefined;
}

/** What calls were seen to add to the value by themselves, less than nothing where they take away. */
export function movesSeen(subject: Pick<Subject, "accumulators">): readonly bigint[] {
  return telling(subject).flatMap(({ own }) => (own === null ? [] : [BigInt(own)]));
}

/** Of a variable, what functions do with it that change it and that anybody may call. */
export function changesByUsers({
  accumulators,
  notForUsers,
}: Pick<Subject, "accumulators" | "notForUsers">): readonly ReportAccumulator[] {
  return accumulators.filter(
    (one) => !SILENT.includes(one.verdict) && !notForUsers.has(one.function),
  );
}

/** The functions that meet there and that anybody may call. */
export function usersFunctions({
  hotspot,
  notForUsers,
}: Pick<Subject, "hotspot" | "notForUsers">): readonly string[] {
  return hotspot.functions.filter((name) => !notForUsers.has(name));
}

/** What a function finds there decides what it leaves in a variable: of a contract by its short name. */
export function flowsTo(
  { verdict, places }: ReportAccumulator,
  contract: string,
  variable: string,
): boolean {
  return (
    verdict === "flows" &&
    places.some(
      (place) =>
        place.startsWith(`${contract}.`) &&
        place
          .slice(contract.length + 1)
          .split(", ")
          .some((path) => nameIn(path) === variable),
    )
  );
}

/** The variable that a path or a field begins with. */
export function nameIn(path: string): string | undefined {
  return /^[\w$]+/.exec(path)?.[0];
}

const SILENT: readonly Subject["accumulators"][number]["verdict"][] = [
  "unknown",
  "read-only",
  "not-written",
];
