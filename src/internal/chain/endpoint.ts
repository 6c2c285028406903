import { reasonOf } from "../primitives/reason-of.ts";
import type { Ask } from "./ask.ts";
import { RequestFailure } from "./failure.ts";

/** Methods that a block can be fetched without, and what is missing from the endpoint of them. */
export class OptionalMethods {
  readonly #lacking = new Map<string, string>();

  lacks(method: string): boolean {
    return this.#lacking.has(method);
  }

  /** It is not asked for again. */
  lacking(method: string, reason: string): void {
    if (!this.#lacking.has(method)) this.#lacking.set(method, reason);
  }

  get notes(): readonly string[] {
    return [...this.#lacking.values()].sort();
  }
}

/** An endpoint as one block asks it. */
export class Endpoint {
  readonly ask: Ask;
  readonly #optional: OptionalMethods;

  constructor(ask: Ask, optional: OptionalMethods) {
    this.ask = ask;
    this.#optional = optional;
  }

  /**
   * Asks what there is another way to: undefined when the endpoint does not give it, whatever the reason is. What it
   * lacks altogether it is not asked for again. Rejects only when the time is over.
   */
  async attempt<Result>(
    method: string,
    params: readonly unknown[],
    narrow: (answer: unknown) => Result,
  ): Promise<Result | undefined> {
    if (this.#optional.lacks(method)) return undefined;
    try {
      return narrow(await this.ask(method, params));
    } catch (error) {
      if (error instanceof RequestFailure) {
        if (error.kind === "deadline") throw error;
        if (error.kind !== "unsupported" && error.kind !== "no state") return undefined;
      }
      this.#optional.lacking(method, reasonOf(error));
      return undefined;
    }
  }
}
