import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import type { ContractCode } from "./contract-code.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { type Flow, flowFrom } from "./flow.ts";
import { originsOf } from "./value-origins.ts";
import type { Use } from "./uses.ts";

/**
 * What is shared out over time by stakes or debts: `index += elapsed * rate / total; time = block.timestamp`.
 * All three are kept at one place, of the contract or of a pool in it.
 */
export interface RewardAccumulator {
  /** Changed with each stake; the index is divided by it. */
  readonly total: Field;
  readonly index: Field;
  /** When the index was brought up to date. */
  readonly time: Field;
}

export function rewardAccumulatorsOf(code: ContractCode): readonly RewardAccumulator[] {
  return remember(accumulators, code, () => {
    const fields = code.variables.flatMap((variable) => fieldsOf(code, variable));
    return fields.filter(isTotal).flatMap((total) => accumulatorsBy(code, total, fields));
  });
}

const accumulators = new WeakMap<ContractCode, readonly RewardAccumulator[]>();

function isTotal({ uses }: Field): boolean {
  return uses.some(({ kind }) => kind === "add" || kind === "subtract");
}

function accumulatorsBy(
  code: ContractCode,
  total: Field,
  fields: readonly Field[],
): RewardAccumulator[] {
  const quotients = quotientsBy(code, flowOfReads(code, total));
  if (quotients.size === 0) return [];
  const shared = flowFrom(code, ({ id }) => quotients.has(id));
  const beside = fields.filter((field) => field !== total && field.depth === total.depth);
  const times = beside.filter(({ uses }) => uses.some((use) => isTime(code, use)));
  return beside.flatMap((index) => {
    const updates = index.uses.filter(({ value }) => shared.carries(value));
    const own = flowOfReads(code, index);
    const growing = updates.filter(({ kind, value }) => kind === "add" || own.carries(value));
    const time = times.find(
      (one) => one !== index && growing.some(({ value }) => flowOfReads(code, one).carries(value)),
    );
    return time === undefined ? [] : [{ total, index, time }];
  });
}

function flowOfReads(code: ContractCode, { uses }: Field): Flow {
  const reads = new Set(uses.flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])));
  return flowFrom(code, ({ id }) => reads.has(id));
}

/** Ids of `x / total`, `x.div(total)`, `mulDiv(x, y, total)`. */
function quotientsBy({ functions }: ContractCode, flow: Flow): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (node: AstNode): void => {
    if (flow.carries(divisorOf(node))) found.add(node.id);
    childrenOf(node).forEach(visit);
  };
  for (const { node } of functions) visit(node);
  return found;
}

function divisorOf(node: AstNode): AstNode | undefined {
  if (node.nodeType === "BinaryOperation") {
    return textOf(node, "operator") === "/" ? childOf(node, "rightExpression") : undefined;
  }
  if (node.nodeType !== "FunctionCall") return undefined;
  const callee = childOf(node, "expression");
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  const given = nodesIn(node.fields.arguments);
  if (/^div/i.test(name)) return given.at(-1);
  if (!/^mulDiv/i.test(name)) return undefined;
  // `a.mulDiv(b, c)`, and `mulDiv(a, b, c)` of the library itself; a rounding may follow.
  const base = childOf(callee, "expression");
  const isBound = base !== undefined && !(typeStringOf(base) ?? "").startsWith("type(");
  return given[isBound ? 1 : 2];
}

/** It is set to the time or the block, or the lesser of that and an end. */
function isTime(code: ContractCode, { kind, value, function: inside }: Use): boolean {
  if (kind !== "assign" || value === undefined) return false;
  return originsOf(code, value, inside).some(({ node }) => hasClock(node) && !isComputed(node));
}

function hasClock(node: AstNode): boolean {
  const isClock =
    node.nodeType === "MemberAccess" &&
    ["timestamp", "number"].includes(textOf(node, "memberName") ?? "") &&
    textOf(childOf(node, "expression"), "name") === "block";
  return isClock || childrenOf(node).some(hasClock);
}

function isComputed(node: AstNode): boolean {
  const isSum =
    node.nodeType === "BinaryOperation" &&
    ["+", "-", "*", "/", "%", "**"].includes(textOf(node, "operator") ?? "");
  return isSum || childrenOf(node).some(isComputed);
}
