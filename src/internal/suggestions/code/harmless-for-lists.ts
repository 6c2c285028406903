import { type AstNode, childOf, numberOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { decisionsIn } from "./decisions.ts";
import { keysIn } from "./given-ids.ts";
import { knownNumber } from "./known-number.ts";
import { isComparison, isShifted, sidesOf } from "./operators.ts";
import { isArgument } from "./origins.ts";
import { changingEntriesTo } from "./reach.ts";
import { isNumber } from "./scalar.ts";
import type { Sink } from "./sink.ts";
import { type IsHarmless, isRunBy } from "./used-beside.ts";
import { type Use, usesOf } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

export interface ListInCode {
  readonly variable: StateVariable;
  /** All of the list. */
  readonly uses: readonly Use[];
  /** How many keys it is below. */
  readonly keys: number;
}

/**
 * What calls that push or pop may do with the length of a list that is split: as the place of an entry they store, log,
 * return and hand it on, which that of a part does as well; who takes one out asks whether there is any, and which is
 * the last one. `entries`: the functions that push or pop.
 */
export function harmlessForList(
  code: ContractCode,
  list: ListInCode,
  entries: readonly CodeFunction[],
): IsHarmless {
  const index = CodeIndex.of(code);
  const { uses, variable } = list;
  const by = (kind: Use["kind"]) =>
    uses.flatMap((use) =>
      use.kind === kind
        ? changingEntriesTo(code, use.function).filter((one) => entries.includes(one))
        : [],
    );
  const [pushing, popping] = [by("push"), by("pop")];
  const isOfPops = (inside: CodeFunction) =>
    changingEntriesTo(code, inside).every((one) => !entries.includes(one) || popping.includes(one));
  const isOfPopsAlone = (inside: CodeFunction) =>
    isOfPops(inside) && !changingEntriesTo(code, inside).some((one) => pushing.includes(one));
  const isReadLater = (into: StateVariable) =>
    isNumber(into) &&
    usesOf(code, into).some((use) => use.kind !== "assign" && isRunBy(code, entries, use.function));
  const isPlaceCompared = ({ node, function: inside }: Place): boolean => {
    const comparison = index.parentOf(node);
    const other = comparison && otherSide(comparison, node);
    if (comparison === undefined || other === undefined) return false;
    if (isOfPopsAlone(inside) && knownNumber(code, other, inside) === 0n) return true;
    if (!isPlaceOf(list, other, inside)) return false;
    return (
      isOfPops(inside) ||
      (isArgument(other, inside) && isRefused(code, comparison) && isOrdered(comparison))
    );
  };
  return (sink) => {
    const { kind, function: inside } = sink;
    if (kind === "condition") return !sink.isReckoned && !sink.isModulo && isPlaceCompared(sink);
    if (sink.isReckoned || sink.isModulo) return false;
    if (kind === "key" && sink.variable === variable.node.id) {
      return isOfPops(inside) || isOwnEntry(list, sink);
    }
    if (kind === "call") return !isAnswered(index, sink);
    const into = code.variables.find(({ node }) => node.id === sink.variable);
    if (kind === "storage") {
      return into === undefined ? isOfPushed(index, list, sink) : !isReadLater(into);
    }
    return kind !== "unknown";
  };
}

/** What the call itself has pushed before. */
function isOwnEntry({ uses }: ListInCode, { node, function: inside }: Place): boolean {
  return uses.some(
    ({ kind, function: by, operation }) =>
      kind === "push" && by === inside && operation.range.end <= node.range.start,
  );
}

/** `P storage p = list.push(); p.id = list.length;` */
function isOfPushed(index: CodeIndex, { uses }: ListInCode, { variable }: Sink): boolean {
  const pointer = variable === undefined ? undefined : index.statementOf(variable);
  const value = childOf(pointer, "initialValue");
  return uses.some(({ kind, operation }) => kind === "push" && operation.id === value?.id);
}

/** A key of the list in this function is the same variable, as `i` of `list[i]` and of `list[i + 1]`. */
export function isPlaceOf(
  { uses, keys }: ListInCode,
  node: AstNode,
  inside: CodeFunction,
): boolean {
  const declaration = placeNamed(node);
  return (
    declaration !== undefined &&
    uses.some((use) => {
      const key = use.function === inside ? keysIn(use)[keys] : undefined;
      return key !== undefined && placeNamed(key) === declaration;
    })
  );
}

function placeNamed(key: AstNode): number | undefined {
  const node = withoutBrackets(key);
  const named = isShifted(node) ? childOf(node, "leftExpression") : node;
  return numberOf(named, "referencedDeclaration");
}

function otherSide(comparison: AstNode, node: AstNode): AstNode | undefined {
  if (!isComparison(comparison)) return undefined;
  return sidesOf(comparison).find(({ id }) => id !== node.id);
}

function isOrdered(comparison: AstNode): boolean {
  return !["==", "!="].includes(String(comparison.fields.operator));
}

/** Calls fail by it. */
function isRefused(code: ContractCode, comparison: AstNode): boolean {
  return decisionsIn(code).some(({ condition }) =>
    allIn(condition).some(({ id }) => id === comparison.id),
  );
}

/** Another contract is asked with it, and not only told. */
function isAnswered(index: CodeIndex, { node }: Sink): boolean {
  const call = index.parentOf(node);
  const callee = childOf(call, "expression");
  const created =
    callee?.nodeType === "FunctionCallOptions" ? childOf(callee, "expression") : callee;
  if (created?.nodeType === "NewExpression") return false;
  return (
    call?.nodeType !== "FunctionCall" || index.parentOf(call)?.nodeType !== "ExpressionStatement"
  );
}

/** It is copied, handed on or given to a library as a whole. */
export function isTakenWhole({ kind, target }: Use): boolean {
  const isList = /\[\]( storage( ref| pointer)?)?$/.test(typeStringOf(target) ?? "");
  return isList && ["read", "call", "update", "assembly"].includes(kind);
}
