import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  childOf,
  childrenOf,
  contains,
  nodesIn,
  numberOf,
  type Range,
  textOf,
} from "../../model/solidity/ast-node.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { isAsked } from "../code/asked.ts";
import { argumentsOf } from "../code/call-parts.ts";
import {
  type CodeFunction,
  type ContractCode,
  type Declared,
  sourceText,
  type StateVariable,
} from "../code/contract-code.ts";
import { isCompiledSince } from "../code/compiled-since.ts";
import { mentionsOf } from "../code/mentions.ts";
import { familyOf } from "../code/names.ts";
import { isOverriding } from "../code/overriding.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import type { Use } from "../code/uses.ts";
import type { History } from "../history-of.ts";
import type { Subject } from "../rule.ts";
import { documentationStart, indentationOf, statementEnd } from "./layout.ts";
import { removeMember, removeStatement, tidyDeletions } from "./remove-lines.ts";
import { isToldByEvent } from "./told-by-event.ts";
import { isUpgradeable } from "./upgradeable.ts";

/** A piece of a file that goes, or becomes something else. */
interface Piece {
  readonly source: SourceFile;
  readonly range: Range;
}

/**
 * A history in storage as events: each entry is emitted where it was stored, or left out where an event beside it
 * tells the same; the variables go, the views that read nothing else, and a struct that nothing needs any more.
 * Undefined where the code does more with it than that, and where the suite asks for what would go.
 */
export function historyToEvents(
  { project, code, asked }: Pick<Subject, "project" | "code" | "asked">,
  { entries, counter }: Pick<History, "entries" | "counter">,
): SourceEdit[] | undefined {
  const variables = counter === undefined ? [entries] : [entries, counter];
  if (variables.some((one) => isTheirs(project, one))) return undefined;
  if (familyOf(entries, project).some(isUpgradeable)) return undefined;
  const uses = variables.flatMap((one) => usesEverywhere(project, one));
  const views = viewsOf(project, uses, variables);
  const writes = entryWrites(usesEverywhere(project, entries), counter);
  if (views === undefined || writes === undefined) return undefined;
  if ([...variables, ...views].some((one) => isAsked(project, asked, one))) return undefined;
  const steps = counter === undefined ? [] : counterSteps(usesEverywhere(project, counter), writes);
  if (steps === undefined) return undefined;
  const pieces: Piece[] = [
    ...views.map(({ source, node }) => ({ source, range: node.range })),
    ...[...writes, ...steps].map(({ source, operation }) => ({ source, range: operation.range })),
  ];
  const isKnown = variables.every((one) => isOnlyIn(project, one, pieces));
  if (!isKnown || !views.every((one) => isOnlyIn(project, one, pieces))) return undefined;
  const told = writes.filter((use) => isDroppable(use) && isToldByEvent(code, use, valueOf(use)));
  const event = told.length === writes.length ? undefined : eventFor(project, entries);
  if (event === undefined && told.length < writes.length) return undefined;
  const declared = variables.map(({ source, node }) => ({ source, range: node.range }));
  const struct =
    event === undefined ? uselessStruct(project, entries, [...pieces, ...declared]) : [];
  const removed = [
    ...(event === undefined ? [entries] : []),
    ...(counter === undefined ? [] : [counter]),
    ...views,
    ...struct,
  ].map(({ source, node }) => removeMember(source, node));
  if (!removed.every((edit) => edit !== undefined)) return undefined;
  const edits = [
    ...removed,
    ...(event === undefined ? [] : [declareEvent(entries, event)]),
    ...steps.map(({ source, operation }) => removeStatementOf(source, operation)),
    ...writes.map((use) =>
      told.includes(use) || event === undefined
        ? removeStatementOf(use.source, use.operation)
        : emit(use, event.name),
    ),
  ];
  const sources = [...uses, ...variables, ...struct].map(({ source }) => source);
  return tidyDeletions(edits, sources);
}

/** Not the user's to change, or somebody else's business. */
function isTheirs(project: readonly ContractCode[], variable: StateVariable): boolean {
  return variable.source.isExternal === true || isOverriding(project, variable);
}

/** Functions that go, as they read nothing else; undefined where something else reads. */
function viewsOf(
  project: readonly ContractCode[],
  uses: readonly Use[],
  variables: readonly StateVariable[],
): readonly CodeFunction[] | undefined {
  const reads = uses.filter(({ kind, function: inside }) => kind === "read" && inside.isView);
  const views = [...new Set(reads.map((use) => use.function))];
  const byPlace = new Map(
    views.map((one) => [`${one.source.path} ${one.node.range.start}`, one] as const),
  );
  const own = new Set(variables.map(({ node }) => node.id));
  const isFree = [...byPlace.values()].every(
    (one) =>
      one.kind === "function" &&
      one.source.isExternal !== true &&
      !isOverriding(project, one) &&
      !readsOther(project, one, own),
  );
  return isFree ? [...byPlace.values()] : undefined;
}

/** It tells something else, too, which would be lost. */
function readsOther(
  project: readonly ContractCode[],
  { node, source }: CodeFunction,
  own: ReadonlySet<number>,
): boolean {
  const named = new Set(referencesIn(node));
  return project
    .filter(({ info }) => info.sources.includes(source))
    .some(
      ({ variables, functions }) =>
        variables.some((one) => named.has(one.node.id) && !own.has(one.node.id)) ||
        functions.some(
          (one) => named.has(one.node.id) && textOf(one.node, "stateMutability") !== "pure",
        ),
    );
}

