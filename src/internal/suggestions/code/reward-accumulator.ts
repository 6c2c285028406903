import {
  type AstNode,
  childOf,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { accessPath } from "./access-path.ts";
import { allIn } from "./all-in.ts";
import { contextMember } from "./call-context.ts";
import { CodeIndex } from "./code-index.ts";
import { type ContractCode } from "./contract-code.ts";
import { dividendsOf, divisorOf } from "./divisor.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { flowFrom, type ValueTrace } from "./flow.ts";
import { originsOf } from "./origins.ts";
import { isSum } from "./scalar.ts";
import type { Use } from "./uses.ts";

/**
 * What is shared out over time by stakes or debts: `index += elapsed * rate / total; time = block.timestamp`.
 * All three are kept at one place, of the contract or of a pool in it.
 */
export interface RewardAccumulator extends GrowingIndex {
  /** Changed with each stake; the index is divided by it. */
  readonly total: Field;
}

/** What each user's part is reckoned from. */
export interface GrowingIndex {
  readonly index: Field;
  /** When the index was brought up to date. */
  readonly time: Field;
}

export function rewardAccumulatorsOf(code: ContractCode): readonly RewardAccumulator[] {
  return remember(accumulators, code, () => {
    const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
    const totals = fields.filter(isTotal);
    const shares = totals.map((total) => sharesOf(code, flowOfReads(code, total)));
    const used = new Set(shares.flatMap(({ parts }) => parts));
    return totals.flatMap((total, i) => {
      const quotients = shares[i]?.quotients.filter((one) => !used.has(one)) ?? [];
      const beside = fields.filter((field) => field !== total && field.depth === total.depth);
      return indicesBy(code, beside, new Set(quotients)).map((one) => ({ total, ...one }));
    });
  });
}

const accumulators = new WeakMap<ContractCode, readonly RewardAccumulator[]>();

function isTotal({ uses }: Field): boolean {
  return uses.some(isSum);
}

/** Of fields that are kept at one place, by what is divided by a total. */
export function indicesBy(
  code: ContractCode,
  beside: readonly Field[],
  quotients: ReadonlySet<number>,
): GrowingIndex[] {
  if (quotients.size === 0) return [];
  const shared = flowFrom(code, ({ id }) => quotients.has(id));
  const times = beside.filter(({ uses }) => uses.some((use) => isTime(code, use)));
  return beside.flatMap((index) => {
    const updates = index.uses.filter(({ value }) => shared.carries(value));
    const own = flowOfReads(code, index);
    const growing = updates.filter(({ kind, value }) => kind === "add" || own.carries(value));
    const time = times.find(
      (one) => one !== index && growing.some(({ value }) => flowOfReads(code, one).carries(value)),
    );
    return time === undefined || !isKeptForEach(code, index, own) ? [] : [{ index, time }];
  });
}

/**
 * Each user's part is reckoned from it: something of it is kept under a key. A price that is summed up over time,
 * as a pair of tokens does, is for nobody in particular.
 */
function isKeptForEach(code: ContractCode, { variable, name }: Field, own: ValueTrace): boolean {
  const last = name.replace(/^.*\./, "");
  return CodeIndex.of(code).places.some(({ node }) => {
    const target = node.nodeType === "Assignment" ? childOf(node, "leftHandSide") : undefined;
    if (target === undefined || !own.carries(childOf(node, "rightHandSide"))) return false;
    const { root, steps } = accessPath(target);
    const isItself =
      numberOf(root, "referencedDeclaration") === variable.node.id ||
      textOf(target, "memberName") === last;
    const isStored = typeIdentifierOf(root)?.includes("_storage") === true;
    const isMapping = typeIdentifierOf(root)?.startsWith("t_mapping") === true;
    return steps.length > 0 && !isItself && (isStored || isMapping);
  });
}

/** What is read of it, and where that gets. */
export function flowOfReads(code: ContractCode, { uses }: Field): ValueTrace {
  const reads = new Set(uses.flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])));
  return flowFrom(code, ({ id }) => reads.has(id));
}

/**
 * Ids of what is divided by a total, `x / total`, `x.div(total)`, `mulDiv(x, y, total)`; and of these where it is a
 * part of what is divided, too, as in how much of all there is has been lent: `debts / (cash + debts)`.
 */
function sharesOf(
  code: ContractCode,
  flow: ValueTrace,
): { readonly quotients: readonly number[]; readonly parts: readonly number[] } {
  const { places } = CodeIndex.of(code);
  const found = places.filter(({ node }) => flow.carries(divisorOf(node)));
  const parts = found.filter(({ node }) => dividendsOf(node).some((one) => flow.carries(one)));
  return { quotients: found.map(({ node }) => node.id), parts: parts.map(({ node }) => node.id) };
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
