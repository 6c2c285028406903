import type { AccessSite } from "../../model/access-set.ts";
import { type Hex, parseLocationKey } from "../../model/location.ts";
import { greatestUpTo } from "../../primitives/greatest-up-to.ts";
import { bytesToBigInt, bytesToHex, toWord } from "../../primitives/hex.ts";

/** Members and elements lie at most this far behind the hash that they are counted from. */
const MAX_DISTANCE = 1n << 64n;
/** Bytes. */
const WORD = 32;

/**
 * Of all hashes that a transaction computed, those that lead to a touched slot: the slot is the hash
 * or lies shortly behind it, and the last word of the hash's input is a slot that is found likewise; and those that
 * the keys on the way are, or are made from, as the id of a pool is the hash of its currencies; and what a slot holds
 * that is read, as a commitment that is revealed.
 */
export function relevantPreimages(
  sites: readonly AccessSite[],
  preimages: ReadonlyMap<bigint, Uint8Array>,
): Map<Hex, Hex> {
  const hashes = [...preimages.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const relevant = new Map<Hex, Hex>();
  const keys: Uint8Array[] = [];
  for (const { kind, before } of sites) {
    const input = kind === "read" ? preimages.get(before) : undefined;
    if (input === undefined) continue;
    relevant.set(toWord(before), bytesToHex(input));
    keys.push(input);
  }
  const open = touchedSlots(sites);
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    const hash = greatestUpTo(hashes, slot);
    const input = hash === undefined ? undefined : preimages.get(hash);
    if (hash === undefined || input === undefined || slot - hash >= MAX_DISTANCE) continue;
    if (relevant.has(toWord(hash))) continue;
    relevant.set(toWord(hash), bytesToHex(input));
    open.push(bytesToBigInt(input.subarray(input.length - WORD)));
    keys.push(input.subarray(0, input.length - WORD));
  }
  for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
    for (const hash of hashesIn(key, preimages)) {
      const input = preimages.get(hash);
      if (input === undefined || relevant.has(toWord(hash))) continue;
      relevant.set(toWord(hash), bytesToHex(input));
      keys.push(input);
    }
  }
  return relevant;
}

/** At any byte, as packed encodings put them anywhere. */
function hashesIn(bytes: Uint8Array, preimages: ReadonlyMap<bigint, Uint8Array>): bigint[] {
  return Array.from({ length: Math.max(0, bytes.length - WORD + 1) }, (_, at) =>
    bytesToBigInt(bytes.subarray(at, at + WORD)),
  ).filter((word) => preimages.has(word));
}

function touchedSlots(sites: readonly AccessSite[]): bigint[] {
  const slots = new Set<bigint>();
  for (const { location } of sites) {
    const parsed = parseLocationKey(location);
    if (parsed.kind === "storage") slots.add(BigInt(parsed.slot));
  }
  return [...slots];
}
