import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import type { SourceFile } from "../../model/contract.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { type ContractCode, sourceText, type StateVariable } from "../code/contract-code.ts";
import { checkedDraws } from "../code/bounded-sum.ts";
import { isCompiledSince } from "../code/compiled-since.ts";
import { mentionsOf } from "../code/mentions.ts";
import { familyOf, freeName, isTaken } from "../code/names.ts";
import { isValueUsed } from "../code/position.ts";
import type { Use } from "../code/uses.ts";
import type { Subject } from "../rule.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import { wrapsUp } from "../code/wraps-up.ts";
import {
  commentEnd,
  documentationStart,
  indentationOf,
  indentationUnit,
  statementEnd,
} from "./layout.ts";
import { isOnlyByContracts } from "../by-contracts.ts";
import { partsOf } from "./shard-sketch.ts";
import { isInUpgradeable } from "./upgradeable.ts";

/**
 * An unsigned number that calls only add to or take from, as an array with one part for each group of callers,
 * and a function of the old name that sums them. What is taken away may be in another part than what was
 * added, so parts and sum wrap around. Undefined where the code does more with it than that.
 *
 * `isBounded`: no more is taken away than there is, as something else sees to it: else a check that there is enough
 * would be lost. So it may begin with what the constructor sets it to, too, and not be a stock that can run out.
 */
export function shardCounter(
  subject: Pick<Subject, "project" | "variable" | "shards" | "accumulators" | "code">,
  { isBounded = false } = {},
): SourceEdit[] | undefined {
  const { project, variable, shards, accumulators } = subject;
  // All callers would use the part of the contract that calls for them.
  if (isOnlyByContracts(subject)) return undefined;
  if (variable === undefined || variable.source.isExternal === true) return undefined;
  if (!/^uint\d+$/.test(variable.type) || childOf(variable.node, "value") !== undefined)
    return undefined;
  if (isInUpgradeable(variable, project) || isTight(variable, accumulators)) return undefined;
  const parts = partsOf(variable.name);
  if (isTaken(parts, familyOf(variable, project))) return undefined;
  // `Base.total`, which the uses do not tell of, may stand for setting it.
  if (mentionsOf(project, variable).some(({ node }) => isOfBase(node))) return undefined;
  const uses = usesEverywhere(project, variable);
  const isWrapping = uses.some(({ kind }) => kind === "subtract");
  // With the check that there is enough, the contract would lose a bound.
  if (isWrapping && !isBounded && project.some((one) => checkedDraws(one, uses).length > 0)) {
    return undefined;
  }
  const atFirst = uses.filter(({ function: { kind } }) => kind === "constructor");
  const isSetOnce = isBounded && atFirst.length === 1;
  // Where nothing is taken away, and nothing is added without a check, it is all the same.
  const isSumWrapping = isWrapping || wrapsUp(uses);
  const hasChecks = isSumWrapping ? checksOf([variable, ...uses], project) : false;
  if (hasChecks === undefined) return undefined;
  const isChecked = isWrapping && hasChecks;
  const isInherited = uses.some(
    ({ kind, function: inside }) =>
      kind !== "read" &&
      (inside.contract !== variable.contract || inside.source.path !== variable.source.path),
  );
  const sharding: Sharding = { parts, shards, isChecked, hasChecks, isSetOnce, isInherited };
  const changes = uses.map((use) => changeUse(use, variable, sharding));
  if (!changes.every((change) => change !== undefined) || isOverlapping(changes)) return undefined;
  return [...changeDeclaration(variable, sharding, project), ...changes];
}

function isOfBase(node: AstNode): boolean {
  const holder = node.nodeType === "MemberAccess" ? childOf(node, "expression") : undefined;
  return typeIdentifierOf(holder)?.startsWith("t_type$_t_contract") === true;
}

/** What is added reads the number itself. */
function isOverlapping(edits: readonly SourceEdit[]): boolean {
  return edits.some((a, i) =>
    edits.some((b, j) => i !== j && a.file === b.file && a.start < b.end && b.start < a.end),
  );
}

