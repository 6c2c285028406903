import type { Hex } from "../model/location.ts";
import { toWord } from "../primitives/hex.ts";
import type { Identity } from "./find-identities.ts";
import { freshText, textsLike } from "./fresh-text.ts";
import { freshWord } from "./fresh-words.ts";

/** Bits of the type of a small id, where it takes no id as large as others do. */
export type Room = 8 | 16 | 24;

/**
 * Where free ids of such types begin, how far they are apart, how many users have one, and where they
 * end. int8 and int16 hold the first of them, too.
 */
const ROOMS = {
  8: { first: 64, apart: 1, users: 64, end: 1 << 8 },
  16: { first: 0x6000, apart: 1, users: 1024, end: 1 << 16 },
  // Of int24 as well, the type of ticks. Far apart, as keys are made by division, and of many divisors.
  24: { first: 30_720, apart: 3_840, users: 1024, end: 1 << 23 },
} as const;

export type Name = Pick<Identity, "word" | "isText" | "room" | "perSlot">;

/** Of elements that share slots: so many names lie between those of one user. No more elements share one. */
export const MAX_PER_SLOT = 256;
/** How many of them a user has: its other names are that far apart. */
const RANKS_PER_SLOT = 16;

/**
 * The rank of each of what a user names: how many of its kind come before it. Of the smallest ids there are
 * so few that those of other kinds must not take up their ranks.
 */
export function ranksOf(names: readonly Name[]): number[] {
  const counted = new Map<string, number>();
  const slots: string[] = [];
  return names.map((name) => {
    const slot = sharedSlotOf(name);
    if (slot !== undefined) {
      if (!slots.includes(slot)) slots.push(slot);
      return slots.indexOf(slot);
    }
    const kind = name.isText === true ? "text" : `${name.room ?? "word"}`;
    const rank = counted.get(kind) ?? 0;
    counted.set(kind, rank + 1);
    return rank;
  });
}

/** Elements of one slot stay together. */
function sharedSlotOf({ word, isText, perSlot }: Name): string | undefined {
  if (isText === true || perSlot === undefined) return undefined;
  return `${BigInt(word) / BigInt(perSlot)} ${perSlot}`;
}

/** What a user names instead: free, and another for each user and rank. */
export function freshName({ word, isText, room, perSlot }: Name, user: number, rank: number): Hex {
  if (isText === true) return freshText(word, user, rank);
  if (perSlot !== undefined) return freshElement(word, user, rank, BigInt(perSlot));
  if (room === undefined) return freshWord(word, user, rank);
  const { first, users, apart } = ROOMS[room];
  return toWord(BigInt(first + (rank * users + user) * apart));
}

/** In a slot of the user's own, at the place in it where the original is: what else the slot holds is copied, too. */
function freshElement(word: Hex, user: number, rank: number, perSlot: bigint): Hex {
  const free = BigInt(freshWord(word, user, rank * MAX_PER_SLOT));
  return toWord(free - (free % perSlot) + (BigInt(word) % perSlot));
}

/** How many users there are such names for. */
export function usersWithNames({ word, isText, room, perSlot }: Name, rank: number): number {
  if (isText === true) return textsLike(word, rank);
  if (perSlot !== undefined) return rank < RANKS_PER_SLOT ? Infinity : 0;
  if (room === undefined) return Infinity;
  const { first, users, apart, end } = ROOMS[room];
  return first + (rank + 1) * users * apart <= end ? users : 0;
}
