import { shortContract } from "../model/short-contract.ts";
import { type AstNode, childOf, childrenOf, textOf } from "../model/solidity/ast-node.ts";
import { type Change, changeOf } from "./code/changes.ts";
import { CodeIndex } from "./code/code-index.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./code/contract-code.ts";
import {
  type Comparison,
  comparisonIn,
  type Decision,
  decisionsIn,
  NEGATED,
} from "./code/decisions.ts";
import { isAmong } from "./code/entry-label.ts";
import { fieldsOf } from "./code/fields.ts";
import { flowFrom } from "./code/flow.ts";
import { isGivenByCaller } from "./code/given-by-caller.ts";
import { knownNumber } from "./code/known-number.ts";
import { behind, isArgument, originsOf } from "./code/origins.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { isSameAmount } from "./code/same-amount.ts";
import type { Use } from "./code/uses.ts";
import { withoutBrackets } from "./code/without-brackets.ts";

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

export interface DrawOptions {
  /** Of what is compared, where not all that hangs on the number will do. */
  readonly isValue?: (node: AstNode) => boolean;
  /** Functions that only the owner or a role can call: whatever they move stays where it is for users. */
  readonly notForUsers?: ReadonlySet<string>;
  /** One that they move is a bound all the same: not to deal out, but to know of. */
  readonly mayMove?: boolean;
}

/**
 * A change of a number in a call of one of these functions that also compares it with a bound that stays where it
 * is: one that calls of users move is no quota, but another account.
 */
export function drawIn(
  code: ContractCode,
  uses: readonly Use[],
  labels: readonly string[],
  { isValue = () => true, notForUsers = new Set(), mayMove = false }: DrawOptions = {},
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
    if (!isValue(comparison.value) || !isMadeOf(code, comparison.value, inside, values)) continue;
    const deciding = changingEntriesTo(code, inside);
    const drawing = labels.filter((label) => isAmong(deciding, label));
    if (drawing.length === 0) continue;
    const change = changes.find(
      (one) =>
        isIn(code, one.use, deciding) &&
        isBounded(code, one, decision, comparison) &&
        (mayMove ||
          isDrawn(code, one, decision, comparison) ||
          !isMoved(code, comparison.bound, inside, notForUsers)),
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
  change: Change,
  decision: Decision,
  comparison: Comparison,
): boolean {
  const { operator, bound } = comparison;
  const needed = decision.isRefusal ? NEGATED[operator] : operator;
  const isAmount = isDrawn(code, change, decision, comparison);
  if (!isAmount && isGivenByCaller(code, bound, decision.function)) return false;
  return change.kind === "subtract" || isAmount
    ? needed === ">=" || needed === ">" || needed === "!="
    : needed === "<=" || needed === "<" || needed === "!=";
}

/** It is compared with as much as the call takes. */
function isDrawn(
  code: ContractCode,
  { use, amount }: Change,
  { function: inside }: Decision,
  { bound }: Comparison,
): boolean {
  return isSameAmount(
    code,
    { amount: bound, function: inside },
    { amount, function: use.function },
  );
}

/**
 * Whoever calls, this comes of these values. A parameter that now and then is given one of them, as the amount of a
 * transfer is, has its conditions for another reason.
 */
function isMadeOf(
  code: ContractCode,
  expression: AstNode,
  inside: CodeFunction,
  values: ReadonlySet<number>,
): boolean {
  const index = CodeIndex.of(code);
  const seen = new Set<number>();
  // Undefined: it is asked already, as of a sum that goes on in a loop.
  const isMade = (part: AstNode, of: CodeFunction): boolean | undefined => {
    const node = withoutBrackets(part);
    if (values.has(node.id)) return true;
    if (seen.has(node.id)) return undefined;
    seen.add(node.id);
    if (isArgument(node, of)) return false;
    const further = behind(index, node, of);
    const isPassedOn = further.length === 0 || node.nodeType === "FunctionCall";
    if (isPassedOn && childrenOf(node).some((child) => isMade(child, of) === true)) return true;
    const all = further.map((one) => isMade(one.node, one.function));
    return all.includes(true) && !all.includes(false);
  };
  return isMade(expression, inside) === true;
}

/** Calls of users make what is stored there more or less. */
function isMoved(
  code: ContractCode,
  bound: AstNode,
  inside: CodeFunction,
  notForUsers: ReadonlySet<string>,
): boolean {
  const made = partsOf(code, bound, inside);
  const isForUsers = ({ name }: CodeFunction) =>
    !notForUsers.has(`${shortContract(code.info.name)}.${name}`);
  const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
  const read = new Set(
    fields
      .filter(({ uses }) => uses.some(({ target }) => made.has(target.id)))
      .map(({ name }) => name.replace(/\.length$/, "")),
  );
  return fields.some(
    ({ name, uses }) =>
      read.has(name) &&
      uses.some(
        (use) =>
          MOVING.includes(use.kind) && changingEntriesTo(code, use.function).some(isForUsers),
      ),
  );
}

const MOVING: readonly Use["kind"][] = ["add", "subtract", "update", "push", "pop"];

/** Ids of all that goes into an expression. */
function partsOf(code: ContractCode, of: AstNode, inside: CodeFunction): ReadonlySet<number> {
  const seen = new Set<number>();
  const collect = (node: AstNode, where: CodeFunction): void => {
    for (const origin of originsOf(code, node, where)) {
      if (seen.has(origin.node.id)) continue;
      seen.add(origin.node.id);
      for (const child of childrenOf(origin.node)) collect(child, origin.function);
    }
  };
  collect(of, inside);
  return seen;
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
