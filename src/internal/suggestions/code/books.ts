import { childOf, nodesIn, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import type { ContractCode } from "./contract-code.ts";
import type { AstNode } from "../../model/solidity/ast-node.ts";
import { nameOfUse } from "./fields.ts";
import { reachableFrom } from "./reachable.ts";
import { type Use, usesOf } from "./uses.ts";

/** A place that changes or reads a sum, or what it is to be the sum of. */
export interface Booked {
  readonly use: Use;
  /** What of the contract's storage it is: `total`, `users.staked`; several where a struct goes as a whole. */
  readonly names: readonly string[];
  /** Of the sum itself, not of an entry. */
  readonly isTotal: boolean;
}

/**
 * What of entries is counted: how much is in them; or how many there are of which the field is not zero (`active`,
 * an owner, a stake), or is zero (of a list, what was not `sold`).
 */
export type Counted = "amount" | "not zero" | "zero";

/** All that changes or reads a sum and the entries that it is to be the sum of. */
export interface Books {
  readonly counted: Counted;
  /** By the id of what is done: `total += v`. */
  readonly changes: ReadonlyMap<number, Booked>;
  /** By the id of what is read: `balanceOf[from]`. */
  readonly reads: ReadonlyMap<number, Booked>;
  /** A call of it may change them. */
  readonly isTouched: (node: AstNode) => boolean;
}

/** Undefined where something is done with one of them that is neither to read nor to set it. */
export function booksOf(
  code: ContractCode,
  total: readonly Use[],
  entries: readonly string[],
  counted: Counted = "amount",
): Books | undefined {
  const booked = [
    ...total.map((use): Booked => ({ use, names: ["the sum"], isTotal: true })),
    ...[...code.variables, ...code.namespaces].flatMap((variable) =>
      usesOf(code, variable).flatMap((use): Booked[] => {
        const name = nameOfUse(variable, use);
        const names = entries.filter((one) => one === name || one.startsWith(`${name}.`));
        return names.length === 0 ? [] : [{ use, names, isTotal: false }];
      }),
    ),
  ];
  if (!booked.every((one) => isPlain(code, one, counted))) return undefined;
  const isRead = ({ use }: Booked) => use.kind === "read";
  const changes = new Map(
    booked.filter((one) => !isRead(one)).map((one) => [one.use.operation.id, one]),
  );
  const reads = new Map(booked.filter(isRead).map((one) => [one.use.target.id, one]));
  return { counted, changes, reads, isTouched: touching(code, changes) };
}

function isPlain(code: ContractCode, booked: Booked, counted: Counted): boolean {
  const { use, names, isTotal } = booked;
  const { kind, target, function: inside } = use;
  if (!code.functions.includes(inside)) return false;
  const isAmount = isTotal || counted === "amount";
  // A whole list may get one more, of which nobody knows what is in it.
  if (kind === "push") return !isAmount && use.steps.length === 0;
  if (!isTotal && !use.steps.some((step) => step.kind === "index")) return false;
  if (kind === "read" && isCopied(use)) return true;
  const isOne = names.length === 1 && (isAmount ? isNumberType(target) : isValueType(target));
  switch (kind) {
    case "read":
    case "add":
    case "subtract":
      return isOne;
    case "assign":
      return isOneOfAll(use) && (isOne || !isAmount);
    case "delete":
      return true;
    case "update":
      return !isAmount && isOne;
    case "pop":
    case "call":
    case "assembly":
      return false;
  }
}

/** Of a tuple one does not see which part. */
function isOneOfAll({ operation, target }: Use): boolean {
  return childOf(operation, "leftHandSide")?.id === target.id;
}

/** `Position memory position = positions[id];` */
export function isCopied({ target, around: [statement] }: Use): boolean {
  if (statement?.nodeType !== "VariableDeclarationStatement") return false;
  const [declaration, ...others] = nodesIn(statement.fields.declarations);
  return (
    others.length === 0 &&
    textOf(declaration, "storageLocation") === "memory" &&
    /^struct .* storage ref$/.test(typeStringOf(target) ?? "")
  );
}

/** What it holds is one value: no pointer to it is handed on. */
function isValueType(node: AstNode): boolean {
  return /^(u?int\d*|bool|address|address payable|bytes\d+|enum .+|contract .+)$/.test(
    typeStringOf(node) ?? "",
  );
}

function isNumberType(node: AstNode): boolean {
  return /^u?int\d*$/.test(typeStringOf(node) ?? "");
}

function touching(code: ContractCode, changes: Books["changes"]): Books["isTouched"] {
  const own = new Set([...changes.values()].map(({ use }) => use.function.node.id));
  const known = new Map<number, boolean>();
  const isRunning = (id: number, call: AstNode): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const is = reachableFrom(code, calleesOf(code, call)).some(({ node }) => own.has(node.id));
    known.set(id, is);
    return is;
  };
  return (node) => allIn(node).some((one) => changes.has(one.id) || isRunning(one.id, one));
}
