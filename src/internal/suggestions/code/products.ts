import type { Sources } from "./sources.ts";

/** What is multiplied or divided with what, by the functions that do it, without repetitions. */
export class Products {
  readonly #byFunction = new Map<number, Map<string, Sources>>();

  of(inside: number): Iterable<Sources> {
    return this.#byFunction.get(inside)?.values() ?? [];
  }

  all(): readonly Sources[] {
    return [...this.#byFunction.values()].flatMap((products) => [...products.values()]);
  }

  /** Whether it is new. */
  add(inside: number, factors: Sources): boolean {
    const products = this.#byFunction.get(inside) ?? new Map<string, Sources>();
    this.#byFunction.set(inside, products);
    const key = [...factors].sort((a, b) => a - b).join(" ");
    if (products.has(key)) return false;
    products.set(key, factors);
    return true;
  }
}
