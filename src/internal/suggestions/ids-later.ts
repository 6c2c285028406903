import { type AstNode, childOf, textOf as textIn } from "../model/solidity/ast-node.ts";
import {
  type AskedOfId,
  askedAt,
  askedOfIds,
  endsLoop,
  type IdsInUse,
} from "./code/asked-of-ids.ts";
import { CodeIndex, type Place } from "./code/code-index.ts";
import type { CodeFunction } from "./code/contract-code.ts";
import { idsComingBack } from "./code/given-ids.ts";
import { idsElsewhere } from "./code/ids-elsewhere.ts";
import { isComparison } from "./code/operators.ts";
import { outsideReaders } from "./code/outside-readers.ts";
import { changingEntriesTo } from "./code/reach.ts";
import type { Sink } from "./code/sink.ts";
import { sinksOf } from "./code/sinks.ts";
import { placeOfUse, type Use } from "./code/uses.ts";
import { allIn } from "./code/all-in.ts";
import { codeText, placeNames } from "./describe-places.ts";
import { type MovedValue, usesAt } from "./moved-value.ts";
import type { Subject } from "./rule.ts";
import { labelOfReader } from "./users.ts";

/** What becomes of ids, and of how many there are, when they have been given out; places as `redeem (A.sol:9)`. */
export interface IdsLater {
  /** They are worked off one after another. */
  readonly isInOrder: boolean;
  /** It matters how great one is, or they are gone through or picked by their numbers, or the last one is told of: `id < 100` in its place. */
  readonly byNumber: readonly string[];
  /** Only some bits of one are used: `list (A.sol:9): uint64(id)`. */
  readonly cut: readonly string[];
  /** Places where other ids may come to something else. */
  readonly unsure: readonly string[];
  /** Calls ask whether there is one of a number. */
  readonly known: readonly string[];
  /** Functions of other contracts that ask what number it is. */
  readonly outside: readonly string[];
  /** Those where other contracts of the project may be meant. */
  readonly maybeOutside: readonly string[];
  /** Views go through ids up to it. */
  readonly enumerated: readonly string[];
  /** Calls reckon with how many there are. */
  readonly counted: readonly string[];
}

export function idsLater(subject: Subject, moved: MovedValue, ids: IdsInUse): IdsLater {
  const { code, project } = subject;
  const asked = [
    ...askedOfIds(code, ids),
    ...idsElsewhere(project, code, ids.counter, ids.sinks).flatMap((other) =>
      askedAt(other.code, ids, other.places).map((one) => (other.isSure ? one : asMaybe(one))),
    ),
  ];
  const reads = usesAt(subject).filter(({ kind }) => kind === "read");
  const taking = new Set(moved.changes.flatMap((use) => changingEntriesTo(code, use.function)));
  const isElsewhere = (inside: CodeFunction) =>
    changingEntriesTo(code, inside).some((one) => !taking.has(one));
  const elsewhere = reads.filter((use) => isElsewhere(use.function));
  const kept = new Set(ids.sinks.flatMap((one) => (one.kind === "key" ? one.variable : [])));
  // `winners[seed % count]`, and loops up to it.
  const gone = sinksOf(code, elsewhere.map(placeOfUse)).filter(
    ({ kind, variable, node, function: inside }) =>
      isElsewhere(inside) &&
      (kind === "key" ? kept.has(variable) : kind === "condition" && endsLoop(code, node)),
  );
  // `rounds[count - 1]` and `answers[roundId]`, which are no longer what came last.
  const views = reads.filter((use) => use.function.isView && !taking.has(use.function));
  const shown = sinksOf(code, views.map(placeOfUse)).filter(
    (sink) => changingEntriesTo(code, sink.function).length === 0 && !sink.hash,
  );
  const last = shown.filter(
    ({ kind, variable, isModulo }) => kind === "key" && kept.has(variable) && !isModulo,
  );
  const enumerated = shown.filter(({ kind, node }) => kind === "condition" && endsLoop(code, node));
  const own = new Set(idsComingBack(code, ids.counter, ids.sinks).map(({ node }) => node.id));
  const isKnown = (use: Use) => isComparedWithId(subject, own, use);
  const ofKind = (kind: AskedOfId["kind"]) => [
    ...new Set(asked.filter((one) => one.kind === kind).map(told)),
  ];
  const whole = moved.sinks.filter(({ hash, isModulo }) => !hash && !isModulo);
  const withHolder = (sink: Sink) => ({
    ...sink,
    node: CodeIndex.of(code).parentOf(sink.node) ?? sink.node,
  });
  const cutAtOnce = moved.sinks.filter((one) => one.isCut && !one.isReckoned).map(withHolder);
  const asBits = whole
    .filter((one) => one.isReckoned && !one.isCut)
    .map(withHolder)
    .filter(({ node }) => allIn(node).some(isBit));
  const outside = outsideReaders(project, code, ids.counter, reads);
  const labelsOf = (isSure: boolean) => [
    ...new Set(outside.filter((one) => one.isSure === isSure).map(labelOfReader)),
  ];
  return {
    isInOrder: asked.some(({ kind }) => kind === "order"),
    byNumber: [
      ...asked
        .filter(({ kind }) => kind === "order" || kind === "meaning")
        .map((one) => `${placeName(one)} asks ${codeText(one)}`),
      ...asBits.map((one) => `${placeName(one)} asks ${codeText(one)}`),
      ...placeNames(gone).map((one) => `${one} goes by their numbers`),
      ...placeNames(last).map((one) => `${one} tells of the last one`),
    ],
    cut: [...new Set([...ofKind("cut"), ...cutAtOnce.map(told)])],
    unsure: ofKind("unsure"),
    known: placeNames(elsewhere.filter(isKnown).map(placeOfUse)),
    outside: labelsOf(true),
    maybeOutside: labelsOf(false),
    enumerated: placeNames(enumerated),
    counted: placeNames(elsewhere.filter((use) => !isKnown(use)).map(placeOfUse)),
  };
}

/** It is an id, or something of another contract. One that may be waited for stays that: nothing is said of it. */
function asMaybe(asked: AskedOfId): AskedOfId {
  return asked.kind === "order" ? asked : { ...asked, kind: "unsure" };
}

/** `id < next` of an id that somebody names. */
function isComparedWithId(
  { code }: Subject,
  own: ReadonlySet<number>,
  { operation }: Use,
): boolean {
  const comparison = CodeIndex.of(code).parentOf(operation);
  return (
    comparison !== undefined &&
    isComparison(comparison) &&
    allIn(comparison).some(({ id }) => own.has(id))
  );
}

/** `1 << id`, of which there are 256. */
function isBit(node: AstNode): boolean {
  return (
    textIn(node, "operator") === "<<" && childOf(node, "rightExpression")?.nodeType !== "Literal"
  );
}

function told(place: Place): string {
  return `${placeName(place)}: ${codeText(place)}`;
}

function placeName(place: Place): string {
  return placeNames([place]).join("");
}
