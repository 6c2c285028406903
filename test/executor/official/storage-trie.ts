import { RLP } from "@ethereumjs/rlp";

import type { Hex } from "../../../src/internal/model/location.ts";
import { hexToBytes } from "../../../src/internal/primitives/hex.ts";
import { secureTrie } from "./tries.ts";

/** The storage of one account and its Merkle root, which is kept up to date slot by slot. */
export class StorageTrie {
  readonly #slots = new Map<Hex, bigint>();
  readonly #changed = new Set<Hex>();
  #trie = secureTrie();

  constructor(slots: ReadonlyMap<Hex, bigint> = new Map()) {
    for (const [slot, value] of slots) this.set(slot, value);
  }

  get(slot: Hex): bigint {
    return this.#slots.get(slot) ?? 0n;
  }

  set(slot: Hex, value: bigint): void {
    if (value === 0n) this.#slots.delete(slot);
    else this.#slots.set(slot, value);
    this.#changed.add(slot);
  }

  clear(): void {
    this.#slots.clear();
    this.#changed.clear();
    this.#trie = secureTrie();
  }

  /** Those that are not zero. */
  slots(): Map<Hex, bigint> {
    return new Map(this.#slots);
  }

  async root(): Promise<Uint8Array> {
    for (const slot of this.#changed) {
      const value = this.#slots.get(slot);
      if (value === undefined) await this.#trie.del(hexToBytes(slot));
      else await this.#trie.put(hexToBytes(slot), RLP.encode(value));
    }
    this.#changed.clear();
    return this.#trie.root();
  }
}
