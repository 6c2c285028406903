import type { Subject } from "./rule.ts";

/** Questions to the evidence of a subject that several rules ask. */

/** Some calls add to it, and all that was tried with other values only adds: to shard it is safe as far as was seen. */
export function onlyAdds({ accumulators }: Subject): boolean {
  const telling = accumulators.filter(({ verdict }) => !SILENT.includes(verdict));
  return telling.length > 0 && telling.every(({ verdict }) => verdict === "commutative");
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
