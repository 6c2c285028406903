import {
  type AstNode,
  childOf,
  childrenOf,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { CodeIndex } from "./code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./contract-code.ts";
import { fieldsOf } from "./fields.ts";
import { knownNumber } from "./known-number.ts";
import { originsOf } from "./origins.ts";
import { changingEntriesTo, isRunAtCreation } from "./reach.ts";
import type { Term } from "./sum-terms.ts";
import { type Use, usesOf } from "./uses.ts";

/** A bound that a number may come to: a sum, and as much more or less. */
export interface Bound {
  readonly terms: readonly Term[];
  readonly more: bigint;
}

/** `CAP`, `MAX - reserved`, `MAX_SUPPLY + 1`: as it is written where it is compared. */
export function boundText(bound: Bound): string {
  const { terms, more } = withoutNumbers(bound);
  const sorted = terms.toSorted((a, b) => b.sign - a.sign);
  const parts = sorted.map(({ node, function: { source }, sign }, i) => {
    const text = sourceText(source, node);
    const plain = node.nodeType === "Conditional" || (sign < 0 && isSum(node)) ? `(${text})` : text;
    return i === 0 ? plain : `${sign < 0 ? "-" : "+"} ${plain}`;
  });
  const rest = more === 0n ? [] : [`${more < 0n ? "-" : "+"} ${more < 0n ? -more : more}`];
  return [...parts, ...rest].join(" ");
}

/** What is written as a number beside other terms is reckoned at once. */
function withoutNumbers({ terms, more }: Bound): Bound {
  const isPlain = ({ node }: Term) =>
    node.nodeType === "Literal" && /^\d+$/.test(textOf(node, "value") ?? "");
  const named = terms.filter(
    (one) => !isPlain(one) || textOf(one.node, "subdenomination") !== undefined,
  );
  if (!named.some(({ sign }) => sign === 1)) return { terms, more };
  const numbers = terms.filter((one) => !named.includes(one));
  const sum = numbers.reduce(
    (all, { node, sign }) => all + BigInt(sign) * BigInt(textOf(node, "value") ?? "0"),
    more,
  );
  return { terms: named, more: sum };
}

function isSum(node: AstNode): boolean {
  return node.nodeType === "BinaryOperation" && ["+", "-"].includes(textOf(node, "operator") ?? "");
}

/** How much it is where code says it: of what is stored, as long as nobody has set it anew. */
export function boundNumber(code: ContractCode, { terms, more }: Bound): bigint | undefined {
  return terms.reduce<bigint | undefined>((sum, { node, function: inside, sign }) => {
    const known = numberAt(code, node, inside);
    return sum === undefined || known === undefined ? undefined : sum + BigInt(sign) * known;
  }, more);
}

function numberAt(code: ContractCode, of: AstNode, inside: CodeFunction): bigint | undefined {
  const known = knownNumber(code, of, inside);
  if (known !== undefined) return known;
  const [origin, ...others] = originsOf(code, of, inside).filter(({ isLast }) => isLast);
  if (origin === undefined || others.length > 0) return undefined;
  const { node, function: where } = origin;
  if (node.nodeType === "Identifier") {
    const id = numberOf(node, "referencedDeclaration");
    const constant = code.constants.find((one) => one.node.id === id);
    const value = childOf(constant?.node, "value");
    if (value !== undefined) return numberAt(code, value, where);
    const variable = code.variables.find((one) => one.node.id === id);
    const first = variable && firstNumber(code, variable);
    // One that begins with nothing is set before anybody draws.
    return first === 0n ? undefined : first;
  }
  const [left, right] = ["leftExpression", "rightExpression"].map((side) => {
    const one = node.nodeType === "BinaryOperation" ? childOf(node, side) : undefined;
    return one && numberAt(code, one, where);
  });
  if (left === undefined || right === undefined) return undefined;
  return RECKONING[textOf(node, "operator") ?? ""]?.(left, right);
}

const RECKONING: Readonly<Record<string, (a: bigint, b: bigint) => bigint | undefined>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0n ? undefined : a / b),
  "**": (a, b) => (b < 0n || b > 256n ? undefined : a ** b),
};

/** What a variable begins with; undefined where a constructor has a say in it, or it is no number. */
export function firstNumber(code: ContractCode, variable: StateVariable): bigint | undefined {
  const value = childOf(variable.node, "value");
  const isSet = usesOf(code, variable).some(
    ({ kind, function: inside }) => kind !== "read" && isRunAtCreation(code, inside),
  );
  if (isSet) return undefined;
  if (value === undefined) return 0n;
  const [one] = code.functions;
  return one && numberAt(code, value, one);
}

/**
 * Calls of users make what is stored there more or less, or calls that draw on the number do, be they the owner's:
 * then it is another account, and no part of it has a bound of its own.
 */
export function isMoved(
  code: ContractCode,
  bound: Bound,
  drawing: readonly CodeFunction[],
  isForUsers: (one: CodeFunction) => boolean,
): boolean {
  return usesIn(code, bound).some(
    (use) =>
      MOVING.includes(use.kind) &&
      changingEntriesTo(code, use.function).some((one) => isForUsers(one) || drawing.includes(one)),
  );
}

const MOVING: readonly Use["kind"][] = ["add", "subtract", "update", "push", "pop"];

/** It is the same for ever: nobody sets what it is made of, nor is it another contract's. */
export function isFixed(code: ContractCode, bound: Bound): boolean {
  const isForeign = bound.terms.some(({ node, function: inside }) =>
    nodesBehind(code, node, inside).some(
      (one) =>
        one.nodeType === "FunctionCall" &&
        textOf(one, "kind") !== "typeConversion" &&
        CodeIndex.of(code).calledBy(one).length === 0,
    ),
  );
  return !isForeign && usesIn(code, bound).every(({ kind }) => kind === "read");
}

/** All uses, but constructors', of what is stored and goes into it. */
function usesIn(code: ContractCode, { terms }: Bound): readonly Use[] {
  const made = new Set(
    terms.flatMap(({ node, function: inside }) =>
      nodesBehind(code, node, inside).map(({ id }) => id),
    ),
  );
  const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
  const read = new Set(
    fields
      .filter(({ uses }) => uses.some(({ target }) => made.has(target.id)))
      .map(({ name }) => name.replace(/\.length$/, "")),
  );
  return fields.flatMap(({ name, uses }) => (read.has(name) ? uses : []));
}

/** All that goes into an expression. */
function nodesBehind(code: ContractCode, of: AstNode, inside: CodeFunction): readonly AstNode[] {
  const seen = new Map<number, AstNode>();
  const collect = (node: AstNode, where: CodeFunction): void => {
    for (const origin of originsOf(code, node, where)) {
      if (seen.has(origin.node.id)) continue;
      seen.set(origin.node.id, origin.node);
      for (const child of childrenOf(origin.node)) collect(child, origin.function);
    }
  };
  collect(of, inside);
  return [...seen.values()];
}
