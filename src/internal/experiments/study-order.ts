import type { ExecutedTransaction } from "../model/execution.ts";
import type {
  OrderFinding,
  OrderQuestion,
  OrderVerdict,
  OtherValue,
  Sighting,
} from "../model/experiment.ts";
import type { Scenario } from "../model/scenario.ts";
import { compareOrders } from "./compare-orders.ts";
import { transactionAt } from "./make-experiment.ts";
import { type Order, type Orders, type Prefix, runOrders } from "./run-orders.ts";
import type { Study } from "./study.ts";
import { tryOtherValues } from "./try-other-values.ts";

/**
 * Runs two transactions in both orders after the same others: first those that stand before both, then,
 * if the two do not come out as recorded there, all those between as well. Where what lies between needs the
 * earlier one, as a reveal needs the commitment, the later one is moved in front of both instead. Where both orders come to the
 * same because both transactions may have passed the same values, tries others.
 */
export function* studyOrder(question: OrderQuestion): Study<OrderFinding> {
  const obstacle = obstacleTo(question);
  if (obstacle !== undefined) return finding(question, "before earlier", unknown(obstacle));
  let reason = "";
  for (const prefix of prefixesOf(question)) {
    const orders = yield* runOrders(question, prefix);
    const difference = differenceFromRecording(question, orders.recorded);
    if (difference !== undefined) {
      reason = difference;
      continue;
    }
    const verdict = compareOrders(question, orders);
    // What lies between would come out otherwise with other values, too.
    if (verdict.kind !== "commutes" || prefix === "between stays") {
      return { ...finding(question, prefix, verdict), seen: sightings(question, verdict, orders) };
    }
    const other = yield* tryOtherValues(question, prefix, orders);
    if (other === undefined) return finding(question, prefix, verdict);
    const seen = sightings(question, other.verdict, other.orders);
    return { ...finding(question, prefix, other.verdict, other.value), seen };
  }
  return finding(question, prefixesOf(question).at(-1) ?? "before earlier", unknown(reason));
}

function obstacleTo({ scenario, earlier, later }: OrderQuestion): string | undefined {
  const pair = [transactionAt(scenario, earlier), transactionAt(scenario, later)] as const;
  if (earlier >= later) return "the earlier transaction does not stand before the later one";
  if (pair[0].fields.from === pair[1].fields.from) return "both have the same sender";
  if (pair.some(({ fields }) => fields.type === 4)) {
    return "an authorization (EIP-7702) holds for one nonce only";
  }
  return undefined;
}

function prefixesOf({ earlier, later }: OrderQuestion): readonly Prefix[] {
  if (later === earlier + 1) return ["before earlier"];
  return ["before earlier", "before later", "between stays"];
}

function differenceFromRecording(question: OrderQuestion, order: Order): string | undefined {
  const [earlier, later] = question.statuses ?? [1, 1];
  const { scenario } = question;
  return (
    differenceOf(order.earlier, "earlier", statusOf(scenario, question.earlier) ?? earlier) ??
    differenceOf(order.later, "later", statusOf(scenario, question.later) ?? later)
  );
}

function statusOf(scenario: Scenario, index: number): 0 | 1 | undefined {
  return transactionAt(scenario, index).expected?.status;
}

function differenceOf(
  { result, verification }: ExecutedTransaction,
  which: string,
  expected: 0 | 1,
): string | undefined {
  if (result === undefined) {
    const why = verification.kind === "skipped" ? `: ${verification.reason}` : "";
    return `in the recorded order the ${which} transaction cannot be run on its own${why}`;
  }
  const { status } = result.outcome;
  if (status === expected) return undefined;
  const verb = status === 1 ? "succeeds" : "fails";
  return `in the recorded order the ${which} transaction ${verb}, other than it did`;
}

function unknown(reason: string): OrderVerdict {
  return { kind: "unknown", reason };
}

function finding(
  question: OrderQuestion,
  prefix: Prefix,
  verdict: OrderVerdict,
  otherValue?: OtherValue,
): OrderFinding {
  const { scenario, earlier, later } = question;
  const place = (index: number) => ({ index, hash: transactionAt(scenario, index).hash });
  const witness = {
    scenario: scenario.id,
    earlier: place(earlier),
    later: place(later),
    prefix,
    ...(otherValue === undefined ? {} : { otherValue }),
  };
  return { question, witness, verdict, seen: [] };
}

/** As recorded first, and of each order the later one first, which names what both touch. */
function sightings(
  { earlier, later }: OrderQuestion,
  { kind }: OrderVerdict,
  { recorded, swapped }: Orders,
): readonly Sighting[] {
  if (kind !== "different outcome") return [];
  return [recorded, swapped].flatMap((order) => {
    const { codes } = order;
    return (["later", "earlier"] as const).flatMap((which) => {
      const attribution = order[which].result?.attribution;
      const transaction = which === "later" ? later : earlier;
      return attribution === undefined ? [] : { transaction, attribution, codes };
    });
  });
}
