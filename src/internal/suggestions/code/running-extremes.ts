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
import { type ContractCode, sourceText, type StateVariable } from "./contract-code.ts";
import { changingEntriesTo } from "./reach.ts";
import { type Use, usesOf } from "./uses.ts";
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
}

/** Undefined where anything else that changes something depends on the variable, or sets it. */
export function runningExtremeOf(
  code: ContractCode,
  variable: StateVariable,
): RunningExtreme | undefined {
  if (!isOne(variable)) return undefined;
  const uses = usesOf(code, variable).filter((use) => use.function.kind !== "constructor");
  const sets = uses.filter(({ kind }) => kind !== "read");
  const all = sets.map((use) => extremeBy(code, variable, use));
  const [first] = all;
  if (first === undefined || !all.every((one) => one?.isHighest === first.isHighest)) {
    return undefined;
  }
  const reads = uses.filter(({ kind }) => kind === "read");
  const areIdle = reads.every(
    (use) =>
      all.some((one) => isIn(childOf(one?.statement, "condition"), use)) || !isChanging(code, use),
  );
  return areIdle ? first : undefined;
}

/** What is set together with an extreme and never else, and decides nothing: who holds the record, and since when. */
export function companionOf(
  code: ContractCode,
  variable: StateVariable,
): RunningExtreme | undefined {
  const uses = usesOf(code, variable).filter((use) => use.function.kind !== "constructor");
  const sets = uses.filter(({ kind }) => kind !== "read");
  const reads = uses.filter(({ kind }) => kind === "read");
  if (sets.length === 0 || reads.some((use) => isChanging(code, use))) return undefined;
  return code.variables
    .filter((other) => other !== variable)
    .flatMap((other) => runningExtremeOf(code, other) ?? [])
    .find((extreme) => {
      const own = usesOf(code, extreme.variable).flatMap(
        (use) => extremeBy(code, extreme.variable, use)?.statement ?? [],
      );
      return sets.every((use) => own.some((statement) => isIn(statement, use)));
    });
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

function extremeBy(
  code: ContractCode,
  variable: StateVariable,
  use: Use,
): RunningExtreme | undefined {
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
