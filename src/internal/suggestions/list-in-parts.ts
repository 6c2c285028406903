import { isLength } from "./code/length-uses.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./code/contract-code.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { isNumber } from "./code/scalar.ts";
import type { Sink } from "./code/sink.ts";
import { sinksOf } from "./code/sinks.ts";
import { typeName } from "./code/type-name.ts";
import { type ListPlaces, listPlaceNotes } from "./list-places.ts";
import type { SharedList } from "./shared-list.ts";
import { listed } from "./users.ts";

export interface ListPartsOptions {
  readonly shards: number;
  readonly isRead: boolean;
  readonly places: ListPlaces;
  /** What has to be kept of a bound, before it is pushed and behind all. */
  readonly lines: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** A list in parts by the caller, in its own words. */
export function sketchListInParts(
  code: ContractCode,
  list: SharedList,
  variable: StateVariable,
  { shards, isRead, places, lines }: ListPartsOptions,
): string {
  const { name, type, keys, changes, uses } = list;
  const own = listPartOf(list, shards);
  const pushed = changes.flatMap(({ kind, value, source }) =>
    kind === "push" && value !== undefined ? sourceText(source, value) : [],
  );
  const value = pushed.find((one) => one.length <= 40 && !one.includes("\n")) ?? "entry";
  const isPopped = changes.some(({ kind }) => kind === "pop");
  const isEmptyPushed = changes.some(
    ({ kind, value, function: by }) =>
      kind === "push" && value === undefined && by.kind !== "constructor",
  );
  const whole = typeName(code, variable.type);
  return [
    isRead
      ? `// Split ${name} into ${shards} parts by the caller, and go through the parts where it is read:`
      : `// No call reads ${name}: an event tells the same. If it must stay, split it by the caller:`,
    keys.length > 0 && whole.includes(type)
      ? `${whole.replace(type, `${type}[${shards}]`)} ${variable.name};`
      : `${type}[${shards}] ${lastOf(name)};`,
    ...lines.before,
    ...(pushed.length > 0 ? [`${own}.push(${value});`] : []),
    ...(isEmptyPushed
      ? [
          `${own}.push(); // and what is written to the last entry of ${name} goes to the last one there`,
        ]
      : []),
    ...(isPopped ? popNotes(list) : []),
    ...listPlaceNotes(places, name, shards, uses.some(isLength)),
    ...placeNotes(code, list, variable, places),
    ...lines.after,
  ].join("\n");
}

/** A part may be empty while others are not. */
function popNotes({ name, uses }: SharedList): readonly string[] {
  const popping = uses.filter(({ kind }) => kind === "pop").map((use) => use.function);
  const isSwapped = (inside: CodeFunction) =>
    uses.some(
      ({ kind, steps, function: by }) =>
        kind === "assign" && by === inside && steps.some((step) => step.kind === "index"),
    );
  return [
    ...(popping.some(isSwapped)
      ? [`${name}[part].pop(); // of the part in which the entry is that goes`]
      : []),
    ...(popping.every(isSwapped)
      ? []
      : [
          `${name}[part].pop(); // of a part that the caller names: the last one there, not of all, and one call takes from one part only`,
        ]),
  ];
}

/** What holds the place of an entry, or how many there are: of parts it says something else. */
function placeNotes(
  code: ContractCode,
  { name, uses, changes }: SharedList,
  { node: { id } }: StateVariable,
  { keyed, asking, maybeAsking }: ListPlaces,
): readonly string[] {
  const pushing = changes.flatMap((use) => changingEntriesTo(code, use.function));
  const lengths = uses.filter(
    (use) =>
      isLength(use) && changingEntriesTo(code, use.function).some((one) => pushing.includes(one)),
  );
  const sinks = sinksOf(
    code,
    lengths.map(({ target, function: inside }) => ({ node: target, function: inside })),
  ).filter(({ kind, variable }) => variable !== id && KEPT.includes(kind));
  const kept = code.variables.filter(
    ({ name: own, node }) => !keyed.includes(own) && sinks.some((one) => one.variable === node.id),
  );
  const counts = kept.filter(isNumber).map((one) => one.name);
  const places = kept.map((one) => one.name).filter((one) => !counts.includes(one));
  const isTold = sinks.some(({ kind }) => kind !== "storage" && kind !== "key");
  const isBegun = uses.some(
    ({ kind, function: by }) => kind === "push" && by.kind === "constructor",
  );
  return [
    ...(counts.length === 0
      ? []
      : [
          `// ${listed(counts)} ${counts.length === 1 ? "is" : "are"} set from its length: calls go on to meet there, unless a view sums the lengths of the parts instead.`,
        ]),
    ...(places.length === 0
      ? []
      : [
          `// ${listed(places)} ${places.length === 1 ? "has" : "have"} a place of it: that is the part as well then, and place 0 is there once in each.`,
        ]),
    ...(isTold && [keyed, asking, maybeAsking].every((all) => all.length === 0)
      ? ["// Where a place of it is told or handed on, so is the part."]
      : []),
    ...(isBegun ? [`// What the constructor pushes to ${name}, each part begins with.`] : []),
  ];
}

const KEPT: readonly Sink["kind"][] = ["storage", "key", "log", "return", "call"];

/** Of who calls. */
export function listPartOf({ name }: SharedList, shards: number): string {
  return `${name}[uint160(msg.sender) % ${shards}]`;
}

function lastOf(name: string): string {
  return name.replace(/^.*\./, "");
}
