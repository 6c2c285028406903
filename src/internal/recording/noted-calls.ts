import type { Address } from "../model/location.ts";
import { type CalledFunction, calledFunction, isCode } from "./called-function.ts";
import type { KnownCodes } from "./known-codes.ts";
import type { RecorderOptions } from "./recorder-options.ts";

/** What was asked of which account since the code of accounts may have changed: each is noted once. */
export class NotedCalls {
  readonly #options: Pick<RecorderOptions, "connection" | "ask" | "write">;
  readonly #codes: KnownCodes;
  readonly #noted = new Set<string>();
  /** Of which code what was: of the same one, nothing new. */
  readonly #written = new Set<string>();

  constructor(options: Pick<RecorderOptions, "connection" | "ask" | "write">, codes: KnownCodes) {
    this.#options = options;
    this.#codes = codes;
  }

  /** The function that a parameter of `eth_call` asks for; undefined when there is none to note. */
  take(parameter: unknown): CalledFunction | undefined {
    const call = calledFunction(parameter);
    const key = call === undefined ? "" : `${call.to} ${call.selector}`;
    if (this.#noted.has(key)) return undefined;
    if (call !== undefined) this.#noted.add(key);
    return call;
  }

  async note({ to, selector }: CalledFunction): Promise<void> {
    const { connection, write } = this.#options;
    const code = await this.#codeOf(to);
    const key = `${code} ${selector}`;
    if (code === undefined || this.#written.has(key)) return;
    this.#written.add(key);
    write({ kind: "call", connection, code, selector });
  }

  /** Its id; undefined: it has none. */
  async #codeOf(address: Address): Promise<number | undefined> {
    if (this.#codes.knows([[address, undefined]])) return this.#codes.of(address);
    // The connection may have been closed meanwhile.
    const code = await this.#options.ask("eth_getCode", [address, "latest"]).catch(() => undefined);
    return isCode(code) ? this.#codes.idOf(code) : undefined;
  }

  clear(): void {
    this.#noted.clear();
  }
}
