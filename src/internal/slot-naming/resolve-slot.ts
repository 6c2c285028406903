import type { ContractStorage } from "./contract-storage.ts";
import { fieldsAt, fieldsBehind, type StorageField } from "./fields-at.ts";
import { distance, type HashBase, type HashIndex } from "./hash-index.ts";

/** Deeper than any contract nests: ends the walk if hash inputs lead in a circle. */
const MAX_DEPTH = 32;
/** Array elements further behind the hash do not occur, and unrelated hashes are never so near. */
const MAX_DISTANCE = 1n << 72n;

/**
 * All fields that the compiler keeps in this slot, from the right; empty when neither the layout nor
 * the hashes explain it.
 */
export function resolveSlot(
  storage: ContractStorage,
  slot: bigint,
  seen: HashIndex,
  depth = 0,
): readonly StorageField[] {
  const direct = storage.roots.flatMap((root) => fieldsAt(storage, root, slot));
  if (direct.length > 0 || depth >= MAX_DEPTH) return direct;
  const behindSeen = behind(storage, slot, seen.nearest(slot), seen, depth);
  if (behindSeen.length > 0) return behindSeen;
  return behind(storage, slot, storage.folded.nearest(slot), seen, depth);
}

function behind(
  storage: ContractStorage,
  slot: bigint,
  base: HashBase | undefined,
  seen: HashIndex,
  depth: number,
): readonly StorageField[] {
  if (base === undefined || distance(base.hash, slot) >= MAX_DISTANCE) return [];
  return resolveSlot(storage, base.parent, seen, depth + 1).flatMap((container) =>
    fieldsBehind(storage, container, base, slot),
  );
}
