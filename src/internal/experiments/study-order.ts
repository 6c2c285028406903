import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import type {
  OrderDifference,
  OrderFailure,
  OrderFinding,
  OrderQuestion,
  OrderVerdict,
  OrderWitness,
} from "../model/experiment.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { outcomePlaces, toStatePlace } from "./compare-results.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
import { valueAt, valuesAfter } from "./state-values.ts";
import { executedAt, type Experiment, type Study } from "./study.ts";

/**
 * Runs two transactions in both orders after the same others: first those that stand before both, then,
 * if the two do not come out as recorded there, all those between as well.
 */
export function* studyOrder(question: OrderQuestion): Study<OrderFinding> {
  const obstacle = obstacleTo(question);
  if (obstacle !== undefined) return finding(question, "before earlier", unknown(obstacle));
  let reason = "";
  for (const prefix of prefixesOf(question)) {
    const recorded = inOrder(question, prefix, [question.earlier, question.later]);
    const swapped = inOrder(question, prefix, [question.later, question.earlier]);
    const executions = yield [recorded, swapped];
    const orders = readOrders(executions, [recorded, swapped]);
    const difference = differenceFromRecording(question, orders.recorded);
    if (difference === undefined) return finding(question, prefix, compare(question, orders));
    reason = difference;
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

type Prefix = OrderWitness["prefix"];

function prefixesOf({ earlier, later }: OrderQuestion): readonly Prefix[] {
  return later === earlier + 1 ? ["before earlier"] : ["before earlier", "before later"];
}

function inOrder(
  { scenario, earlier, later }: OrderQuestion,
  prefix: Prefix,
  pair: readonly [number, number],
): Experiment {
  const end = prefix === "before earlier" ? earlier : later;
  const before = Array.from({ length: end }, (_, i) => i).filter((i) => i !== earlier);
  const title = `${scenario.id}: ${pair.join(", ")}, ${prefix}`;
  const transactions = withNonces(scenario, [...before, ...pair]);
  return makeExperiment(scenario, title, transactions, scenario.preState);
}

/** In this order, each sender's transactions get the nonces that its first ones have in the scenario. */
function withNonces(scenario: Scenario, order: readonly number[]) {
  const nonces = new Map<string, Hex[]>();
  for (const { fields } of scenario.transactions) {
    nonces.set(fields.from, [...(nonces.get(fields.from) ?? []), fields.nonce]);
  }
  return order.map((index) => {
    const transaction = transactionAt(scenario, index);
    const { fields } = transaction;
    const nonce = nonces.get(fields.from)?.shift() ?? fields.nonce;
    return { ...transaction, fields: { ...fields, nonce } };
  });
}

/** Both transactions in one order, and the state that they left. */
interface Order {
  readonly earlier: ExecutedTransaction;
  readonly later: ExecutedTransaction;
  readonly values: ReadonlyMap<string, bigint>;
  readonly preState: Scenario["preState"];
}

interface Orders {
  readonly recorded: Order;
  readonly swapped: Order;
}

function readOrders(
  executions: readonly ScenarioExecution[],
  [recorded, swapped]: readonly [Experiment, Experiment],
): Orders {
  const order = (experiment: number, { preState }: Experiment, earlier: -1 | -2): Order => ({
    earlier: executedAt(executions, experiment, earlier),
    later: executedAt(executions, experiment, earlier === -1 ? -2 : -1),
    values: valuesAfter(
      preState,
      (executions[experiment]?.transactions ?? []).flatMap(({ result }) => result?.accesses ?? []),
    ),
    preState,
  });
  return { recorded: order(0, recorded, -2), swapped: order(1, swapped, -1) };
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

function compare({ earlier, later }: OrderQuestion, { recorded, swapped }: Orders): OrderVerdict {
  const unclear = [swapped.earlier, swapped.later]
    .map(reasonNotRun)
    .find((one) => one !== undefined);
  if (unclear !== undefined) return unknown(`the swapped order cannot be run: ${unclear}`);
  const failures = [
    ...failuresOf(earlier, recorded.earlier, swapped.earlier, ["first", "second"]),
    ...failuresOf(later, recorded.later, swapped.later, ["second", "first"]),
  ];
  if (failures.length > 0) return { kind: "different success", failures };
  const differences: OrderDifference[] = [
    ...outcomeDifferences(earlier, recorded.earlier, swapped.earlier),
    ...outcomeDifferences(later, recorded.later, swapped.later),
    ...stateDifferences(recorded, swapped),
  ];
  return differences.length === 0
    ? { kind: "commutes" }
    : { kind: "different outcome", differences };
}

/** Why a transaction was not run although it may be valid. */
function reasonNotRun({ result, verification }: ExecutedTransaction): string | undefined {
  if (result !== undefined || verification.kind !== "skipped") return undefined;
  return verification.cause === "rejected" ? undefined : verification.reason;
}

function failuresOf(
  transaction: number,
  recorded: ExecutedTransaction,
  swapped: ExecutedTransaction,
  [whenRecorded, whenSwapped]: readonly [OrderFailure["when"], OrderFailure["when"]],
): OrderFailure[] {
  const isSuccess = ({ result }: ExecutedTransaction) => result?.outcome.status === 1;
  if (isSuccess(recorded) === isSuccess(swapped)) return [];
  const [failed, when] = isSuccess(recorded) ? [swapped, whenSwapped] : [recorded, whenRecorded];
  return [{ transaction, when, how: howItFailed(failed) }];
}

function howItFailed({ result, verification }: ExecutedTransaction): OrderFailure["how"] {
  if (result === undefined) {
    const reason = verification.kind === "skipped" ? verification.reason : "it is not valid";
    return { kind: "rejected", reason };
  }
  const { returned } = result;
  return { kind: "reverted", ...(returned === undefined ? {} : { data: returned }) };
}

function outcomeDifferences(
  transaction: number,
  { result: recorded }: ExecutedTransaction,
  { result: swapped }: ExecutedTransaction,
): OrderDifference[] {
  // What fails either way leaves nothing but its reason.
  if (recorded?.outcome.status !== 1 || swapped?.outcome.status !== 1) return [];
  return outcomePlaces(recorded, swapped).map((place) => ({ ...place, transaction }));
}

function stateDifferences(recorded: Order, swapped: Order): OrderDifference[] {
  const valueIn = ({ values, preState }: Order, key: string) =>
    values.get(key) ?? valueAt(preState, key);
  return [...new Set([...recorded.values.keys(), ...swapped.values.keys()])]
    .filter((key) => valueIn(recorded, key) !== valueIn(swapped, key))
    .sort()
    .map((key) => ({
      ...toStatePlace(key),
      recorded: valueIn(recorded, key),
      swapped: valueIn(swapped, key),
    }));
}

function unknown(reason: string): OrderVerdict {
  return { kind: "unknown", reason };
}

function finding(question: OrderQuestion, prefix: Prefix, verdict: OrderVerdict): OrderFinding {
  const { scenario, earlier, later } = question;
  const place = (index: number) => ({ index, hash: transactionAt(scenario, index).hash });
  const witness = { scenario: scenario.id, earlier: place(earlier), later: place(later), prefix };
  return { question, witness, verdict };
}
