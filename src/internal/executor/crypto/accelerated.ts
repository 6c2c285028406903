/**
 * An implementation that is there at once, and a faster one that takes long to load: it is loaded
 * when so many calls were made that more can be expected to pay for it. Both give the same results.
 */
export class Accelerated<T> {
  #current: T;
  #callsUntilLoad: number;
  #loading: Promise<void> | undefined;
  readonly #load: () => Promise<T>;

  constructor(slow: T, load: () => Promise<T>, callsUntilLoad: number) {
    this.#current = slow;
    this.#load = load;
    this.#callsUntilLoad = callsUntilLoad;
  }

  get current(): T {
    return this.#current;
  }

  /** To be called before each use, and waited for when it gives something to wait for. */
  prepare(): Promise<void> | undefined {
    if (this.#loading !== undefined || this.#callsUntilLoad-- > 0) return undefined;
    this.#loading = this.load();
    return this.#loading;
  }

  /** Where the faster one cannot be loaded, the other one stays. */
  async load(): Promise<void> {
    try {
      this.#current = await this.#load();
    } catch {
      // Without WebAssembly, say. Nothing is lost but time.
    }
  }
}
