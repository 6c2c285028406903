import type { Subject } from "./rule.ts";

/** Questions to the evidence of a subject that several rules ask. */

/**
 * Some calls add to it, and all that was tried with other values only adds: to shard it is safe as far as was seen.
 * Not so where checked arithmetic is all that bounds it, as a stock that is sold out then.
 */
export function onlyAdds(subject: Subject): boolean {
  return isAddedTo(telling(subject)) && !isBound(subject);
}

/** At least one, and each of them adds to the value and does nothing else with it. */
export function isAddedTo(accumulators: Subject["accumulators"]): boolean {
  return accumulators.length > 0 && accumulators.every(({ verdict }) => verdict === "commutative");
}

/** Those of which something is known, of calls that change the value. */
export function telling({ accumulators }: Subject): Subject["accumulators"] {
  return accumulators.filter(({ verdict }) => !SILENT.includes(verdict));
}

/** It can run out or be full, and that did decide who of two came through. */
function isBound({ accumulators, orders }: Subject): boolean {
  return (
    accumulators.some(({ bounds }) => bounds.length > 0) &&
    orders.some(({ verdict }) => verdict === "different success")
  );
}

/** What of a call goes elsewhere than into the variable itself; sorted: `status`, `log`, `storage` … */
export function flowsInto({ accumulators }: Subject): readonly string[] {
  const into = accumulators.flatMap((one) => (one.verdict === "flows" ? one.into : []));
  return [...new Set(into)].sort();
}

const SILENT: readonly Subject["accumulators"][number]["verdict"][] = [
  "unknown",
  "read-only",
  "not-written",
];
