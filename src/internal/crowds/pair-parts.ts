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

/**
 * Ways for two users to name the same, the most in common first: all that both name, then one thing
 * alone, as a collateral that is the asset itself makes no loan.
 */
export function partsAtSame(a: CloneableCall, b: CloneableCall): Parts[] {
  const [first, second] = partsApart(a, b);
  const matches = matchesOf(first, second);
  if (matches.length === 0) return [[first, second]];
  const choices = matches.length === 1 ? [matches] : [matches, ...matches.map((match) => [match])];
  return choices.map((chosen) => join(first, second, chosen));
}

function partOf({ known, same, spread }: CloneableCall, user: number): Part {
  const disguise = spread ?? same;
  return { known, disguise, user, words: wordsOf(disguise, user) };
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
 * What both sides name: keys of the same mapping, each once; of several that fit the one that was the same
 * in the recording, or stood at the same place. Where one side names what the other one is, as the
 * recipient of a transfer does, that counts as well.
 */
function matchesOf(first: Part, second: Part): Match[] {
  const matches: Match[] = [];
  const free = new Set(first.disguise.varied);
  for (const identity of second.disguise.varied) {
    const fitting = [...free].filter((one) => shareMapping(one, identity));
    const best =
      fitting.find(({ word }) => word === identity.word) ??
      fitting.find(({ positions }) => positions[0] === identity.positions[0]) ??
      fitting[0];
    if (best !== undefined && !(best.isSenders && identity.isSenders)) {
      free.delete(best);
      const leader = identity.isSenders ? "b" : "a";
      matches.push({ a: best.word, b: identity.word, leader });
    } else if (best === undefined && namesSender(identity, first)) {
      matches.push({ a: senderOf(first), b: identity.word, leader: "a" });
    }
  }
  for (const identity of free) {
    if (!namesSender(identity, second)) continue;
    matches.push({ a: identity.word, b: senderOf(second), leader: "b" });
  }
  return matches;
}

function shareMapping(a: Identity, b: Identity): boolean {
  return a.mappings.some((mapping) => b.mappings.includes(mapping));
}

/** The sender of the other side is a key of a mapping that this one names a key of. */
function namesSender({ mappings, isSenders }: Identity, { known }: Part): boolean {
  const sender = senderOf({ known });
  return (
    !isSenders &&
    known.touched.some(({ address, keys }) =>
      keys.some(({ key, mapping }) => key === sender && mappings.includes(`${address} ${mapping}`)),
    )
  );
}

function senderOf({ known }: Pick<Part, "known">): Hex {
  return addressWord(known.call.transaction.fields.from);
}
