import { type AstNode, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import { contextMember } from "./call-context.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { divisorOf } from "./divisor.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { flowFrom, type ValueTrace } from "./flow.ts";
import { originsOf } from "./origins.ts";
import { isSum } from "./scalar.ts";
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
    const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
    return fields.filter(isTotal).flatMap((total) => accumulatorsBy(code, total, fields));
  });
}

const accumulators = new WeakMap<ContractCode, readonly RewardAccumulator[]>();

function isTotal({ uses }: Field): boolean {
  return uses.some(isSum);
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

function flowOfReads(code: ContractCode, { uses }: Field): ValueTrace {
  const reads = new Set(uses.flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])));
  return flowFrom(code, ({ id }) => reads.has(id));
}

/** Ids of `x / total`, `x.div(total)`, `mulDiv(x, y, total)`. */
function quotientsBy(code: ContractCode, flow: ValueTrace): ReadonlySet<number> {
  const { places } = CodeIndex.of(code);
  const quotients = places.filter(({ node }) => flow.carries(divisorOf(node)));
  return new Set(quotients.map(({ node }) => node.id));
}

/** It is set to the time or the block, or the lesser of that and an end. */
function isTime(code: ContractCode, { kind, value, function: inside }: Use): boolean {
  if (kind !== "assign" || value === undefined) return false;
  return originsOf(code, value, inside).some(({ node }) => hasClock(node) && !isComputed(node));
}

function hasClock(node: AstNode): boolean {
  return allIn(node).some((one) =>
    ["block.timestamp", "block.number"].includes(contextMember(one) ?? ""),
  );
}

function isComputed(node: AstNode): boolean {
  return allIn(node).some(
    (one) =>
      one.nodeType === "BinaryOperation" &&
      ["+", "-", "*", "/", "%", "**"].includes(textOf(one, "operator") ?? ""),
  );
}