interface Sharding {
  /** Name of the array. */
  readonly parts: string;
  readonly shards: number;
  /** Parts wrap around, and arithmetic that does has to stand in `unchecked`. */
  readonly isChecked: boolean;
  /** Their sum wraps around, which the view must not fail of. */
  readonly hasChecks: boolean;
  /** One constructor uses it in one place, and may set it. */
  readonly isSetOnce: boolean;
  /** A contract that inherits it changes it. */
  readonly isInherited: boolean;
}

/** It has checks: since 0.8, as the compiler says. Undefined where one of the files has and another one has not. */
function checksOf(
  places: readonly Pick<Use, "source">[],
  project: readonly ContractCode[],
): boolean | undefined {
  const paths = new Set(places.map(({ source }) => source.path));
  const answers = new Set([...paths].map((path) => isCompiledSince(project, path, [0, 8, 0])));
  const [answer] = answers;
  return answers.size === 1 ? answer : undefined;
}

/**
 * That it can be full is part of what it does: parts have room of their own, and their sum would be cut. So it is
 * where the type is small, and where the experiments met the bound of one that is not large.
 */
function isTight({ type }: StateVariable, accumulators: Subject["accumulators"]): boolean {
  const bits = Number(type.slice("uint".length));
  const isMet = accumulators.some(({ bounds }) =>
    bounds.some(({ kind }) => kind === "room must be left"),
  );
  return bits < 64 || (bits < 128 && isMet);
}

function changeUse(
  use: Use,
  { name, node, source: declaring }: StateVariable,
  { parts, shards, isChecked, isSetOnce }: Sharding,
): SourceEdit | undefined {
  const { kind, source, operation } = use;
  if (source.isExternal === true || use.steps.length > 0) return undefined;
  const file = source.path;
  const { start, end } = operation.range;
  const own = `${parts}[uint160(msg.sender) % ${shards}]`;
  const unit = indentationUnit(declaring, node);
  const amount = use.value === undefined ? undefined : sourceText(source, use.value);
  switch (kind) {
    case "read":
      return { file, start, end, text: `${name}()` };
    case "add":
    case "subtract":
      return changeSum(use, own, { isChecked, unit });
    case "assign":
    case "delete":
      if (isValueUsed(use)) return undefined;
      if (amount === undefined || amount === "0")
        return { file, start, end, text: `delete ${parts}` };
      if (!isSetOnce || use.function.kind !== "constructor" || isOfTuple(use)) return undefined;
      return { file, start, end, text: `${parts}[0] = ${amount}` };
    case "update":
    case "push":
    case "pop":
    case "call":
    case "assembly":
      return undefined;
  }
}

/** A part that has wrapped around is near the end of its range, so that adding to it must not be checked either. */
function changeSum(
  use: Use,
  own: string,
  { isChecked, unit }: { readonly isChecked: boolean; readonly unit: string },
): SourceEdit | undefined {
  const { kind, source, operation, value, around } = use;
  if (isValueUsed(use)) return undefined;
  const [step, by] = kind === "add" ? ["++", "+="] : ["--", "-="];
  const change =
    value === undefined ? `${own}${step}` : `${own} ${by} ${sourceText(source, value)}`;
  const { start, end } = operation.range;
  const file = source.path;
  const isUnchecked = around.some(({ nodeType }) => nodeType === "UncheckedBlock");
  if (!isChecked || isUnchecked) return { file, start, end, text: change };
  const [statement, block] = around;
  // What is added would no longer be computed with checks, and a loop takes no block for its step.
  const isPlain = statement?.nodeType === "ExpressionStatement" && !isComputed(value);
  if (!isPlain || block?.nodeType === "ForStatement") return undefined;
  const lines = ["unchecked {", `${unit}${change};`, "}"];
  const text = lines.join(`\n${indentationOf(source, start)}`);
  return {
    file,
    start,
    end: statementEnd(source, end),
    text: block?.nodeType === "Block" ? text : `{ ${text} }`,
  };
}

