import type { ContractCode, StateVariable } from "./contract-code.ts";
import { fieldsOf } from "./fields.ts";
import type { RewardAccumulator } from "./reward-accumulator.ts";
import { isSameAmount } from "./same-amount.ts";
import { withoutSameConversions } from "./same-conversions.ts";
import type { Use } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** Where a call changes the total, and by the same the entry of whom it is for. */
export interface StakedEntry {
  readonly total: Use;
  readonly entry: Use;
  /** That the entry is of. */
  readonly variable: StateVariable;
}

/** The entry that the index is multiplied with first; undefined where none is changed by the same as the total. */
export function stakedEntry(
  code: ContractCode,
  { total, index }: RewardAccumulator,
  kind: "add" | "subtract",
): StakedEntry | undefined {
  const flow = ValueFlow.of(code);
  const changes = total.uses.filter((use) => use.kind === kind);
  const found = [...code.variables, ...code.namespaces]
    .flatMap((one) => fieldsOf(code, one))
    .filter(({ depth, name }) => depth > total.depth && name !== total.name)
    .flatMap(({ uses, variable }) =>
      changes.flatMap((change) => {
        const entry = uses.find((use) => use.kind === kind && isBySame(code, use, change));
        return entry === undefined ? [] : [{ total: change, entry, variable }];
      }),
    );
  const isPaidBy = ({ variable }: StakedEntry) =>
    flow.areMultiplied(variable.node.id, index.variable.node.id);
  return found.find(isPaidBy) ?? found[0];
}

function isBySame(code: ContractCode, a: Use, b: Use): boolean {
  return isSameAmount(code, amountIn(a), amountIn(b));
}

/** `n` of `total += uint128(n)`, too. */
function amountIn({ value, function: inside }: Use) {
  const amount = value === undefined ? undefined : withoutSameConversions(value, inside);
  return { amount: amount ?? value, function: inside };
}
