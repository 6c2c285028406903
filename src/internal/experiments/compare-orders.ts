import type { ExecutedTransaction } from "../model/execution.ts";
import type {
  OrderDifference,
  OrderFailure,
  OrderQuestion,
  OrderVerdict,
} from "../model/experiment.ts";
import { outcomePlaces, toStatePlace } from "./compare-results.ts";
import type { Order, Orders } from "./run-orders.ts";
import { valueAt } from "./state-values.ts";

/** What two transactions come to in one order and in the other. */
export function compareOrders(
  { earlier, later }: OrderQuestion,
  { recorded, swapped }: Orders,
): OrderVerdict {
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