function isComputed(node: AstNode | undefined): boolean {
  if (node === undefined) return false;
  return (
    ["BinaryOperation", "UnaryOperation"].includes(node.nodeType) ||
    childrenOf(node).some(isComputed)
  );
}

function isOfTuple({ operation, target }: Use): boolean {
  return childOf(operation, "leftHandSide")?.id !== target.id;
}

function changeDeclaration(
  variable: StateVariable,
  { parts, shards, hasChecks, isInherited }: Sharding,
  project: readonly ContractCode[],
): SourceEdit[] {
  const { node, source, name, type, visibility } = variable;
  const { start, end } = node.range;
  const first = documentationStart(node);
  const indentation = indentationOf(source, first);
  const unit = indentationUnit(source, node);
  // Small elements of an array share slots, and their users would still meet.
  const sum = freeMember("sum", variable, project);
  const index = freeMember("i", variable, project);
  const own = `${parts}[${index}]`;
  const part = type === "uint256" ? own : `${type}(${own})`;
  const loop = [
    `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) {`,
    `${unit}${sum} += ${part};`,
    `}`,
  ];
  const overrides = childOf(node, "overrides");
  const override = overrides === undefined ? "" : ` ${sourceText(source, overrides)}`;
  const body = hasChecks ? [`unchecked {`, ...loop.map((line) => `${unit}${line}`), `}`] : loop;
  const lines = [
    `function ${name}() ${visibility} view${override} returns (${type} ${sum}) {`,
    ...body.map((line) => `${unit}${line}`),
    `}`,
  ];
  // The comment goes with the name.
  const comment = Buffer.from(source.content, "utf8").subarray(first, start).toString("utf8");
  const place = placeOfFunction(variable, project);
  const note = `@dev Parts of ${name}, one for each of ${shards} groups of callers.`;
  const isFirst = isFirstInLine(source, first);
  const noted = isFirst ? `/// ${note}\n${indentation}` : `/** ${note} */ `;
  return [
    {
      file: source.path,
      start: first,
      end: statementEnd(source, end),
      text: `${noted}uint256[${shards}] ${isInherited ? "internal" : "private"} ${parts};`,
    },
    {
      file: source.path,
      start: place,
      end: place,
      text: `\n\n${indentation}${comment}${lines.join(`\n${indentation}`)}`,
    },
  ];
}

/** A name that no variable and no function of these contracts has, so that it hides none. */
function freeMember(
  name: string,
  variable: StateVariable,
  project: readonly ContractCode[],
): string {
  const family = familyOf(variable, project);
  const isMember = family.some(({ variables, constants, functions }) =>
    [...variables, ...constants, ...functions].some((one) => one.name === name),
  );
  return isMember ? freeName(name, family) : name;
}

function isFirstInLine({ content }: SourceFile, start: number): boolean {
  const before = Buffer.from(content, "utf8").subarray(0, start).toString("utf8");
  return /(^|\n)[ \t]*$/.test(before);
}

/** Behind the constructor, or else behind the last function, or what else the contract ends with. */
function placeOfFunction(
  { contract, source, node }: StateVariable,
  project: readonly ContractCode[],
): number {
  const declaring = project
    .flatMap(({ bases }) => bases)
    .find((base) => base.contract === contract && base.source.path === source.path);
  const members = nodesIn(declaring?.node.fields.nodes);
  const functions = members.filter(({ nodeType }) => nodeType === "FunctionDefinition");
  const constructor = functions.find((one) => textOf(one, "kind") === "constructor");
  const before = constructor ?? functions.at(-1);
  if (before !== undefined) return endOf(before, source);
  return endOf(members.at(-1) ?? node, source);
}

/** What has no body ends with a semicolon. */
function endOf(member: AstNode, source: SourceFile): number {
  const { end } = member.range;
  const isOpen = member.nodeType === "VariableDeclaration";
  return commentEnd(source, isOpen ? statementEnd(source, end) : end);
}
