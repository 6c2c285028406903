import {
  type AstNode,
  childOf,
  contains,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf } from "./call-parts.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./contract-code.ts";
import { isOtherPhase } from "./phases.ts";
import { changingEntriesTo } from "./reach.ts";
import { type Use, usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** The highest or lowest so far, which decides nothing but whether it stays: `if (v > highest) highest = v;`. */
export interface RunningExtreme {
  readonly variable: StateVariable;
  readonly isHighest: boolean;
  /** What it is compared with, and what then takes its place. */
  readonly offer: string;
  readonly use: Use;
  /** The `if`, which does nothing but set it, and what goes with it. */
  readonly statement: AstNode;
  /** 0 means that there is none yet. */
  readonly isZeroNone: boolean;
  /** What is set together with it and never else, and decides nothing: who holds the record, and since when. */
  readonly companions: readonly StateVariable[];
  /** Functions that change something by it, or begin anew: when it is over, or not for users. */
  readonly readBy: readonly CodeFunction[];
  /** Where it begins anew. */
  readonly resets: readonly Use[];
}

type IsForUsers = (one: CodeFunction) => boolean;

/** Undefined where anything else that changes something meanwhile depends on the variable, or sets it. */
export function runningExtremeOf(
  code: ContractCode,
  variable: StateVariable,
  isForUsers: IsForUsers = () => true,
): RunningExtreme | undefined {
  if (!isOne(variable)) return undefined;
  const uses = usesOf(code, variable).filter((use) => use.function.kind !== "constructor");
  const reads = uses.filter(({ kind }) => kind === "read");
  const sets = uses.filter(({ kind }) => kind !== "read");
  const all = sets.flatMap((use) => extremeBy(code, variable, use) ?? []);
  const [first] = all;
  if (first === undefined || !all.every((one) => one.isHighest === first.isHighest)) {
    return undefined;
  }
  const setting = all.flatMap(({ use }) => changingEntriesTo(code, use.function));
  const isAside = (use: Use) =>
    changingEntriesTo(code, use.function).every(
      (one) => !setting.includes(one) && (!isForUsers(one) || isOtherPhase(code, one, setting)),
    );
  const resets = sets.filter((use) => !all.some((one) => one.use === use));
  const asked = reads.filter(
    (use) => !all.some(({ statement }) => isIn(childOf(statement, "condition"), use)),
  );
  const isFree =
    resets.every((use) => isReset(code, variable, use)) && [...resets, ...asked].every(isAside);
  const companions = setBeside(code, variable, all);
  if (!isFree || companions === undefined) return undefined;
  const readBy = [...resets, ...asked].flatMap((use) => changingEntriesTo(code, use.function));
  return { ...first, companions, resets, readBy: [...new Set(readBy)] };
}

/** The extreme that it is set together with. */
export function companionOf(
  code: ContractCode,
  variable: StateVariable,
  isForUsers?: IsForUsers,
): RunningExtreme | undefined {
  return code.variables
    .filter((other) => other !== variable)
    .flatMap((other) => runningExtremeOf(code, other, isForUsers) ?? [])
    .find(({ companions }) => companions.includes(variable));
}

/** All of it becomes what is not made of it. */
function isReset(code: ContractCode, { node }: StateVariable, use: Use): boolean {
  const { kind, steps, value } = use;
  const isWhole = steps.length === 0 && (kind === "delete" || kind === "assign");
  return isWhole && !ValueFlow.of(code).depends(value, node.id);
}

/**
 * Undefined where one of them is set elsewhere, too, or something depends on it: whoever is ahead in one part only
 * would be taken for the one who is ahead of all, and of two that are equal the later one for the first.
 */
function setBeside(
  code: ContractCode,
  variable: StateVariable,
  all: readonly Extreme[],
): readonly StateVariable[] | undefined {
  const beside = code.variables.flatMap((other) => {
    if (other === variable) return [];
    const uses = usesOf(code, other).filter((use) => use.function.kind !== "constructor");
    const isSetThere = (use: Use) =>
      use.kind !== "read" && all.some(({ statement }) => isIn(statement, use));
    if (!uses.some(isSetThere)) return [];
    const isCompanion = uses.every(
      (use) =>
        use.steps.every(({ kind }) => kind === "member") &&
        (use.kind === "read" ? !isChanging(code, use) : isSetThere(use)),
    );
    return { other, isCompanion };
  });
  return beside.every(({ isCompanion }) => isCompanion)
    ? beside.map(({ other }) => other)
    : undefined;
}

/** A number, or a struct by itself. */
function isOne({ type }: StateVariable): boolean {
  return /^(u?int\d*$|struct )/.test(type) && !type.endsWith("]");
}

function isChanging(code: ContractCode, use: Use): boolean {
  return changingEntriesTo(code, use.function).length > 0;
}

function isIn(node: AstNode | undefined, use: Use): boolean {
  return node !== undefined && [use.operation, ...use.around].some(({ id }) => id === node.id);
}

type Extreme = Omit<RunningExtreme, "companions" | "readBy" | "resets">;

function extremeBy(code: ContractCode, variable: StateVariable, use: Use): Extreme | undefined {
  const { kind, value, around, operation, source } = use;
  const statement = around.find(({ nodeType }) => nodeType === "IfStatement");
  const condition = childOf(statement, "condition");
  const body = childOf(statement, "trueBody");
  if (kind !== "assign" || value === undefined || statement === undefined) return undefined;
  if (condition === undefined || body === undefined || !contains(body.range, operation.range)) {
    return undefined;
  }
  if (childOf(statement, "falseBody") !== undefined || !isOnlySetting(code, body)) return undefined;
  const offers = [value, ...structValues(value)].map(withoutBrackets);
  const texts = offers.map((one) => sourceText(source, one));
  for (const node of allIn(condition)) {
    const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
    const operator = textOf(node, "operator") ?? "";
    if (left === undefined || right === undefined || !/^[<>]=?$/.test(operator)) continue;
    const [own, other] = isOf(variable, left) ? [left, right] : [right, left];
    const offer = sourceText(source, withoutBrackets(other));
    if (!isOf(variable, own) || !texts.includes(offer)) continue;
    const isHighest = operator.startsWith(">") === (own === right);
    return { variable, isHighest, offer, use, statement, isZeroNone: asksForZero(condition) };
  }
  return undefined;
}

/** Nothing but `x = …;` of the contract's own variables. */
function isOnlySetting(code: ContractCode, body: AstNode): boolean {
  const statements = body.nodeType === "Block" ? nodesIn(body.fields.statements) : [body];
  return statements.every((statement) => {
    const set = childOf(statement, "expression");
    if (set?.nodeType !== "Assignment" || textOf(set, "operator") !== "=") return false;
    const target = childOf(set, "leftHandSide");
    const { root } = accessPath(target ?? set);
    const id = numberOf(root, "referencedDeclaration");
    const isCalling = allIn(set).some(
      (node) => node.nodeType === "FunctionCall" && textOf(node, "kind") === "functionCall",
    );
    return code.variables.some(({ node }) => node.id === id) && !isCalling;
  });
}

function structValues(value: AstNode): readonly AstNode[] {
  return textOf(value, "kind") === "structConstructorCall" ? argumentsOf(value) : [];
}

/** `best`, `record.score` */
function isOf({ node }: StateVariable, expression: AstNode): boolean {
  const { root } = accessPath(withoutBrackets(expression));
  return numberOf(root, "referencedDeclaration") === node.id;
}

function asksForZero(condition: AstNode): boolean {
  return allIn(condition).some(
    (node) =>
      textOf(node, "operator") === "==" &&
      textOf(childOf(node, "rightExpression"), "value") === "0",
  );
}
