import { type CalledFunction, calledFunction, isCode } from "./called-function.ts";
import type { RecorderOptions } from "./recorder-options.ts";

/** What was asked of which account since the code of accounts may have changed: each is noted once. */
export class NotedCalls {
  readonly #options: Pick<RecorderOptions, "connection" | "ask" | "codeId" | "write">;
  readonly #noted = new Set<string>();

  constructor(options: Pick<RecorderOptions, "connection" | "ask" | "codeId" | "write">) {
    this.#options = options;
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
    const { connection, ask, codeId, write } = this.#options;
    // The connection may have been closed meanwhile.
    const code = await ask("eth_getCode", [to, "latest"]).catch(() => undefined);
    if (!isCode(code)) return;
    write({ kind: "call", connection, code: codeId(code), selector });
  }

  clear(): void {
    this.#noted.clear();
  }
}
