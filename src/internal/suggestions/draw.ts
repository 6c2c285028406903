import { shortContract } from "../model/short-contract.ts";
import { type AstNode, childOf, textOf } from "../model/solidity/ast-node.ts";
import { type Bound, boundNumber, boundText, isFixed, isMoved } from "./code/bound.ts";
import { type Change, changeOf } from "./code/changes.ts";
import { CodeIndex } from "./code/code-index.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./code/contract-code.ts";
import { type ComparisonOperator, decisionsIn, TURNED } from "./code/decisions.ts";
import { isAmong } from "./code/entry-label.ts";
import { isGivenBackByTaker } from "./code/given-back.ts";
import { isGivenByCaller } from "./code/given-by-caller.ts";
import { knownNumber } from "./code/known-number.ts";
import { type NeededComparison, neededComparisons } from "./code/needed-comparisons.ts";
import { originsOf } from "./code/origins.ts";
import { changingEntriesTo, isRunAtCreation } from "./code/reach.ts";
import { isSameAmount } from "./code/same-amount.ts";
import { opposite, sumTerms, type Term } from "./code/sum-terms.ts";
import type { Use } from "./code/uses.ts";

/** How calls draw on a quota: until it comes to a bound, at which they fail. */
export interface Draw {
  /** Those of the functions asked for whose calls draw: more may reach the comparison, and never make it. */
  readonly functions: readonly string[];
  readonly condition: string;
  /** What the number may come to, in the code's own words; of one that is lowered nothing. */
  readonly bound: string;
  readonly amount: string;
  /** It is lowered to nothing, instead of raised to a bound. */
  readonly isLowered: boolean;
  /**
   * - `taker`: who has taken it gives it back, as the code shows.
   * - `anybody`: nobody knows whose it was.
   */
  readonly givenBackBy: "nobody" | "taker" | "anybody";
  /** It is set back to nothing, as once a day. */
  readonly isReset: boolean;
  /** Functions that set it to something else. */
  readonly setBy: readonly string[];
  /** A constructor changes it, too. */
  readonly isBegunAtCreation: boolean;
  /** The bound is the same for ever. */
  readonly isFixed: boolean;
  /** How much may be drawn, as far as the code says. */
  readonly most: bigint | undefined;
  /** How many calls that has room for, at most; undefined: it is stored, or reckoned. */
  readonly room: bigint | undefined;
}

export interface DrawOptions {
  /** Functions that only the owner or a role can call: whatever they move stays where it is for users. */
  readonly notForUsers?: ReadonlySet<string>;
  /** One that they move is a bound all the same: not to deal out, but to know of. */
  readonly mayMove?: boolean;
  /** What the number begins with; undefined: nobody knows. */
  readonly first?: bigint | undefined;
}

/**
 * A change of a number in a call of one of these functions that also compares it with a bound that stays where it
 * is: one that calls of users move is no quota, but another account. The comparison is a sum of the number, of what
 * the call takes and of the bound, however it is written: `sold + n <= CAP`, `n <= CAP - sold`, `left() >= n`.
 */
export function drawIn(
  code: ContractCode,
  uses: readonly Use[],
  labels: readonly string[],
  { notForUsers = new Set(), mayMove = false, first }: DrawOptions = {},
): Draw | undefined {
  const changing = uses.filter((use) => use.function.kind !== "constructor");
  const changes = changing.flatMap((use) => changeOf(code, use) ?? []);
  const values = new Set(
    uses.flatMap(({ kind, target, operation }) => (kind === "read" ? [target.id] : [operation.id])),
  );
  const isForUsers = ({ name }: CodeFunction) =>
    !notForUsers.has(`${shortContract(code.info.name)}.${name}`);
  for (const decision of decisionsIn(code)) {
    const { function: inside, condition } = decision;
    const deciding = changingEntriesTo(code, inside);
    const drawing = labels.filter((label) => isAmong(deciding, label));
    // What only the owner draws on is no quota of all.
    if (drawing.every((label) => notForUsers.has(label))) continue;
    for (const comparison of neededComparisons(decision)) {
      const compared = comparedWith(code, comparison, inside, values);
      if (compared === undefined) continue;
      for (const change of changes.filter(({ use }) => isIn(code, use, deciding))) {
        const bound = limitOf(code, change, compared, inside);
        if (bound === undefined) continue;
        const movers = changes.flatMap(({ use }) => changingEntriesTo(code, use.function));
        if (!mayMove && isMoved(code, bound, movers, isForUsers)) continue;
        const drawn = { change, changes, uses: changing, isForUsers, first };
        const rest = restOf(code, bound, drawn);
        if (rest === undefined) continue;
        return {
          functions: [...new Set(drawing)].sort(),
          condition: sourceText(inside.source, condition),
          isBegunAtCreation: uses.some(
            ({ kind, function: where }) => kind !== "read" && isRunAtCreation(code, where),
          ),
          ...rest,
        };
      }
    }
  }
  return undefined;
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
  if (bound.some(({ node, function: where }) => isGivenByCaller(code, node, where))) return undefined;
  if (bound.some(({ node, function: where }) => isTypesMaximum(code, where, node))) return undefined;
  const isByOne = change.amount === undefined || knownNumber(code, change.amount, inside) === 1n;
  const isAfter =
    amounts.length > 0 || !isBefore(code, { number, condition, inside }, change);
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
  return (
    places.length > 0 && places.every(({ node }) => node.range.start >= condition.range.end)
  );
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

interface Drawn {
  readonly change: Change;
  readonly changes: readonly Change[];
  readonly uses: readonly Use[];
  readonly isForUsers: (one: CodeFunction) => boolean;
  readonly first: bigint | undefined;
}

type Rest = Omit<Draw, "functions" | "condition" | "isBegunAtCreation">;

/** Undefined where others fill what some draw on, or users set it: that is no quota, but a stock. */
function restOf(
  code: ContractCode,
  all: Bound,
  { change, changes, uses, isForUsers, first }: Drawn,
): Rest | undefined {
  const { amount, use } = change;
  const isLowered = change.kind === "subtract";
  const back = changes.filter((one) => one.kind !== change.kind && !isReset(one));
  const givenBackBy =
    back.length === 0 ? "nobody" : isGivenBackByTaker(code, change, back) ? "taker" : "anybody";
  if (isLowered && givenBackBy === "anybody") return undefined;
  const set = uses.filter((one) => isSetting(one) && changeOf(code, one) === undefined);
  // It begins with nothing.
  if (isLowered && first === 0n && set.length === 0) return undefined;
  const setting = set.flatMap((one) => changingEntriesTo(code, one.function));
  if (setting.some(isForUsers)) return undefined;
  const bound = isLowered ? all : { ...all, more: all.more - (first ?? 0n) };
  const most = isLowered ? first || undefined : boundNumber(code, bound);
  const least = amount === undefined ? 1n : (knownNumber(code, amount, use.function) ?? 1n);
  return {
    bound: boundText(bound),
    amount: amount === undefined ? "1" : sourceText(use.source, amount),
    isLowered,
    givenBackBy,
    isReset: !isLowered && changes.some(isReset),
    setBy: [...new Set(setting.map(({ name }) => name))].sort(),
    isFixed: isFixed(code, bound),
    most,
    room: most === undefined || least < 1n ? undefined : most / least,
  };
}

function isSetting({ kind }: Use): boolean {
  return kind === "assign" || kind === "update" || kind === "assembly";
}

/** All of it goes, whatever it is. */
function isReset({ kind, amount, use }: Change): boolean {
  return kind === "subtract" && amount?.id === use.target.id;
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
