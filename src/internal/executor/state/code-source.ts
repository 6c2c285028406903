import type { CodeRegistry } from "../memory/code-registry.ts";
import type { CodeStore } from "./code-store.ts";

/** The codes that a scenario's transactions find: the thread's own, and what other threads' transactions create. */
export class CodeSource {
  readonly #store: CodeStore;
  readonly #registry: CodeRegistry | undefined;

  /** Without a registry, nobody else creates code. */
  constructor(store: CodeStore, registry?: CodeRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /** Throws when the code is not known. */
  get(hash: bigint): Uint8Array {
    const known = this.#store.find(hash);
    if (known !== undefined) return known;
    const created = this.#registry?.get(hash);
    if (created !== undefined) this.#store.addKnown(hash, created);
    return this.#store.get(hash);
  }

  /** The hash as 32 bytes. */
  hashBytes(hash: bigint): Uint8Array {
    return this.#store.hashBytesOf(this.get(hash));
  }

  /** Returns the hash. */
  add(code: Uint8Array): bigint {
    const hash = this.#store.add(code);
    if (hash !== 0n) this.#registry?.add(hash, code);
    return hash;
  }
}
