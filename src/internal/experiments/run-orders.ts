import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import type { OrderQuestion, OrderWitness, OtherValue } from "../model/experiment.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
import { withOtherValue } from "./other-values.ts";
import { valuesAfter } from "./state-values.ts";
import { executedAt, type Experiment, type Study } from "./study.ts";

export type Prefix = OrderWitness["prefix"];

/** Both transactions in one order, and the state that they left. */
export interface Order {
  readonly earlier: ExecutedTransaction;
  readonly later: ExecutedTransaction;
  readonly values: ReadonlyMap<string, bigint>;
  readonly preState: Scenario["preState"];
}

export interface Orders {
  readonly recorded: Order;
  readonly swapped: Order;
}

/** Runs two transactions in both orders. */
export function* runOrders(question: OrderQuestion, prefix: Prefix): Study<Orders> {
  const pair = bothOrders(question, prefix);
  const executions = yield pair;
  return readOrders(executions, pair);
}

/** The same once for each of some other values in the call data of one of them. */
export function* runOrdersWith(
  values: readonly OtherValue[],
  question: OrderQuestion,
  prefix: Prefix,
): Study<readonly Orders[]> {
  const pairs = values.map((value) => {
    const scenario = withOtherValue(question, value);
    return bothOrders({ ...question, scenario }, prefix);
  });
  const executions = yield pairs.flat();
  return pairs.map((pair, i) => readOrders(executions.slice(2 * i), pair));
}

function bothOrders(question: OrderQuestion, prefix: Prefix): readonly [Experiment, Experiment] {
  const { earlier, later } = question;
  return [inOrder(question, prefix, [earlier, later]), inOrder(question, prefix, [later, earlier])];
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
