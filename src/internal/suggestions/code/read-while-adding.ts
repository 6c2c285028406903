import { type AstNode, childOf, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { parametersOf } from "./call-parts.ts";
import { type Change, changeOf, lastChangeOf } from "./changes.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  type StateVariable,
} from "./contract-code.ts";
import { keysOf } from "./entry-keys.ts";
import { nameOfUse } from "./fields.ts";
import { ForwardWalk } from "./forward-walk.ts";
import { limitsIn, valuesOf } from "./limits.ts";
import { isValueUsed } from "./position.ts";
import { changingEntriesTo } from "./reach.ts";
import type { Sink } from "./sink.ts";
import { placeOfUse, type Use, usesOf } from "./uses.ts";

/**
 * A call that adds to an entry reads it as well, for something else than to write it back or to ask whether there is
 * enough to take: who leads, what is shown, how much the next one may. In parts it would have to read all of them.
 * What is known to be no such read is listed, all else is one. `field`: `polls.yes`.
 */
export function isReadWhileAdded(
  code: ContractCode,
  variable: StateVariable,
  field: string,
  adding: readonly Change[],
): boolean {
  const entries = adding.flatMap(({ use }) => changingEntriesTo(code, use.function));
  const isWithin = (inside: CodeFunction) =>
    adding.some(({ use }) => use.function === inside) ||
    changingEntriesTo(code, inside).some((one) => entries.includes(one));
  const all = usesOf(code, variable).filter((use) => isWithin(use.function));
  const own = all.filter((use) => nameOfUse(variable, use) === field);
  const wholes = all.filter((use) => field.startsWith(`${nameOfUse(variable, use)}.`));
  const read = [...own.filter((one) => isValueTaken(code, one)), ...wholes.filter(isHandedOn)];
  const met = read.filter((use) => !isOfCaller(code, use));
  const isNamedElse = CodeIndex.of(code)
    .referencesTo(variable.node.id)
    .some(({ node, function: inside }) => node.nodeType === "MemberAccess" && isWithin(inside));
  if (isNamedElse || met.some(({ kind }) => !KNOWN.includes(kind))) return true;
  const parts = partsOf(
    code,
    field,
    met.filter((use) => wholes.includes(use)),
    isWithin,
  );
  if (parts === undefined) return true;
  const places = [...met.filter((use) => own.includes(use)).map(placeOfUse), ...parts];
  const isHarmless = harmless(code, own, isWithin);
  return places.some((place) => {
    const { sinks, reached } = new ForwardWalk(code, [place], "value");
    return !sinks.every((sink) => isHarmless(sink, reached));
  });
}

/** What a use of one of these does with the value can be followed. */
const KNOWN: readonly Use["kind"][] = ["read", "add", "subtract", "delete", "assign"];

/** It is read, or changed and read, or set to nobody knows what. */
function isValueTaken(code: ContractCode, use: Use): boolean {
  return use.kind === "read" || changeOf(code, use) === undefined || isValueUsed(use);
}

/** Structs that are set as a whole, or pushed, are not read. */
function isHandedOn({ kind }: Use): boolean {
  return kind === "read" || kind === "call" || kind === "assembly";
}

/** Each account's own entry is another one than that which many add to. What users ask a view for, no call does. */
function isOfCaller(code: ContractCode, use: Use): boolean {
  return keysOf(code, use).some((origins) => {
    const given = origins.filter(({ text, inside }) => !isAskedFor(text, inside));
    return given.length > 0 && given.every(({ kind }) => kind === "sender");
  });
}

function isAskedFor(text: string, inside: CodeFunction): boolean {
  const names = parametersOf(inside.node).map((one) => textOf(one, "name"));
  return inside.isView && isEntry(inside) && names.includes(text);
}

/** Where the field is named of structs that are handed on or copied; undefined: nobody knows what becomes of them. */
function partsOf(
  code: ContractCode,
  field: string,
  wholes: readonly Use[],
  isWithin: (inside: CodeFunction) => boolean,
): readonly Place[] | undefined {
  if (wholes.length === 0) return [];
  const index = CodeIndex.of(code);
  const values = wholes.map(({ target, function: inside }) => ({ node: target, function: inside }));
  const { reached, sinks } = new ForwardWalk(code, values, "value");
  const isStruct = (node: AstNode | undefined) => (typeStringOf(node) ?? "").startsWith("struct ");
  const structs = index.places.filter(
    ({ node, function: inside }) => reached.has(node.id) && isStruct(node) && isWithin(inside),
  );
  const isLost = ({ node }: Place) => {
    const holder = index.parentOf(node);
    if (holder === undefined) return true;
    return !KEEPING.includes(holder.nodeType) && index.calledBy(holder).length === 0;
  };
  const isStored = ({ node, kind, function: inside }: Sink) =>
    isStruct(node) && kind !== "return" && isWithin(inside);
  if (structs.some(isLost) || sinks.some(isStored)) return undefined;
  const name = field.split(".").at(-1);
  return index.places.filter(
    ({ node }) =>
      node.nodeType === "MemberAccess" &&
      textOf(node, "memberName") === name &&
      structs.some((one) => one.node.id === childOf(node, "expression")?.id),
  );
}

/** A struct that stands in one of these is what it was, or a member of it is taken. */
const KEEPING: readonly string[] = [
  "MemberAccess",
  "VariableDeclarationStatement",
  "Assignment",
  "Return",
  "TupleExpression",
  "Conditional",
  "ExpressionStatement",
];

/** It goes back into the entry, is asked for as much as is taken, or comes to nobody in these calls. */
function harmless(
  code: ContractCode,
  own: readonly Use[],
  isWithin: (inside: CodeFunction) => boolean,
): (sink: Sink, reached: ReadonlySet<number>) => boolean {
  const index = CodeIndex.of(code);
  const changes = own.flatMap((use) => lastChangeOf(code, use) ?? []);
  const asked = limitsIn(code, changes, valuesOf(own))
    .filter(({ change }) => change.kind === "subtract")
    .flatMap(({ sides }) => sides.flatMap(allIn));
  return ({ kind, node, function: inside }, reached) => {
    if (!isWithin(inside)) return true;
    if (kind === "return") return inside.isView;
    if (kind === "condition") return asked.some(({ id }) => id === node.id);
    if (kind !== "storage") return false;
    const holder = index.parentOf(node);
    const change = changes.find(({ use }) => use.operation.id === holder?.id);
    // By as much as it holds it is multiplied.
    const amount = change?.amount === undefined ? [] : allIn(change.amount);
    return change !== undefined && !amount.some(({ id }) => reached.has(id));
  };
}
