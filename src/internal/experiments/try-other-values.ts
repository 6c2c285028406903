import type { ExecutedTransaction } from "../model/execution.ts";
import type { OrderQuestion, OrderVerdict, OtherValue } from "../model/experiment.ts";
import type { LocationKey } from "../model/location.ts";
import { compareOrders } from "./compare-orders.ts";
import { transactionAt } from "./make-experiment.ts";
import { otherValues } from "./other-values.ts";
import { overwrittenAlike } from "./overwritten-alike.ts";
import { type Orders, type Prefix, runOrdersWith } from "./run-orders.ts";
import type { Study } from "./study.ts";

export interface OtherOutcome {
  readonly value: OtherValue;
  readonly verdict: OrderVerdict;
}

/**
 * That two calls set the same value and so commute, as clones of one call do, says nothing of two users'
 * calls. Runs them in both orders with another value in the call data of one, until the order decides
 * what a slot holds that both overwrite. Undefined: they do not overwrite the same, or no value shows it.
 */
export function* tryOtherValues(
  question: OrderQuestion,
  prefix: Prefix,
  asRecorded: Orders,
): Study<OtherOutcome | undefined> {
  const alike = overwrittenAlike(asRecorded);
  if (alike.size === 0) return undefined;
  for (const values of sidesOf(question).flatMap((which) => otherValues(question, which))) {
    const runs = yield* runOrdersWith(values, question, prefix);
    for (const [i, value] of values.entries()) {
      const orders = runs[i];
      if (orders === undefined || !takesKnownPaths(orders, asRecorded)) continue;
      const verdict = compareOrders(question, orders);
      if (decides(verdict, alike)) return { value, verdict };
    }
  }
  return undefined;
}

/** Of two calls of one function it does not matter whose value is another. */
function sidesOf({ scenario, earlier, later }: OrderQuestion): readonly OtherValue["of"][] {
  const [a, b] = [earlier, later].map((index) => {
    const { to, input } = transactionAt(scenario, index).fields;
    return `${to} ${input.slice(0, 10)}`;
  });
  return a === b ? ["later"] : ["later", "earlier"];
}

/** The order decides what stands in bytes that both overwrite, and both calls succeed in both orders. */
function decides(verdict: OrderVerdict, alike: ReadonlyMap<LocationKey, bigint>): boolean {
  if (verdict.kind !== "different outcome") return false;
  return verdict.differences.some(
    (difference) =>
      "recorded" in difference &&
      ((difference.recorded ^ difference.swapped) & (alike.get(difference.location) ?? 0n)) !== 0n,
  );
}

/** With the other value each of the two still does what it does in one of the orders as recorded. */
function takesKnownPaths(orders: Orders, asRecorded: Orders): boolean {
  return (["earlier", "later"] as const).every((which) => {
    const known = [asRecorded.recorded, asRecorded.swapped].map((order) => pathOf(order[which]));
    return [orders.recorded, orders.swapped].every((order) => known.includes(pathOf(order[which])));
  });
}

/** Whether it succeeds, and which instructions read and write storage, whatever the slots. */
function pathOf({ result }: ExecutedTransaction): string {
  if (result === undefined) return "not run";
  const { frames, sites } = result.attribution;
  const instructions = sites.map(({ frame, kind, pc }) => `${frame} ${kind} ${pc}`);
  return [
    String(result.outcome.status),
    ...frames.map(({ depth, codeHash }) => `${depth} ${codeHash}`),
    ...[...new Set(instructions)].sort(),
  ].join("\n");
}
