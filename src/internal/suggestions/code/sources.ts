/** Ids of declarations: state variables, and parameters of the function that an expression stands in. */
export type Sources = ReadonlySet<number>;

/** What no declaration stands for. */
export const MSG_VALUE = -2;
export const MSG_SENDER = -3;
export const BLOCK = -4;

export const NONE: Sources = new Set();

export function merged(all: readonly Sources[]): Sources {
  const [only, ...others] = all.filter(({ size }) => size > 0);
  if (only === undefined) return NONE;
  return others.length === 0 ? only : new Set([only, ...others].flatMap((one) => [...one]));
}

/** Sources by what has them, which only become more. */
export class GrowingSources {
  readonly #sets = new Map<number, Set<number>>();

  get(key: number): Sources {
    return this.#sets.get(key) ?? NONE;
  }

  /** Whether some of them are new. */
  grow(key: number, more: Sources): boolean {
    if (more.size === 0) return false;
    const known = this.#sets.get(key) ?? new Set<number>();
    this.#sets.set(key, known);
    const before = known.size;
    for (const one of more) known.add(one);
    return known.size > before;
  }
}
