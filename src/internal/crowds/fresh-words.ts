import type { Address, Hex } from "../model/location.ts";
import { bytesToHex, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import { isAddress } from "./rename-bytes.ts";

/** Small ids: high enough to be free, and below 2^31 so that every usual type holds them. */
const FIRST_SMALL = 0x7000_0000n;
const SMALL = 1n << 32n;
/** More words than the arguments of a call have: call data is 128 KiB at most. */
const PER_USER = 4096n;

/** An account that nobody uses: the address of a user of a crowd. The same in every run. */
export function userAddress(user: number): Address {
  return `0x${hashOf(`user ${user}`).slice(-40)}`;
}

/** An account that nobody uses and that is no user's: one that a call names in place of its own sender. */
export function passedAddress(rank: number): Address {
  return `0x${hashOf(`passed ${rank}`).slice(-40)}`;
}

/** What a user names in place of `word`: of the same kind, free, and another for each user and rank. */
export function freshWord(word: Hex, user: number, rank: number): Hex {
  if (isSmallId(word)) return toWord(FIRST_SMALL + BigInt(user) * PER_USER + BigInt(rank));
  const hash = hashOf(`user ${user} names ${rank}`);
  // It comes before the same addresses, and behind the same ones: pairs of tokens are sorted.
  if (isAddress(word)) return `${begin(word)}${hash.slice(-ADDRESS_REST)}`;
  // No longer than it was, as its type may be no longer.
  const zeros = /^0x(?:00)*/.exec(word)?.[0].length ?? 2;
  return `0x${"0".repeat(zeros - 2)}${hash.slice(zeros)}`;
}

/** A number that may count or index something. */
export function isSmallId(word: Hex): boolean {
  return BigInt(word) < SMALL;
}

function begin(word: Hex): Hex {
  return `0x${word.slice(2, -ADDRESS_REST)}`;
}

/** Hex digits of 16 bytes: the four in front tell most addresses apart. */
const ADDRESS_REST = 32;

function hashOf(text: string): Hex {
  return bytesToHex(keccak256(new TextEncoder().encode(`hardhat-parallel-evm crowd: ${text}`)));
}
