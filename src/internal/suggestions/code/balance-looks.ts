import type { AstNode } from "../../model/solidity/ast-node.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { decisionsIn, TURNED } from "./decisions.ts";
import { isGivenByCaller } from "./given-by-caller.ts";
import { knownNumber } from "./known-number.ts";
import { isOwnBalance } from "./looks-at-balance.ts";
import { neededComparisons } from "./needed-comparisons.ts";
import { originsOf } from "./origins.ts";
import { paymentsIn } from "./payments.ts";
import { changingEntriesTo } from "./reach.ts";
import { isSameAmount } from "./same-amount.ts";
import { isPayable } from "./sent-amounts.ts";
import { sinksOf } from "./sinks.ts";
import { valuePaid } from "./value-paid.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * What a look at the contract's ETH is for.
 * - `enough`: that there is as much as is paid then, which the payment finds out by itself.
 * - `told`: to be in an event, and nowhere else.
 * - `bound`: a payment fails where it would come to more than a bound.
 * - `all`: something else comes of it, as a share: it hangs on all that was paid.
 */
export type BalanceLook =
  | { readonly kind: "enough"; readonly place: Place; readonly condition: Place }
  | { readonly kind: "told" | "all"; readonly place: Place }
  | { readonly kind: "bound"; readonly place: Place; readonly bound: Place };

/** Of one of the places that {@link looksAtBalance} finds. */
export function balanceLook(code: ContractCode, place: Place): BalanceLook {
  const { node, function: inside } = place;
  // A library's, which pays itself.
  if (!isOwnBalance(node)) return { kind: "enough", place, condition: place };
  if (node.nodeType === "YulFunctionCall") return { kind: "all", place };
  const sinks = sinksOf(code, [place]).filter(
    (sink) => sink.kind !== "return" || !sink.function.isView,
  );
  if (sinks.length > 0 && sinks.every(({ kind }) => kind === "log")) return { kind: "told", place };
  const needed = comparisonsWith(code, place);
  const isAll = (kind: "enough" | "bound") =>
    sinks.length > 0 &&
    sinks.every((sink) => needed.some((one) => one.kind === kind && one.held.id === sink.node.id));
  const [first] = needed;
  if (first === undefined) return { kind: "all", place };
  if (isAll("enough")) return { kind: "enough", place, condition: first.whole };
  const arePaying = changingEntriesTo(code, inside).every(isPayable);
  return isAll("bound") && arePaying && new Set(needed.map(({ other }) => other.id)).size === 1
    ? { kind: "bound", place, bound: { node: first.other, function: first.whole.function } }
    : { kind: "all", place };
}

interface Needed {
  readonly kind: "enough" | "bound" | "other";
  /** The side that is the balance, and the other one. */
  readonly held: AstNode;
  readonly other: AstNode;
  readonly whole: Place;
}

/** What has to be so of the balance as it is, or less what came with the call. */
function comparisonsWith(code: ContractCode, { node }: Place): readonly Needed[] {
  return decisionsIn(code).flatMap((decision) => {
    const { function: inside, condition } = decision;
    return neededComparisons(decision).flatMap(({ left, operator, right }): Needed[] => {
      const isHeld = (side: AstNode) =>
        originsOf(code, side, inside).some((origin) => origin.node.id === node.id);
      const isLeft = isHeld(left);
      if (!isLeft && !isHeld(right)) return [];
      const [held, other] = isLeft ? [left, right] : [right, left];
      const relation = isLeft ? operator : TURNED[operator];
      const isPaid = paymentsIn(code).some(
        ({ place, amount }) =>
          amount !== undefined &&
          isSameAmount(
            code,
            { amount: other, function: inside },
            { amount, function: place.function },
          ),
      );
      const isMost = ["<", "<="].includes(relation) && !isGivenByCaller(code, other, inside);
      const kind = [">=", ">"].includes(relation) && isPaid ? "enough" : isMost ? "bound" : "other";
      return [{ kind, held, other, whole: { node: condition, function: inside } }];
    });
  });
}

/** How much it is; undefined: it is stored. */
export function boundOf(code: ContractCode, { node, function: inside }: Place): bigint | undefined {
  return knownNumber(code, withoutBrackets(node), inside);
}

/** Functions by which ETH comes in without a look: `receive` and the constructor, too. */
export function otherPayers(code: ContractCode, looks: readonly Place[]): readonly string[] {
  const looking = new Set(looks.flatMap((one) => changingEntriesTo(code, one.function)));
  return code.functions
    .filter((one) => one.kind !== "modifier" && isPayable(one) && !looking.has(one))
    .map(({ name }) => name);
}

/** Functions that pay out what the contract has. */
export function payersOut(code: ContractCode): readonly string[] {
  const index = CodeIndex.of(code);
  const paying = index.places.filter(({ node }) => valuePaid(code, node) !== undefined);
  return [
    ...new Set(
      paying.flatMap((one) => changingEntriesTo(code, one.function)).map(({ name }) => name),
    ),
  ];
}
