import type { Renaming } from "../model/crowd.ts";
import type { Hex } from "../model/location.ts";
import { type Disguise, wordsOf } from "./clone-call.ts";
import type { Identity } from "./find-identities.ts";
import { userAddress } from "./fresh-words.ts";
import { addressWord, type KnownCall } from "./known-call.ts";
import type { CloneableCall } from "./study-call.ts";

/** One side of a pair: who calls, in which disguise, and what it names. */
export interface Part {
  readonly known: KnownCall;
  readonly disguise: Disguise;
  readonly user: number;
  readonly words: Renaming;
  /** What it names that nobody else can, as it is its own. */
  readonly own: ReadonlySet<Identity["word"]>;
}

export type Parts = readonly [Part, Part];

/** A word of one side that means what a word of the other one means. */
interface Match {
  readonly a: Hex;
  readonly b: Hex;
  /** Whose name both take. */
  readonly leader: "a" | "b";
}

/** Two users who name nothing in common. */
export function partsApart(a: CloneableCall, b: CloneableCall): Parts {
  return [partOf(a, 0), partOf(b, 1)];
}

/** More ways to have something in common are not tried. */
const MAX_CHOICES = 6;

/**
 * Ways for two users to name the same: all that both name, then each thing alone, as a collateral that
 * is the asset itself makes no loan.
 */
export function partsAtSame(a: CloneableCall, b: CloneableCall): Parts[] {
  const [first, second] = partsApart(a, b);
  const matches = matchesOf(first, second);
  if (matches.length === 0) return [[first, second]];
  const best = bestOf(matches);
  const choices = [...(best.length > 1 ? [best] : []), ...matches.map((match) => [match])];
  return choices.slice(0, MAX_CHOICES).map((chosen) => join(first, second, chosen));
}

/** As many as can hold at once: no word has two names. */
function bestOf(matches: readonly Match[]): Match[] {
  const chosen: Match[] = [];
  for (const match of matches) {
    if (!chosen.some(({ a, b }) => a === match.a || b === match.b)) chosen.push(match);
  }
  return chosen;
}

function partOf({ known, same, spread }: CloneableCall, user: number): Part {
  const disguise = spread ?? same;
  const own = new Set(same.varied.map(({ word }) => word));
  return { known, disguise, user, words: wordsOf(disguise, user), own };
}

function join(first: Part, second: Part, matches: readonly Match[]): Parts {
  const [wordsOfA, wordsOfB] = [new Map(first.words), new Map(second.words)];
  for (const { a, b, leader } of matches) {
    if (leader === "a") wordsOfB.set(b, wordsOfA.get(a) ?? addressWord(userAddress(first.user)));
    else wordsOfA.set(a, wordsOfB.get(b) ?? addressWord(userAddress(second.user)));
  }
  // What belongs to the same pool is the same, too.
  for (const address of second.disguise.companions) {
    const word = addressWord(address);
    const name = wordsOfA.get(word);
    if (name !== undefined) wordsOfB.set(word, name);
  }
  return [
    { ...first, words: wordsOfA },
    { ...second, words: wordsOfB },
  ];
}

/**
 * What both sides can name: keys of the same mapping; first what was the same in the recording, or stood
 * at the same place. Where one side names what the other one is, as the recipient of a transfer does,
 * that counts as well.
 */
function matchesOf(first: Part, second: Part): Match[] {
  const matches: (Match & { readonly rank: number })[] = [];
  for (const b of second.disguise.varied) {
    for (const a of first.disguise.varied) {
      const [isOwnA, isOwnB] = [first.own.has(a.word), second.own.has(b.word)];
      if (!shareMapping(a, b) || (isOwnA && isOwnB)) continue;
      const rank = a.word === b.word ? 0 : a.positions[0] === b.positions[0] ? 1 : 2;
      const isLedByB = isOwnB || (!isOwnA && isNarrower(b, a));
      matches.push({ a: a.word, b: b.word, leader: isLedByB ? "b" : "a", rank });
    }
    if (!second.own.has(b.word) && namesSender(b, first)) {
      matches.push({ a: senderOf(first), b: b.word, leader: "a", rank: 3 });
    }
  }
  for (const a of first.disguise.varied) {
    if (first.own.has(a.word) || !namesSender(a, second)) continue;
    matches.push({ a: a.word, b: senderOf(second), leader: "b", rank: 3 });
  }
  return matches.sort((a, b) => a.rank - b.rank);
}

/** Its type does not hold what the other one's does. */
function isNarrower(one: Identity, other: Identity): boolean {
  return (one.room ?? Infinity) < (other.room ?? Infinity);
}

function shareMapping(a: Identity, b: Identity): boolean {
  return a.mappings.some((mapping) => b.mappings.includes(mapping));
}

/** The sender of the other side is a key of a mapping that this one names a key of. */
function namesSender({ mappings }: Identity, { known }: Part): boolean {
  const sender = senderOf({ known });
  return known.touched.some(({ address, keys }) =>
    keys.some(({ key, mapping }) => key === sender && mappings.includes(`${address} ${mapping}`)),
  );
}

function senderOf({ known }: Pick<Part, "known">): Hex {
  return addressWord(known.call.transaction.fields.from);
}
