import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { CodeIndex } from "./code-index.ts";
import { type ContractCode, sourceText, type StateVariable } from "./contract-code.ts";
import { originsOf } from "./origins.ts";
import { type Use, usesOf } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** A place where a number becomes more or less. */
export interface Change {
  readonly use: Use;
  readonly kind: "add" | "subtract";
  /** By how much; undefined: by one. Where it is set to nothing: what it was. */
  readonly amount: AstNode | undefined;
}

/** Of a number in an entry of a mapping or an array, or in a member of one. */
export interface EntryChange extends Change {
  readonly variable: StateVariable;
  /** Without keys: `balances`, `users.staked`, `TokenStorage._balances`. */
  readonly name: string;
}

export function entryChangesOf(code: ContractCode): readonly EntryChange[] {
  return remember(changes, code, () =>
    [...code.variables, ...code.namespaces].flatMap((variable) =>
      usesOf(code, variable)
        .filter(({ steps }) => steps.some(({ kind }) => kind === "index"))
        .flatMap((use) => changeOf(code, use) ?? [])
        .map((change) => ({ ...change, variable, name: nameOf(variable, change.use) })),
    ),
  );
}

const changes = new WeakMap<ContractCode, readonly EntryChange[]>();

/** Where an entry of that name is set to what is neither more nor less by an amount, or nobody knows to what. */
export function setOtherwise(code: ContractCode, name: string): readonly Use[] {
  return [...code.variables, ...code.namespaces].flatMap((variable) =>
    usesOf(code, variable).filter(
      (use) =>
        use.kind !== "read" &&
        use.function.kind !== "constructor" &&
        nameOf(variable, use) === name &&
        changeOf(code, use) === undefined,
    ),
  );
}

function nameOf({ name }: StateVariable, { steps }: Use): string {
  return [name, ...steps.flatMap((step) => (step.kind === "member" ? [step.name] : []))].join(".");
}

/** `x += v`, `x = x + v`, `old = x; x = old - v`, `delete x`; undefined where it is something else. */
export function changeOf(code: ContractCode, use: Use): Change | undefined {
  switch (use.kind) {
    case "add":
    case "subtract":
      return { use, kind: use.kind, amount: use.value };
    case "delete":
      return { use, kind: "subtract", amount: use.target };
    case "assign":
      return use.value && assigned(code, use, withoutBrackets(use.value));
    case "read":
    case "update":
    case "push":
    case "pop":
    case "call":
    case "assembly":
      return undefined;
  }
}

/** The same, and `end = x + v; x = end`. */
export function lastChangeOf(code: ContractCode, use: Use): Change | undefined {
  const value = use.kind === "assign" && use.value ? sumIn(code, use, use.value) : undefined;
  return value === undefined ? changeOf(code, use) : assigned(code, use, withoutBrackets(value));
}

function assigned(code: ContractCode, use: Use, value: AstNode): Change | undefined {
  if (textOf(value, "value") === "0") return { use, kind: "subtract", amount: use.target };
  const operator = textOf(value, "operator");
  if (value.nodeType !== "BinaryOperation" || (operator !== "+" && operator !== "-"))
    return undefined;
  const [left, right] = [childOf(value, "leftExpression"), childOf(value, "rightExpression")];
  const isOld = (node: AstNode | undefined): boolean =>
    node !== undefined &&
    originsOf(code, node, use.function).some(
      (origin) =>
        origin.function === use.function &&
        sourceText(use.source, origin.node) === sourceText(use.source, use.target),
    );
  if (isOld(left)) return { use, kind: operator === "+" ? "add" : "subtract", amount: right };
  return operator === "+" && isOld(right) ? { use, kind: "add", amount: left } : undefined;
}

/** What a variable of the function was declared as, if it is set nowhere else. */
function sumIn(code: ContractCode, { function: inside }: Use, given: AstNode): AstNode {
  const declaration = numberOf(given, "referencedDeclaration");
  if (given.nodeType !== "Identifier" || declaration === undefined) return given;
  const index = CodeIndex.of(code);
  const [value, ...others] = index.valuesOf(declaration);
  const isSetAgain = index.referencesTo(declaration).some(({ node }) => index.maySet(node));
  const isOne = value !== undefined && others.length === 0 && value.function === inside;
  return isOne && !isSetAgain ? withoutBrackets(value.node) : given;
}
