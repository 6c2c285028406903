import type { Renaming } from "../model/crowd.ts";
import type { Hex } from "../model/location.ts";
import type { Disguise } from "./clone-call.ts";
import { isAddress } from "./rename-bytes.ts";
import type { Identity } from "./find-identities.ts";
import { keysOfText } from "./find-texts.ts";
import { addressWord, type KnownCall, wayTo } from "./known-call.ts";
import type { KeyOfSlot } from "./slot-derivations.ts";

/** One side of a pair: a call in a disguise, and what it names. */
export interface Side {
  readonly known: KnownCall;
  readonly disguise: Disguise;
  readonly words: Renaming;
  /** What it names that nobody else can, as it is its own. */
  readonly own: ReadonlySet<Identity["word"]>;
}

/** A word of one side that means what a word of the other one means. */
export interface Match {
  readonly a: Hex;
  readonly b: Hex;
  /** Whose name both take. */
  readonly leader: "a" | "b";
  /** Where both are keys, or indices. */
  readonly mappings: readonly string[];
  /** The leader names a text, and the other one the hash of it. */
  readonly isHashed: boolean;
  readonly rank: Rank;
}

/** How like two words are: the same in the recording, at the same place, keys of the same mapping, one the other's sender. */
type Rank = 0 | 1 | 2 | 3;
const SENDER = 3;

/**
 * Ways for both sides to name the same, no more than `most` and no two alike: all that both name, then each
 * thing alone, as a collateral that is the asset itself makes no loan. Empty if they can name nothing in common.
 */
export function matchWords(first: Side, second: Side, most: number): Match[][] {
  const matches = matchesOf(first, second);
  const joined = new Joined(first, second, matches);
  const ways = new Map<string, Match[]>();
  const add = (way: Match[]) => {
    const name = way.map(nameOf).sort().join();
    if (!ways.has(name)) ways.set(name, way);
  };
  if (matches.length > 0) add(joined.withOuter(matches));
  for (const way of eachOther(first, second)) {
    if (ways.size < most) add(way);
  }
  for (const match of unlikeFirst(matches)) {
    if (ways.size >= most) break;
    add(joined.withOuter([match]));
  }
  return [...ways.values()];
}

/** What is each side's own, and may be one thing of both: an entry for two. */
export function ownInCommon(first: Side, second: Side): Match[] {
  return second.disguise.varied.flatMap((b) =>
    first.disguise.varied.flatMap((a): Match[] => {
      const mappings = sharedMappings(a, b);
      const areOwn = first.own.has(a.word) && second.own.has(b.word);
      if (!areOwn || mappings.length === 0 || isText(a) || isText(b)) return [];
      return [{ a: a.word, b: b.word, leader: "a", mappings, isHashed: false, rank: rankOf(a, b) }];
    }),
  );
}

/**
 * Each names the sender of the other one: where an entry is of a sender and of who is named, in whichever order, as
 * that of two friends is, both come to the same one then.
 */
function eachOther(first: Side, second: Side): Match[][] {
  return first.disguise.varied.flatMap((a) => {
    const entries = entriesWithSender(first, a);
    return second.disguise.varied.flatMap((b): Match[][] => {
      const mappings = entriesWithSender(second, b).filter((one) => entries.includes(one));
      const isOwn = first.own.has(a.word) || second.own.has(b.word);
      // A pool or an id is none: a sender is not named in its place.
      const areAccounts = isAddress(a.word) && isAddress(b.word);
      if (isOwn || mappings.length === 0 || !areAccounts) return [];
      const way = { mappings, isHashed: false, rank: SENDER } as const;
      return [
        [
          { ...way, a: senderOf(first), b: b.word, leader: "a" },
          { ...way, a: a.word, b: senderOf(second), leader: "b" },
        ],
      ];
    });
  });
}

/** Where the sender and the word are keys on the way to one slot: both mappings, as one string, sorted. */
function entriesWithSender(side: Side, { word }: Identity): string[] {
  const sender = senderOf(side);
  return side.known.touched.flatMap(({ address, keys }) => {
    const of = (wanted: Hex) => keys.filter(({ key }) => key === wanted);
    return of(sender).flatMap((one) =>
      of(word).map((other) => `${address} ${[one.mapping, other.mapping].sort().join()}`),
    );
  });
}

/** One of each kind, then the others: one recipient of a batch is like another. */
function unlikeFirst(matches: readonly Match[]): Match[] {
  const [firsts, others]: [Match[], Match[]] = [[], []];
  const kinds = new Set<string>();
  for (const match of matches) {
    const kind = [match.rank === SENDER, match.leader, ...match.mappings].join();
    (kinds.has(kind) ? others : firsts).push(match);
    kinds.add(kind);
  }
  return [...firsts, ...others];
}

/**
 * Matches that hold at once. An entry of a mapping in a mapping is the same only if all its keys are: to have
 * two send to the same recipient, a balance of the same id is wanted, too.
 */
class Joined {
  readonly #first: Ways;
  readonly #second: Ways;
  readonly #byName: ReadonlyMap<string, Match>;

  constructor(first: Side, second: Side, matches: readonly Match[]) {
    this.#first = new Ways(first);
    this.#second = new Ways(second);
    this.#byName = new Map(matches.map((match) => [nameOf(match), match]));
  }

