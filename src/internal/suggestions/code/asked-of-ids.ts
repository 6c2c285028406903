import {
  type AstNode,
  childOf,
  contains,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { parametersOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type ContractCode, isEntry, sourceText, type StateVariable } from "./contract-code.ts";
import { idsComingBack, keysByIds, storedIn } from "./given-ids.ts";
import { knownNumber } from "./known-number.ts";
import { LOOPS } from "./loops.ts";
import { isComparison, isShifted, sidesOf } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { changingEntriesTo } from "./reach.ts";
import type { Sink } from "./sink.ts";
import { sinksOf } from "./sinks.ts";
import { usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * What is asked of an id that comes back, other than what is stored for it.
 * - `order`: whether it is the next one, or not behind another number that moves on.
 * - `meaning`: how great it is, or something is reckoned from it, or it is a place in an array.
 * - `cut`: only some of its bits.
 * - `unsure`: it goes where it cannot be followed; or one of these, of what is called as ids are.
 */
export interface AskedOfId extends Place {
  readonly kind: "order" | "meaning" | "cut" | "unsure";
}

export interface IdsInUse {
  /** What the ids are taken from. */
  readonly counter: StateVariable;
  /** Where its value goes as it is. */
  readonly sinks: readonly Sink[];
  /** All ids below a bound are given out all the same, if not one after another: how great it is, and in the code's own words. */
  readonly bound?: { readonly text: string; readonly most: bigint | undefined } | undefined;
}

/** Each place once, in the order of the code. */
export function askedOfIds(code: ContractCode, ids: IdsInUse): readonly AskedOfId[] {
  const given = idsComingBack(code, ids.counter, ids.sinks);
  const places = [...given, ...storedAgain(code, ids, given)];
  const own = new Set(places.map(({ node }) => node.id));
  const alike = calledAlike(code, places).filter(({ node }) => !own.has(node.id));
  return once([
    ...askedAt(code, ids, alike).map((one) => ({ ...one, kind: "unsure" as const })),
    ...neighboursIn(code, ids, own),
    ...askedAt(code, ids, places),
  ]);
}

/** What is asked where ids are named so, be it in another contract. */
export function askedAt(
  code: ContractCode,
  ids: IdsInUse,
  places: readonly Place[],
): readonly AskedOfId[] {
  const own = new Set(places.map(({ node }) => node.id));
  const followed = places.filter(({ node }) => !isForMap(code, node));
  return once(sinksOf(code, followed).flatMap((sink) => askedBy(code, ids, own, sink)));
}

/** What is stored of ids that calls name: `chosen = id`. */
function storedAgain(
  code: ContractCode,
  { counter }: IdsInUse,
  places: readonly Place[],
): readonly Place[] {
  const isId = (node: AstNode) => places.some((one) => contains(node.range, one.node.range));
  return sinksOf(code, places)
    .filter((sink) => sink.kind === "storage" && !sink.hash && !sink.isModulo && !sink.isReckoned)
    .flatMap((sink) => storedIn(code, counter, sink, isId));
}

/** Arguments of other functions that have the name and the type of those that are ids: `meta(id)`. */
function calledAlike(code: ContractCode, places: readonly Place[]): readonly Place[] {
  const index = CodeIndex.of(code);
  const known = new Set(places.map(({ node }) => numberOf(node, "referencedDeclaration")));
  const parameters = code.functions.filter(isEntry).flatMap((one) => parametersOf(one.node));
  const look = (one: AstNode) => `${textOf(one, "name") ?? ""} ${typeStringOf(one) ?? ""}`;
  const looks = new Set(parameters.filter(({ id }) => known.has(id)).map(look));
  return parameters
    .filter((one) => !known.has(one.id) && looks.has(look(one)))
    .flatMap(({ id }) => index.referencesTo(id));
}

function once(asked: readonly AskedOfId[]): readonly AskedOfId[] {
  return [...new Map(asked.map((one) => [one.node.id, one])).values()];
}

/** `orders[id - 1]`: the one before. */
function neighboursIn(
  code: ContractCode,
  { sinks }: IdsInUse,
  own: ReadonlySet<number>,
): readonly AskedOfId[] {
  return keysByIds(code, sinks).flatMap(({ node: key, function: inside }) =>
    originsOf(code, key, inside)
      .filter(
        ({ node }) =>
          isShifted(node) && sidesOf(node).some((side) => own.has(withoutBrackets(side).id)),
      )
      .map(({ node, function: where }) => ({ node, function: where, kind: "order" as const })),
  );
}

function askedBy(
  code: ContractCode,
  ids: IdsInUse,
  own: ReadonlySet<number>,
  sink: Sink,
): readonly AskedOfId[] {
  const { kind, node, function: inside } = sink;
  const holder = CodeIndex.of(code).parentOf(node);
  const as = (found: AskedOfId["kind"]): readonly AskedOfId[] => [
    { kind: found, node: holder ?? node, function: inside },
  ];
  if (sink.hash !== undefined) return sink.isCut && ids.bound === undefined ? as("cut") : [];
  // Assembly may do anything.
  if (kind === "unknown") return as("unsure");
  if (kind === "key" && isPlace(node, holder)) {
    const isOwn = sink.variable === ids.counter.node.id;
    return isOwn || sink.isModulo || ids.bound !== undefined ? [] : as("meaning");
  }
  if (sink.isReckoned || sink.isModulo) {
    // Of all numbers below a bound some are what they were, whoever has them.
    if (ids.bound !== undefined || (kind === "key" && sink.isModulo)) return [];
    return as("meaning");
  }
  if (sink.isCut && ids.bound === undefined) return as("cut");
  if (kind !== "condition" || holder === undefined || !isComparison(holder)) return [];
  const other = sidesOf(holder)
    .map(withoutBrackets)
    .find(({ id }) => id !== withoutBrackets(node).id);
  const operator = textOf(holder, "operator") ?? "";
  if (other === undefined) return [];
  const found = ["==", "!="].includes(operator)
    ? equalTo(code, ids, { node, other, function: inside })
    : orderedBy(code, ids, { node, other, function: inside, own });
  return found === undefined ? [] : as(found);
}

/** In a stored array, or a word of bytes, which has no entry for any number. */
function isPlace(key: AstNode, holder: AstNode | undefined): boolean {
  const base = childOf(holder, "baseExpression");
  const type = typeStringOf(base) ?? "";
  return base !== undefined && base.id !== key.id && !/^mapping\(| (memory|calldata)\b/.test(type);
}

interface Compared extends Place {
  readonly other: AstNode;
}

/** Two ids may be the same, whatever they are; not so the one behind another, or one that the code names. */
function equalTo(
  code: ContractCode,
  { counter, bound }: IdsInUse,
  { node, other, function: inside }: Compared,
): AskedOfId["kind"] | undefined {
  const known = knownNumber(code, other, inside);
  if (known !== undefined) return known === 0n || bound !== undefined ? undefined : "meaning";
  const isBeside = [
    withoutBrackets(node),
    ...originsOf(code, other, inside).map((one) => one.node),
  ].some(isShifted);
  const isNext = pointersIn(code, other, counter).some((one) =>
    usesOf(code, one).some(({ kind }) => ["add", "subtract", "update"].includes(kind)),
  );
  return isBeside || isNext ? "order" : undefined;
}

function orderedBy(
  code: ContractCode,
  { counter, bound }: IdsInUse,
  { node, other, function: inside, own }: Compared & { readonly own: ReadonlySet<number> },
): AskedOfId["kind"] | undefined {
  const known = knownNumber(code, other, inside);
  // There is none below the first.
  if (known !== undefined && known <= 1n) return undefined;
  if (bound !== undefined) {
    const isAll = known !== undefined && bound.most !== undefined && known >= bound.most;
    if (isAll || sourceText(inside.source, other) === bound.text) return undefined;
  }
  // Whether there is one of that number is asked of what the counter is used for.
  if (ValueFlow.of(code).depends(other, counter.node.id)) return undefined;
  const isPointed = pointersIn(code, other, counter).length > 0;
  if (isPointed) return "order";
  const last = originsOf(code, other, inside);
  // Ids in a row, so that none is there twice.
  if (last.some((one) => own.has(one.node.id))) return undefined;
  // Pages of them.
  const isPaged = endsLoop(code, node) && changingEntriesTo(code, inside).length === 0;
  return isPaged ? undefined : "meaning";
}

/** Other numbers that functions set, of which it is made. */
function pointersIn(
  code: ContractCode,
  node: AstNode,
  counter: StateVariable,
): readonly StateVariable[] {
  const flow = ValueFlow.of(code);
  return code.variables.filter(
    (one) =>
      one !== counter &&
      /^(u?int\d*$|struct )/.test(one.type) &&
      flow.depends(node, one.node.id) &&
      usesOf(code, one).some(
        ({ kind, function: inside }) => kind !== "read" && inside.kind !== "constructor",
      ),
  );
}

/** `while (id < end)` */
export function endsLoop(code: ContractCode, node: AstNode): boolean {
  return CodeIndex.of(code)
    .around(node)
    .some((loop) => {
      const condition = LOOPS.includes(loop.nodeType) ? childOf(loop, "condition") : undefined;
      return condition !== undefined && contains(condition.range, node.range);
    });
}

/** A bit of a word for each number, whatever it is: `map[id / 256] & (1 << (id % 256))`. */
function isForMap(code: ContractCode, node: AstNode): boolean {
  return CodeIndex.of(code)
    .around(node)
    .slice(0, 2)
    .some((holder) => {
      const literal = childOf(holder, "rightExpression");
      const by = literal?.nodeType === "Literal" ? Number(textOf(literal, "value")) : undefined;
      const isByte =
        textOf(holder, "kind") === "typeConversion" &&
        isForBit(code, holder) &&
        textOf(childOf(childOf(holder, "expression"), "typeName"), "name") === "uint8";
      return isByte || (by !== undefined && WORD[textOf(holder, "operator") ?? ""] === by);
    });
}

/** `1 << uint8(id)`, `uint8 bit = uint8(id)` */
function isForBit(code: ContractCode, conversion: AstNode): boolean {
  const holder = CodeIndex.of(code).parentOf(conversion);
  return textOf(holder, "operator") === "<<" || holder?.nodeType === "VariableDeclarationStatement";
}

const WORD: Readonly<Record<string, number>> = { "/": 256, "%": 256, ">>": 8, "&": 255 };
