import type { Hex } from "../../model/location.ts";
import { bytesToHex, hexToBytes } from "../../primitives/hex.ts";
import { keccak256 } from "../../primitives/keccak.ts";

const NO_CODE = new Uint8Array();

/** Contract code by its keccak256, as a number; 0 stands for no code. Shared by all scenarios of a thread. */
export class CodeStore {
  readonly #codes = new Map<bigint, Uint8Array>();
  /** The same bytes object each time, so that hashes can be looked up by identity. */
  readonly #hashes = new WeakMap<Uint8Array, Hex>();

  /** Returns the hash. */
  add(code: Uint8Array): bigint {
    if (code.length === 0) return 0n;
    const hash = BigInt(this.hashOf(code));
    if (!this.#codes.has(hash)) this.#codes.set(hash, code);
    return hash;
  }

  addHex(hash: bigint, code: Hex): void {
    if (this.#codes.has(hash)) return;
    const bytes = hexToBytes(code);
    this.#codes.set(hash, bytes);
  }

  /** Throws when the code is not known, which is a defect of whoever filled the store. */
  get(hash: bigint): Uint8Array {
    if (hash === 0n) return NO_CODE;
    const code = this.#codes.get(hash);
    if (code === undefined) throw new Error(`Code ${hash.toString(16)} was never added`);
    return code;
  }

  has(hash: bigint): boolean {
    return hash === 0n || this.#codes.has(hash);
  }

  /** keccak256 of any code, cached for as long as the bytes object lives. */
  hashOf(code: Uint8Array): Hex {
    const known = this.#hashes.get(code);
    if (known !== undefined) return known;
    const hash = bytesToHex(keccak256(code));
    this.#hashes.set(code, hash);
    return hash;
  }
}