  /** As many of them as can be, each with those of the keys before. */
  withOuter(matches: readonly Match[]): Match[] {
    const chosen: Match[] = [];
    for (const match of matches) {
      if (fits(match, chosen)) chosen.push(match, ...this.#outerOf(match, [...chosen, match]));
    }
    return chosen;
  }

  /** Beside those that are chosen. Empty, too, if there is no way. */
  #outerOf({ a, b, mappings }: Match, chosen: readonly Match[]): Match[] {
    for (const mapping of mappings) {
      const others = this.#second.outerKeys(b, mapping);
      for (const keys of this.#first.outerKeys(a, mapping)) {
        for (const other of others) {
          const found = this.#matchKeys(keys, other, chosen);
          if (found !== undefined) return found;
        }
      }
    }
    return [];
  }

  #matchKeys(
    keysOfA: readonly Hex[],
    keysOfB: readonly Hex[],
    chosen: readonly Match[],
  ): Match[] | undefined {
    const added: Match[] = [];
    for (const [i, a] of keysOfA.entries()) {
      const b = keysOfB[i];
      if (b === undefined) return undefined;
      if (a === b && this.#first.keepsName(a) && this.#second.keepsName(b)) continue;
      const match = this.#byName.get(nameOf({ a, b }));
      if (match === undefined) return undefined;
      const taken = [...chosen, ...added];
      if (taken.includes(match)) continue;
      if (!fits(match, taken)) return undefined;
      added.push(match);
    }
    return added;
  }
}

/** No word has two names. */
function fits(match: Match, chosen: readonly Match[]): boolean {
  return !chosen.some(({ a, b }) => a === match.a || b === match.b);
}

/** What leads to the slots that one side touches. */
class Ways {
  readonly #side: Side;
  readonly #ways: readonly (readonly KeyOfSlot[])[];

  constructor(side: Side) {
    const { known, disguise } = side;
    const texts = disguise.varied.filter(({ isText }) => isText === true);
    const byKey = new Map(texts.flatMap(({ word }) => keysOfText(word).map((key) => [key, word])));
    this.#side = side;
    this.#ways = known.touched.map((slot) =>
      wayTo(known, slot).map(({ key, mapping }) => ({
        key: byKey.get(key) ?? key,
        mapping: `${slot.address} ${mapping}`,
      })),
    );
  }

  /** Of the entries that the word is the key of in a mapping: the keys before it, once each. */
  outerKeys(word: Hex, mapping: string): (readonly Hex[])[] {
    const outer = new Map<string, readonly Hex[]>();
    for (const way of this.#ways) {
      const at = way.findIndex((one) => one.key === word && one.mapping === mapping);
      if (at < 0) continue;
      const keys = way.slice(at + 1).map(({ key }) => key);
      outer.set(keys.join(), keys);
    }
    return [...outer.values()];
  }

  keepsName(word: Hex): boolean {
    return word !== senderOf(this.#side) && !this.#side.words.has(word);
  }
}

function nameOf({ a, b }: Pick<Match, "a" | "b">): string {
  return `${a} ${b}`;
}

/**
 * What both sides can name: keys of the same mapping; first what was the same in the recording, or stood
 * at the same place. Where one side names what the other one is, as the recipient of a transfer does,
 * that counts as well.
 */
function matchesOf(first: Side, second: Side): Match[] {
  const matches: Match[] = [];
  for (const b of second.disguise.varied) {
    for (const a of first.disguise.varied) {
      const [isOwnA, isOwnB] = [first.own.has(a.word), second.own.has(b.word)];
      const mappings = sharedMappings(a, b);
      if (mappings.length === 0 || (isOwnA && isOwnB)) continue;
      const isLedByB = isOwnB || (!isOwnA && leads(b, a));
      const isHashed = isText(a) !== isText(b);
      // No text is known for the hash that is the other one's own.
      if (isHashed && !isText(isLedByB ? b : a)) continue;
      const leader = isLedByB ? "b" : "a";
      matches.push({ a: a.word, b: b.word, leader, mappings, isHashed, rank: rankOf(a, b) });
    }
    const mappings = namesSender(b, first);
    if (!second.own.has(b.word) && mappings.length > 0) {
      matches.push({
        a: senderOf(first),
        b: b.word,
        leader: "a",
        mappings,
        isHashed: false,
        rank: SENDER,
      });
    }
  }
  for (const a of first.disguise.varied) {
    const mappings = namesSender(a, second);
    if (first.own.has(a.word) || mappings.length === 0) continue;
    matches.push({
      a: a.word,
      b: senderOf(second),
      leader: "b",
      mappings,
      isHashed: false,
      rank: SENDER,
    });
  }
  return matches.sort((a, b) => a.rank - b.rank);
}

/** Whether the other one cannot: its type holds what this one's does not, or it is a hash of a text. */
function leads(one: Identity, other: Identity): boolean {
  if (isText(one) !== isText(other)) return isText(one);
  return (one.room ?? Infinity) < (other.room ?? Infinity);
}

function isText(identity: Identity): boolean {
  return identity.isText === true;
}

function rankOf(a: Identity, b: Identity): Rank {
  if (a.word === b.word) return 0;
  return a.offsets[0] === b.offsets[0] ? 1 : 2;
}

function sharedMappings(a: Identity, b: Identity): string[] {
  return a.mappings.filter((mapping) => b.mappings.includes(mapping));
}

/** Mappings that the sender of the other side is a key of, and that this one names a key of. */
function namesSender({ mappings }: Identity, { known }: Side): string[] {
  const sender = senderOf({ known });
  const ofSender = new Set(
    known.touched.flatMap(({ address, keys }) =>
      keys.filter(({ key }) => key === sender).map(({ mapping }) => `${address} ${mapping}`),
    ),
  );
  return mappings.filter((mapping) => ofSender.has(mapping));
}

export function senderOf({ known }: Pick<Side, "known">): Hex {
  return addressWord(known.call.transaction.fields.from);
}
