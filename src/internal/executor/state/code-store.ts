import type { Hex } from "../../model/location.ts";
import { bytesToBigInt, bytesToHex } from "../../primitives/hex.ts";
import { keccak256 } from "../../primitives/keccak.ts";

const NO_CODE = new Uint8Array();

/** Contract code by its keccak256, as a number; 0 stands for no code. Shared by all scenarios of a thread. */
export class CodeStore {
  readonly #codes = new Map<bigint, Uint8Array>();
  /** The same bytes object each time, so that hashes and analyses can be looked up by identity. */
  readonly #hashes = new WeakMap<Uint8Array, { hex: Hex; bytes: Uint8Array; number: bigint }>();

  /** Returns the hash. */
  add(code: Uint8Array): bigint {
    if (code.length === 0) return 0n;
    const { number } = this.#hashesOf(code);
    if (!this.#codes.has(number)) this.#codes.set(number, code);
    return number;
  }

  /** Code whose hash is known. */
  addKnown(hash: bigint, code: Uint8Array): void {
    if (!this.#codes.has(hash)) this.#codes.set(hash, code);
  }

  /** Undefined when nobody added that code. */
  find(hash: bigint): Uint8Array | undefined {
    return hash === 0n ? NO_CODE : this.#codes.get(hash);
  }

  /** Throws when the code is not known, which is a defect of whoever filled the store. */
  get(hash: bigint): Uint8Array {
    const code = this.find(hash);
    if (code === undefined) throw new Error(`Code ${hash.toString(16)} was never added`);
    return code;
  }

  /** keccak256 of any code, cached for as long as the bytes object lives. */
  hashOf(code: Uint8Array): Hex {
    return this.#hashesOf(code).hex;
  }

  /** The same as 32 bytes. */
  hashBytesOf(code: Uint8Array): Uint8Array {
    return this.#hashesOf(code).bytes;
  }

  #hashesOf(code: Uint8Array) {
    const known = this.#hashes.get(code);
    if (known !== undefined) return known;
    const bytes = keccak256(code);
    const hashes = { hex: bytesToHex(bytes), bytes, number: bytesToBigInt(bytes) };
    this.#hashes.set(code, hashes);
    return hashes;
  }
}
