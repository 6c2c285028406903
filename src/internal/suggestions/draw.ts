import { type AstNode, childOf, textOf } from "../model/solidity/ast-node.ts";
import { type Change, changeOf } from "./code/changes.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./code/contract-code.ts";
import {
  type Comparison,
  comparisonIn,
  type Decision,
  decisionsIn,
  NEGATED,
} from "./code/decisions.ts";
import { isAmong } from "./code/entry-label.ts";
import { flowFrom } from "./code/flow.ts";
import { isGivenByCaller } from "./code/given-by-caller.ts";
import { knownNumber } from "./code/known-number.ts";
import { originsOf } from "./code/origins.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { isSameAmount } from "./code/same-amount.ts";
import type { Use } from "./code/uses.ts";

/** How calls draw on a quota: until it comes to a bound, at which they fail. */
export interface Draw {
  /** Those of the functions asked for whose calls draw: more may reach the comparison, and never make it. */
  readonly functions: readonly string[];
  readonly condition: string;
  readonly bound: string;
  readonly amount: string;
  /** It is lowered to nothing, instead of raised to a bound. */
  readonly isLowered: boolean;
  readonly isGivenBack: boolean;
  /** It is set back to nothing, as once a day. */
  readonly isReset: boolean;
  /** How many calls the bound has room for, at most; undefined: it is stored, or reckoned. */
  readonly room: bigint | undefined;
}

/**
 * A change of a number in a call of one of these functions that also compares it. `isValue`: of what is compared,
 * where not all that hangs on the number will do.
 */
export function drawIn(
  code: ContractCode,
  uses: readonly Use[],
  labels: readonly string[],
  isValue: (node: AstNode) => boolean = () => true,
): Draw | undefined {
  const changes = uses.flatMap((use) =>
    use.function.kind === "constructor" ? [] : (changeOf(code, use) ?? []),
  );
  const values = new Set(
    uses.flatMap(({ kind, target, operation }) => (kind === "read" ? [target.id] : [operation.id])),
  );
  const flow = flowFrom(code, ({ id }) => values.has(id));
  for (const decision of decisionsIn(code)) {
    const { function: inside, condition } = decision;
    const comparison = comparisonIn(condition, flow);
    if (comparison === undefined || isTypesMaximum(code, inside, comparison.bound)) continue;
    if (!isValue(comparison.value)) continue;
    const deciding = changingEntriesTo(code, inside);
    const drawing = labels.filter((label) => isAmong(deciding, label));
    if (drawing.length === 0) continue;
    const change = changes.find(
      (one) => isIn(code, one.use, deciding) && isBounded(code, one, decision, comparison),
    );
    if (change === undefined) continue;
    const { amount, use } = change;
    const isLowered = change.kind === "subtract";
    return {
      functions: [...new Set(drawing)].sort(),
      condition: sourceText(inside.source, condition),
      bound: sourceText(inside.source, isLowered ? comparison.value : comparison.bound),
      amount: amount === undefined ? "1" : sourceText(use.source, amount),
      isLowered,
      isGivenBack: changes.some((one) => one.kind !== change.kind && !isReset(one)),
      isReset: !isLowered && changes.some(isReset),
      room: isLowered ? undefined : roomIn(code, comparison.bound, inside, change),
    };
  }
  return undefined;
}

/** All of it goes, whatever it is. */
function isReset({ kind, amount, use }: Change): boolean {
  return kind === "subtract" && amount?.id === use.target.id;
}

function roomIn(
  code: ContractCode,
  bound: AstNode,
  inside: CodeFunction,
  { amount, use }: Change,
): bigint | undefined {
  const most = knownNumber(code, bound, inside);
  const least = (amount && knownNumber(code, amount, use.function)) ?? 1n;
  return most === undefined || least < 1n ? undefined : most / least;
}

/**
 * Into how many parts a quota is dealt out: as many as asked for, while each has room for a call; else fewer, with
 * room for two each and nothing left over. One: it is too small.
 */
export function partsOfQuota({ room }: Pick<Draw, "room">, shards: number): number {
  if (room === undefined || room >= BigInt(shards)) return shards;
  const calls = Number(room);
  for (let parts = Math.floor(calls / 2); parts > 1; parts--) {
    if (calls % parts === 0) return parts;
  }
  return 1;
}

/**
 * The call succeeds while what is there does not come to a limit that is stored or written in the code, or while
 * as much is left as the call takes. What a caller pays or passes is no bound of a quota: who compares it with
 * the number pays a price that goes up with each call.
 */
function isBounded(
  code: ContractCode,
  { use, kind, amount }: Change,
  { function: inside, isRefusal }: Decision,
  { bound, operator }: Comparison,
): boolean {
  const needed = isRefusal ? NEGATED[operator] : operator;
  const isDrawn = isSameAmount(
    code,
    { amount: bound, function: inside },
    { amount, function: use.function },
  );
  if (!isDrawn && isGivenByCaller(code, bound, inside)) return false;
  return kind === "subtract" || isDrawn
    ? needed === ">=" || needed === ">" || needed === "!="
    : needed === "<=" || needed === "<" || needed === "!=";
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