/** `list.push(x);` and `entries[number++] = x;`: undefined where entries are written in another way. */
function entryWrites(
  uses: readonly Use[],
  counter: StateVariable | undefined,
): readonly Use[] | undefined {
  const writes = uses.filter(({ kind, function: inside }) => kind !== "read" || !inside.isView);
  const isPlain = writes.every(
    ({ kind, operation, steps, source, around: [holder] }) =>
      source.isExternal !== true &&
      holder?.nodeType === "ExpressionStatement" &&
      (counter === undefined
        ? kind === "push" && steps.length === 0 && argumentsOf(operation).length === 1
        : kind === "assign" && steps.length === 1 && textOf(operation, "operator") === "="),
  );
  return isPlain && writes.length > 0 ? writes : undefined;
}

/** `number++;` by itself. What raises it as the key of an entry goes with the entry. */
function counterSteps(uses: readonly Use[], writes: readonly Use[]): readonly Use[] | undefined {
  const others = uses.filter(
    (use) =>
      !(use.kind === "read" && use.function.isView) && !writes.some((write) => isKeyOf(use, write)),
  );
  const isPlain = others.every((use) => use.kind === "add" && isDroppable(use));
  return isPlain ? others : undefined;
}

/** `number` and `number++` in `entries[number++]`; in the value it would say more than where the entry is. */
function isKeyOf(use: Use, write: Use): boolean {
  const [step] = write.steps;
  return (
    use.source === write.source &&
    step?.kind === "index" &&
    contains(step.key.range, use.operation.range)
  );
}

/** A statement of a block that holds more than it. */
function isDroppable({ around: [holder, block] }: Use): boolean {
  const isInBlock = block?.nodeType === "Block" || block?.nodeType === "UncheckedBlock";
  const isOneOfMany = nodesIn(block?.fields.statements).length > 1;
  return holder?.nodeType === "ExpressionStatement" && isInBlock && isOneOfMany;
}

function valueOf({ value, target }: Use): AstNode {
  return value ?? target;
}

function isOnlyIn(
  project: readonly ContractCode[],
  declared: Pick<Declared, "node" | "source">,
  pieces: readonly Piece[],
): boolean {
  return mentionsOf(project, declared).every(({ source, node }) =>
    pieces.some((piece) => piece.source === source && contains(piece.range, node.range)),
  );
}

interface NewEvent {
  readonly name: string;
  /** Of its only parameter. */
  readonly type: string;
}

function eventFor(
  project: readonly ContractCode[],
  { node, source, name }: StateVariable,
): NewEvent | undefined {
  const element = elementOf(node);
  if (element === undefined) return undefined;
  const type = sourceText(source, element);
  const isStruct = element.nodeType === "UserDefinedTypeName";
  if (isStruct && !mayLogStructs(project, source)) return undefined;
  const plain = (isStruct ? type : name).replace(/^.*\./, "").replace(/^_+/, "");
  const title = plain.charAt(0).toUpperCase() + plain.slice(1);
  const free = ["Added", "Recorded"].map((suffix) => title + suffix).find(isFree(project));
  return free === undefined ? undefined : { name: free, type };
}

/** Not a word of any file of the project. */
function isFree(project: readonly ContractCode[]): (name: string) => boolean {
  const sources = new Set(project.flatMap(({ info }) => info.sources.flatMap((one) => one ?? [])));
  return (name) => ![...sources].some(({ content }) => new RegExp(`\\b${name}\\b`).test(content));
}

/** Structs in events need the second coder, which is the default since 0.8. */
function mayLogStructs(project: readonly ContractCode[], { path, content }: SourceFile): boolean {
  if (/pragma\s+(abicoder\s+v2|experimental\s+ABIEncoderV2)/.test(content)) return true;
  const isFirst = /pragma\s+abicoder\s+v1/.test(content);
  return !isFirst && isCompiledSince(project, path, [0, 8, 0]) === true;
}

function elementOf(variable: AstNode): AstNode | undefined {
  const type = childOf(variable, "typeName");
  return childOf(type, type?.nodeType === "Mapping" ? "valueType" : "baseType");
}

function declareEvent({ node, source, name }: StateVariable, event: NewEvent): SourceEdit {
  const start = documentationStart(node);
  const note = `/// @dev Instead of an entry of ${name}.\n${indentationOf(source, start)}`;
  const text = `${note}event ${event.name}(${event.type} entry);`;
  return { file: source.path, start, end: statementEnd(source, node.range.end), text };
}

function emit(use: Use, name: string): SourceEdit {
  const { start, end } = use.operation.range;
  const text = `emit ${name}(${sourceText(use.source, valueOf(use))})`;
  return { file: use.source.path, start, end, text };
}

function removeStatementOf(source: SourceFile, { range }: AstNode): SourceEdit {
  return removeStatement(source, range.start, range.end);
}

/** The struct of the entries, where only they are made of it. */
function uselessStruct(
  project: readonly ContractCode[],
  { node, source }: StateVariable,
  pieces: readonly Piece[],
): readonly Pick<Declared, "node" | "source">[] {
  const element = elementOf(node);
  const id =
    numberOf(element, "referencedDeclaration") ??
    numberOf(childOf(element, "pathNode"), "referencedDeclaration");
  const struct = structsIn(source).find((one) => one.id === id);
  if (struct === undefined) return [];
  return isOnlyIn(project, { node: struct, source }, pieces) ? [{ node: struct, source }] : [];
}

function structsIn({ ast }: SourceFile): readonly AstNode[] {
  const units = nodesIn([ast]);
  const contracts = units.flatMap(({ fields }) => nodesIn(fields.nodes));
  return contracts
    .flatMap((one) => [one, ...nodesIn(one.fields.nodes)])
    .filter(({ nodeType }) => nodeType === "StructDefinition");
}

function referencesIn(node: AstNode): number[] {
  const own = numberOf(node, "referencedDeclaration");
  return [...(own === undefined ? [] : [own]), ...childrenOf(node).flatMap(referencesIn)];
}
