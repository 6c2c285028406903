import type { Hardfork } from "../hardforks.ts";
import { Arena } from "./arena.ts";

/** One chain for each hardfork, made when it is first asked for. */
export class ArenaShelf {
  readonly #arenas = new Map<Hardfork, Promise<Arena>>();

  get(hardfork: Hardfork): Promise<Arena> {
    const known = this.#arenas.get(hardfork);
    if (known !== undefined) return known;
    const created = Arena.create(hardfork);
    this.#arenas.set(hardfork, created);
    return created;
  }
}
