import type { ExecutedTransaction } from "../model/execution.ts";
import type { OrderQuestion, OrderVerdict, OtherValue } from "../model/experiment.ts";
import { changeAt } from "./change-at.ts";
import { compareOrders } from "./compare-orders.ts";
import { transactionAt } from "./make-experiment.ts";
import { otherValues, withOtherValue } from "./other-values.ts";
import { overwrittenAlike } from "./overwritten-alike.ts";
import { inOrder, type Orders, type Prefix, runOrders } from "./run-orders.ts";
import { executedAt, type Study } from "./study.ts";

type Alike = ReturnType<typeof overwrittenAlike>;

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
  for (const value of yield* valuesThatShow(question, prefix, alike)) {
    const changed = withOtherValue(question, value);
    const orders = yield* runOrders(changed, prefix);
    if (!takesKnownPaths(orders, asRecorded)) continue;
    const verdict = compareOrders(changed, orders);
    if (decides(verdict, alike)) return { value, verdict };
  }
  return undefined;
}

/** Those with which the call, when it comes first, leaves something else there: one run each instead of four. */
function* valuesThatShow(
  question: OrderQuestion,
  prefix: Prefix,
  alike: Alike,
): Study<readonly OtherValue[]> {
  const values = sidesOf(question).flatMap((which) => otherValues(question, which));
  if (values.length === 0) return [];
  const executions = yield values.map((value) =>
    inOrder(withOtherValue(question, value), prefix, [question[value.of]]),
  );
  return values.filter((_, i) => leavesOther(executedAt(executions, i, -1), alike));
}

function leavesOther({ result }: ExecutedTransaction, alike: Alike): boolean {
  if (result?.outcome.status !== 1) return false;
  return result.accesses.reads.some(({ location }) => {
    const { bytes, content } = alike.get(location) ?? { bytes: 0n, content: 0n };
    const [, after] = changeAt(result, location);
    return ((after ^ content) & bytes) !== 0n;
  });
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
function decides(verdict: OrderVerdict, alike: Alike): boolean {
  if (verdict.kind !== "different outcome") return false;
  return verdict.differences.some(
    (difference) =>
      "recorded" in difference &&
      ((difference.recorded ^ difference.swapped) &
        (alike.get(difference.location)?.bytes ?? 0n)) !==
        0n,
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
