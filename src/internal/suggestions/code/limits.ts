import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import type { Bound } from "./bound.ts";
import { type Change, lastChangeOf } from "./changes.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { type ComparisonOperator, type Decision, decisionsIn, TURNED } from "./decisions.ts";
import { isAmong } from "./entry-label.ts";
import { isGivenByCaller } from "./given-by-caller.ts";
import { knownNumber } from "./known-number.ts";
import { type NeededComparison, neededComparisons } from "./needed-comparisons.ts";
import { originsOf } from "./origins.ts";
import { changingEntriesTo } from "./reach.ts";
import { isSameAmount } from "./same-amount.ts";
import { opposite, sumTerms, type Term } from "./sum-terms.ts";
import type { Use } from "./uses.ts";

/** Where calls fail that change a number, and what it may come to there. */
export interface Limit {
  readonly decision: Decision;
  /** What is compared there. */
  readonly sides: readonly AstNode[];
  /** Functions that come to it. */
  readonly deciding: readonly CodeFunction[];
  readonly change: Change;
  readonly bound: Bound;
}

/** Where calls that change the number fail, as it comes to a bound. */
export function limitsIn(
  code: ContractCode,
  changes: readonly Change[],
  values: ReadonlySet<number>,
): readonly Limit[] {
  return decisionsIn(code).flatMap((decision) => {
    const { function: inside } = decision;
    const deciding = changingEntriesTo(code, inside);
    return neededComparisons(decision).flatMap((comparison) => {
      const compared = comparedWith(code, comparison, inside, values);
      if (compared === undefined) return [];
      const sides = [comparison.left, comparison.right];
      return changes
        .filter(({ use }) => isIn(code, use, deciding))
        .flatMap((change) => {
          const bound = limitOf(code, change, compared, inside);
          return bound === undefined ? [] : [{ decision, sides, deciding, change, bound }];
        });
    });
  });
}

/** What has the number's value, as it is read or as it is changed. */
export function valuesOf(uses: readonly Use[]): ReadonlySet<number> {
  return new Set(
    uses.flatMap(({ kind, target, operation }) => (kind === "read" ? [target.id] : [operation.id])),
  );
}

/** A call of this function asks whether there is as much as it takes, whoever has put it there. */
export function asksForEnough(code: ContractCode, uses: readonly Use[], label: string): boolean {
  const changes = uses.flatMap((use) => lastChangeOf(code, use) ?? []);
  return limitsIn(code, changes, valuesOf(uses)).some(
    ({ deciding, change }) => change.kind === "subtract" && isAmong(deciding, label),
  );
}

/** What the number is compared with, as a sum on the same side: `terms + number <operator> 0`. */
interface Compared {
  readonly number: Term;
  readonly terms: readonly Term[];
  readonly operator: ComparisonOperator;
  readonly condition: AstNode;
}

function comparedWith(
  code: ContractCode,
  { left, operator, right }: NeededComparison,
  inside: CodeFunction,
  values: ReadonlySet<number>,
): Compared | undefined {
  const [a, b] = [left, right].map((side) => sumTerms(code, side, inside, values));
  if (a === undefined || b === undefined) return undefined;
  const all = [...a, ...b.map((term) => ({ ...term, sign: opposite(term.sign) }))];
  const [number, ...others] = all.filter(({ isNumber }) => isNumber);
  if (number === undefined || others.length > 0) return undefined;
  const terms = all.filter((term) => term !== number);
  return number.sign === 1
    ? { number, terms, operator, condition: left }
    : {
        number,
        terms: terms.map((term) => ({ ...term, sign: opposite(term.sign) })),
        operator: TURNED[operator],
        condition: left,
      };
}

/**
 * The call succeeds while what is there does not come to a limit that is stored or written in the code, or while
 * as much is left as the call takes. What a caller pays or passes is no bound of a quota: who compares it with
 * the number pays a price that goes up with each call.
 */
function limitOf(
  code: ContractCode,
  change: Change,
  { number, terms, operator, condition }: Compared,
  inside: CodeFunction,
): Bound | undefined {
  const isAdded = change.kind === "add";
  const amounts = terms.filter(
    ({ node, function: where, sign }) =>
      sign === (isAdded ? 1 : -1) &&
      isSameAmount(
        code,
        { amount: node, function: where },
        { amount: change.amount, function: change.use.function },
      ),
  );
  if (amounts.length > 1) return undefined;
  const rest = terms.filter((term) => !amounts.includes(term));
  if (!isAdded) {
    const isEnough = [">=", ">"].includes(operator) || (operator === "!=" && amounts.length === 0);
    const isRest = rest.some(({ node, function: where }) => knownNumber(code, node, where) !== 0n);
    return isEnough && !isRest ? { terms: [], more: 0n } : undefined;
  }
  const isStrict = operator === "<" || operator === "!=";
  if (!isStrict && operator !== "<=") return undefined;
  const bound = rest.map((term) => ({ ...term, sign: opposite(term.sign) }));
  if (!bound.some(({ sign }) => sign === 1)) return undefined;
  if (bound.some(({ node, function: where }) => isGivenByCaller(code, node, where)))
    return undefined;
  if (bound.some(({ node, function: where }) => isTypesMaximum(code, where, node)))
    return undefined;
  const isByOne = change.amount === undefined || knownNumber(code, change.amount, inside) === 1n;
  const isAfter = amounts.length > 0 || !isBefore(code, { number, condition, inside }, change);
  const more = isAfter ? (isStrict ? -1n : 0n) : isByOne && !isStrict ? 1n : 0n;
  return { terms: bound, more };
}

/** The number is what it was before the call changes it, for sure. */
function isBefore(
  code: ContractCode,
  {
    number,
    condition,
    inside,
  }: { readonly number: Term; readonly condition: AstNode; readonly inside: CodeFunction },
  { use }: Change,
): boolean {
  const index = CodeIndex.of(code);
  const { operation, function: changing } = use;
  if (number.node.id === operation.id) {
    return operation.fields.prefix === false;
  }
  if (number.function === changing) return number.node.range.end <= operation.range.start;
  if (inside === changing) return condition.range.end <= operation.range.start;
  // Where what changes it is called, or what has the modifier goes on.
  const places = index.places.filter(
    ({ node, function: where }) =>
      where === inside &&
      (node.nodeType === "PlaceholderStatement" ||
        index
          .calledBy(node)
          .some((one) => one === changing || isCallerOf(index, one, changing, new Set()))),
  );
  return places.length > 0 && places.every(({ node }) => node.range.start >= condition.range.end);
}

function isCallerOf(
  index: CodeIndex,
  caller: CodeFunction,
  called: CodeFunction,
  seen: Set<CodeFunction>,
): boolean {
  if (seen.has(called)) return false;
  seen.add(called);
  return index
    .callsOf(called)
    .some(({ function: by }) => by === caller || isCallerOf(index, caller, by, seen));
}

/** What no quota is: as much as a type holds, which OpenZeppelin's ERC20Votes looks at. */
function isTypesMaximum(code: ContractCode, inside: CodeFunction, bound: AstNode): boolean {
  return originsOf(code, bound, inside).some(({ node }) => {
    const of = childOf(childOf(node, "expression"), "expression");
    return textOf(node, "memberName") === "max" && textOf(of, "name") === "type";
  });
}

function isIn(
  code: ContractCode,
  use: Use,
  entries: ReturnType<typeof changingEntriesTo>,
): boolean {
  return changingEntriesTo(code, use.function).some((entry) => entries.includes(entry));
}
