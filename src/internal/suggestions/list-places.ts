import { type AskedOfPlace, askedOfPlaces } from "./code/asked-of-places.ts";
import type { Place } from "./code/code-index.ts";
import { namedPlaces } from "./code/keyed-by-place.ts";
import { outsideReaders } from "./code/outside-readers.ts";
import { keysIn } from "./code/given-ids.ts";
import { codeText, placeNames } from "./describe-places.ts";
import type { Subject } from "./rule.ts";
import type { SharedList } from "./shared-list.ts";
import { doing, labelOfReader, listed } from "./users.ts";

/** What goes by the places of a list's entries: the same place is there once in each part. */
export interface ListPlaces {
  /** Variables in which something else is kept for each entry: `raised`. */
  readonly keyed: readonly string[];
  /** Functions of other contracts that ask for entries: `Judge.judge`. */
  readonly asking: readonly string[];
  /** Those that ask for them, or for something of another contract. */
  readonly maybeAsking: readonly string[];
  /** Functions of the contract that users give a place: `give`. */
  readonly naming: readonly string[];
  /** Where it is asked what place it is, as of a mark that moves on: `claim (A.sol:9) asks i < done`. */
  readonly byNumber: readonly string[];
  /** Where a call goes from one place to another that it is given. */
  readonly ranges: readonly string[];
  /** Where such is asked of a place, or of something of another contract. */
  readonly unsure: readonly string[];
}

const NO_PLACES: ListPlaces = {
  keyed: [],
  asking: [],
  maybeAsking: [],
  naming: [],
  byNumber: [],
  ranges: [],
  unsure: [],
};

export function listPlaces(subject: Subject, { uses, keys }: SharedList): ListPlaces {
  const { code, project, variable } = subject;
  if (variable === undefined) return NO_PLACES;
  const reads = uses.filter(({ kind }) => kind !== "push");
  const outside = outsideReaders(project, code, variable, reads);
  const labelsOf = (isSure: boolean) =>
    [...new Set(outside.filter((one) => one.isSure === isSure).map(labelOfReader))].sort();
  const naming = reads.filter(
    (use) => keysIn(use)[keys.length] !== undefined && use.function.kind !== "constructor",
  );
  const list = { variable, uses, keys: keys.length };
  const asked = askedOfPlaces(project, code, list);
  const of = (kind: AskedOfPlace["kind"]) => [
    ...new Set(asked.flatMap((one) => (one.kind === kind ? askingText(one) : []))),
  ];
  return {
    keyed: namedPlaces(code, list).keyed.map(({ name }) => name),
    byNumber: of("value"),
    ranges: of("range"),
    unsure: of("unsure"),
    asking: labelsOf(true),
    maybeAsking: labelsOf(false),
    naming: [...new Set(naming.map((use) => use.function.name))],
  };
}

function askingText(place: Place): string {
  return `${placeNames([place]).join("")} asks ${codeText(place)}`;
}

export function describeListPlaces(
  { keyed, asking, maybeAsking, byNumber, ranges, unsure }: ListPlaces,
  name: string,
): string[] {
  return [
    ...(byNumber.length === 0
      ? []
      : [
          `What place an entry of ${name} has matters later: ${listed(byNumber)}. A place in a part says nothing there.`,
        ]),
    ...(ranges.length === 0
      ? []
      : [
          `Calls go through places of ${name} from one to another: ${listed(ranges)}. Of parts these are other entries.`,
        ]),
    ...(keyed.length === 0
      ? []
      : [
          `${listed(keyed)} ${keyed.length === 1 ? "keeps" : "keep"} something for each entry of ${name} under its place, which is there once in each part.`,
        ]),
    ...(unsure.length === 0
      ? []
      : [
          `Look there, as a place in a part says nothing where it matters which one it is: ${listed(unsure)}. That may be a place of ${name}, or something of another contract that has such functions.`,
        ]),
    ...(asking.length === 0 ? [] : [`${doing(asking, "asks", "ask")} for entries by their place.`]),
    ...(maybeAsking.length === 0
      ? []
      : [
          `${listed(maybeAsking)} may ask for entries by their place: of this contract, or of another one that has such functions.`,
        ]),
  ];
}

/** One number for the part and the place in it, so that what goes by it goes on as it is. */
export function listPlaceNotes(
  { keyed, asking: sure, maybeAsking, naming }: ListPlaces,
  name: string,
  shards: number,
  hasLengths: boolean,
): string[] {
  const asking = [...sure, ...maybeAsking];
  if (keyed.length === 0 && asking.length === 0) return [];
  const list = `${name}[number % ${shards}]`;
  const who = naming.length === 0 ? "" : ` (${naming.join(", ")})`;
  return [
    `// Entries keep one number, place * ${shards} + part, wherever a place of ${name} is named${who}: ${list}[number / ${shards}] for ${name}[number]${hasLengths ? `, and number / ${shards} < ${list}.length for number < ${name}.length` : ""}.`,
    ...(keyed.length === 0
      ? []
      : [
          `// ${listed(keyed)} ${keyed.length === 1 ? "is" : "are"} keyed by that number: by the place alone, what belongs to ${shards} entries, one of each part, would be mixed.`,
        ]),
    ...(asking.length === 0
      ? []
      : [
          `// ${doing(asking, "asks", "ask")} for entries of ${name}: keep a view of the old name that takes such a number.`,
        ]),
  ];
}
