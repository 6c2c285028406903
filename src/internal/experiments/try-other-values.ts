import type { ExecutedTransaction } from "../model/execution.ts";
import type { OrderQuestion, OrderVerdict, OtherValue } from "../model/experiment.ts";
import { beyondSums } from "./beyond-sums.ts";
import { changeAt } from "./change-at.ts";
import { compareOrders } from "./compare-orders.ts";
import { transactionAt } from "./make-experiment.ts";
import { otherValues, withOtherValue } from "./other-values.ts";
import { inOrder, type Orders, type Prefix, runOrders } from "./run-orders.ts";
import { executedAt, type Study } from "./study.ts";

type Meetings = ReturnType<typeof beyondSums>;

/** Of the values that leave something else: each costs both calls in both orders. */
const MOST_TRIED = 12;

export interface OtherOutcome {
  readonly value: OtherValue;
  readonly verdict: OrderVerdict;
  readonly orders: Orders;
}

/**
 * That two calls which pass the same commute, as clones of one call do, says nothing of two users' calls. Runs
 * them in both orders with another value in one, until the order decides what a slot holds that they do not just
 * add to: that both overwrite, say, or hash together with what they pass. Undefined: there is no such slot, or no
 * value shows it.
 */
export function* tryOtherValues(
  question: OrderQuestion,
  prefix: Prefix,
  asRecorded: Orders,
): Study<OtherOutcome | undefined> {
  const meetings = beyondSums(asRecorded);
  if (meetings.size === 0) return undefined;
  const values = yield* valuesThatShow(question, prefix, meetings);
  for (const value of values.slice(0, MOST_TRIED)) {
    const changed = withOtherValue(question, value);
    const orders = yield* runOrders(changed, prefix);
    if (!takesKnownPaths(orders, asRecorded)) continue;
    const verdict = compareOrders(changed, orders);
    if (decides(verdict, meetings)) return { value, verdict, orders };
  }
  return undefined;
}

/** Those with which the call, when it comes first, leaves something else there: one run each instead of four. */
function* valuesThatShow(
  question: OrderQuestion,
  prefix: Prefix,
  meetings: Meetings,
): Study<readonly OtherValue[]> {
  const values = sidesOf(question).flatMap((which) => otherValues(question, which));
  if (values.length === 0) return [];
  const executions = yield values.map((value) =>
    inOrder(withOtherValue(question, value), prefix, [question[value.of]]),
  );
  return values.filter((value, i) =>
    leavesOther(executedAt(executions, i, -1), value.of, meetings),
  );
}

function leavesOther(
  { result }: ExecutedTransaction,
  which: OtherValue["of"],
  meetings: Meetings,
): boolean {
  if (result?.outcome.status !== 1) return false;
  return result.accesses.reads.some(({ location }) => {
    const meeting = meetings.get(location);
    if (meeting === undefined) return false;
    const [, after] = changeAt(result, location);
    return ((after ^ meeting.contents[which]) & meeting.bytes) !== 0n;
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

/** The order decides what stands where they do not just add, and both calls succeed in both orders. */
function decides(verdict: OrderVerdict, meetings: Meetings): boolean {
  if (verdict.kind !== "different outcome") return false;
  return verdict.differences.some(
    (difference) =>
      "recorded" in difference &&
      ((difference.recorded ^ difference.swapped) &
        (meetings.get(difference.location)?.bytes ?? 0n)) !==
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
