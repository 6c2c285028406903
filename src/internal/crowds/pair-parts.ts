import type { Hex } from "../model/location.ts";
import { wordsOf } from "./clone-call.ts";
import { hashOfText } from "./find-texts.ts";
import { userAddress } from "./fresh-words.ts";
import { addressWord } from "./known-call.ts";
import { type Match, matchWords, ownInCommon, senderOf, type Side } from "./match-words.ts";
import type { Pots } from "./shared-pots.ts";
import type { CloneableCall } from "./study-call.ts";

/** One side of a pair, and who calls. */
export interface Part extends Side {
  readonly user: number;
  readonly pots: Pots;
}

export type Parts = readonly [Part, Part];

/** Two users who name nothing in common. */
export function partsApart(a: CloneableCall, b: CloneableCall): Parts {
  return [partOf(a, 0), partOf(b, 1)];
}

/** More ways to have something in common are not tried. */
const MAX_CHOICES = 6;

/** Ways for two users to name the same, the likeliest first; apart if there is none. */
export function partsAtSame(a: CloneableCall, b: CloneableCall): Parts[] {
  const [first, second] = partsApart(a, b);
  const ways = matchWords(first, second, MAX_CHOICES).map((matches) => {
    return join(first, second, matches);
  });
  const parties = asParties(first, second);
  if (parties !== undefined) ways.push(parties);
  return ways.length === 0 ? [[first, second]] : ways;
}

/**
 * Two users who share what is each one's own, as buyer and seller share a deal: in its entry each stands where the
 * other one's recorded sender does. Undefined if they share nothing, or one account made both calls.
 */
function asParties(first: Part, second: Part): Parts | undefined {
  const [senderOfA, senderOfB] = [senderOf(first), senderOf(second)];
  if (senderOfA === senderOfB) return undefined;
  const matches = ownInCommon(first, second);
  if (matches.length === 0) return undefined;
  const [a, b] = join(first, second, matches);
  const withOther = (part: Part, sender: Hex, user: number): Part => {
    const words = new Map(part.words);
    return { ...part, words: words.set(sender, addressWord(userAddress(user))) };
  };
  return [withOther(a, senderOfB, second.user), withOther(b, senderOfA, first.user)];
}

function partOf({ known, same, spread, plainPots }: CloneableCall, user: number): Part {
  const disguise = spread ?? same;
  const own = new Set(same.varied.map(({ word }) => word));
  return { known, disguise, user, words: wordsOf(disguise, user), own, pots: plainPots };
}

function join(first: Part, second: Part, matches: readonly Match[]): Parts {
  const [wordsOfA, wordsOfB] = [new Map(first.words), new Map(second.words)];
  for (const { a, b, leader, isHashed } of matches) {
    const name =
      leader === "a"
        ? (wordsOfA.get(a) ?? addressWord(userAddress(first.user)))
        : (wordsOfB.get(b) ?? addressWord(userAddress(second.user)));
    const taken = isHashed ? hashOfText(name) : name;
    if (leader === "a") wordsOfB.set(b, taken);
    else wordsOfA.set(a, taken);
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
