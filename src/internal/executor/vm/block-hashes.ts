import type { Hex } from "../../model/location.ts";
import { hexToBytes } from "../../primitives/hex.ts";

/** BLOCKHASH looks blocks up by number and asks them for their hash. */
export class BlockHashes {
  #hashes: ReadonlyMap<bigint, Hex> = new Map();
  /** A block that was asked for and whose hash is not known. */
  missing: bigint | undefined;

  begin(hashes: ReadonlyMap<bigint, Hex>): void {
    this.#hashes = hashes;
    this.missing = undefined;
  }

  async getBlock(number: number) {
    const hash = this.#hashes.get(BigInt(number));
    if (hash === undefined) this.missing = BigInt(number);
    const bytes = hash === undefined ? new Uint8Array(32) : hexToBytes(hash);
    return Promise.resolve({ hash: () => bytes });
  }

  async putBlock(): Promise<void> {
    return Promise.reject(new Error("Blocks cannot be stored here"));
  }

  shallowCopy(): this {
    return this;
  }
}
