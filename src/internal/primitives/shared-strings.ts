/** JSON.parse makes shorter ones one by itself. */
const SHORT = 10;

/** Equal strings as one: the transactions of a suite have their accounts, hashes and inputs in common. */
export class SharedStrings {
  readonly #known = new Map<string, string>();

  share<T extends string>(text: T): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known as T; // it is equal
    this.#known.set(text, text);
    return text;
  }

  /** Those in an object as JSON.parse gives it, in their place. */
  shareIn(parsed: object): void {
    const entries: [string, unknown][] = Object.entries(parsed);
    for (const [key, value] of entries) {
      if (typeof value === "object" && value !== null) this.shareIn(value);
      else if (typeof value === "string" && value.length > SHORT) {
        Reflect.set(parsed, key, this.share(value));
      }
    }
  }
}
