import type { AccessSite } from "../../model/access-set.ts";
import { type Hex, parseLocationKey } from "../../model/location.ts";
import { greatestUpTo } from "../../primitives/greatest-up-to.ts";
import { bytesToBigInt, bytesToHex, toWord } from "../../primitives/hex.ts";

/** Members and elements lie at most this far behind the hash that they are counted from. */
const MAX_DISTANCE = 1n << 64n;

/**
 * Of all hashes that a transaction computed, those that lead to a touched slot: the slot is the hash
 * or lies shortly behind it, and the last word of the hash's input is a slot that is found likewise.
 */
export function relevantPreimages(
  sites: readonly AccessSite[],
  preimages: ReadonlyMap<bigint, Uint8Array>,
): Map<Hex, Hex> {
  const hashes = [...preimages.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const relevant = new Map<Hex, Hex>();
  const open = touchedSlots(sites);
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    const hash = greatestUpTo(hashes, slot);
    const input = hash === undefined ? undefined : preimages.get(hash);
    if (hash === undefined || input === undefined || slot - hash >= MAX_DISTANCE) continue;
    if (relevant.has(toWord(hash))) continue;
    relevant.set(toWord(hash), bytesToHex(input));
    open.push(bytesToBigInt(input.subarray(input.length - 32)));
  }
  return relevant;
}

function touchedSlots(sites: readonly AccessSite[]): bigint[] {
  const slots = new Set<bigint>();
  for (const { location } of sites) {
    const parsed = parseLocationKey(location);
    if (parsed.kind === "storage") slots.add(BigInt(parsed.slot));
  }
  return [...slots];
}
