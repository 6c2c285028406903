import { EthereumJSError } from "@ethereumjs/util";

/**
 * A transaction does not run, and no execution could change that.
 * - `rejected`: it is not valid, on this state or at all.
 * - `unsupported`: it may well be, but the executor cannot run it.
 */
export class Refusal extends Error {
  readonly kind: "rejected" | "unsupported";

  constructor(kind: "rejected" | "unsupported", reason: string) {
    super(reason);
    this.kind = kind;
  }
}

/** What EthereumJS throws on purpose, as a rejection; anything else, such as a TypeError, as it is. */
export function asRejection(error: unknown): unknown {
  if (!(error instanceof EthereumJSError)) return error;
  return new Refusal("rejected", error.message.split("\n")[0] ?? error.message);
}
