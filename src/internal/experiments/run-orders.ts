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
  readonly codes: ScenarioExecution["codes"];
}

export interface Orders {
  readonly recorded: Order;
  readonly swapped: Order;
}

/** Runs two transactions in both orders. */
export function* runOrders(question: OrderQuestion, prefix: Prefix): Study<Orders> {
  const { scenario, earlier, later } = question;
  const before = standingBefore(question, prefix);
  const between = prefix === "between stays" ? range(earlier + 1, later) : [];
  const recorded = [...before, earlier, ...between, later];
  const swapped = [...before, later, earlier, ...between];
  const pair = [recorded, swapped].map((order) => experimentOf(scenario, order, prefix));
  const executions = yield pair;
  const [first, second] = [recorded, swapped].map((order, i) =>
    readOrder(executions, i, question, order),
  );
  if (first === undefined || second === undefined) throw new Error("Two orders were run");
  return { recorded: first, swapped: second };
}

/** One or both of two transactions, behind all that run before them. */
export function inOrder(
  question: OrderQuestion,
  prefix: Prefix,
  which: readonly number[],
): Experiment {
  return experimentOf(question.scenario, [...standingBefore(question, prefix), ...which], prefix);
}

function standingBefore({ earlier, later }: OrderQuestion, prefix: Prefix): readonly number[] {
  return range(0, prefix === "before later" ? later : earlier).filter((i) => i !== earlier);
}

function range(from: number, end: number): number[] {
  return Array.from({ length: end - from }, (_, i) => from + i);
}

function experimentOf(scenario: Scenario, order: readonly number[], prefix: Prefix): Experiment {
  const title = `${scenario.id}: ${order.join(", ")}, ${prefix}`;
  return makeExperiment(scenario, title, withNonces(scenario, order), scenario.preState);
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

function readOrder(
  executions: readonly ScenarioExecution[],
  experiment: number,
  { scenario: { preState }, earlier, later }: OrderQuestion,
  order: readonly number[],
): Order {
  return {
    earlier: executedAt(executions, experiment, order.indexOf(earlier)),
    later: executedAt(executions, experiment, order.indexOf(later)),
    values: valuesAfter(
      preState,
      (executions[experiment]?.transactions ?? []).flatMap(({ result }) => result?.accesses ?? []),
    ),
    preState,
    codes: executions[experiment]?.codes ?? new Map(),
  };
}
