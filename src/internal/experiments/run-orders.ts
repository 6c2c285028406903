import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import type { OrderQuestion, OrderWitness } from "../model/experiment.ts";
import type { Hex } from "../model/location.ts";
import type { Scenario } from "../model/scenario.ts";
import { makeExperiment, transactionAt } from "./make-experiment.ts";
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
  const { earlier, later } = question;
  const pair = [
    inOrder(question, prefix, [earlier, later]),
    inOrder(question, prefix, [later, earlier]),
  ] as const;
  const executions = yield pair;
  return readOrders(executions, pair);
}

/** One or both of two transactions, behind all that run before them. */
export function inOrder(
  { scenario, earlier, later }: OrderQuestion,
  prefix: Prefix,
  which: readonly number[],
): Experiment {
  const end = prefix === "before earlier" ? earlier : later;
  const before = Array.from({ length: end }, (_, i) => i).filter((i) => i !== earlier);
  const title = `${scenario.id}: ${which.join(", ")}, ${prefix}`;
  const transactions = withNonces(scenario, [...before, ...which]);
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
