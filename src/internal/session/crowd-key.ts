import type { CrowdTarget } from "../model/crowd.ts";

/** What of a crowd says which call it is of: `called` as `Token.transfer`. */
export interface NamedCrowd {
  readonly target: CrowdTarget;
  readonly called: string;
  /** Number of the recorded transaction. */
  readonly id: number;
  readonly origin: {
    readonly file?: string;
    readonly title: string;
    readonly transactions: readonly { readonly id: number }[];
  };
}

/**
 * The crowd of the same call in another run of the same suite: by where it was recorded, and as which one, as another
 * path through the same function is called elsewhere, or behind it. What it costs may be another matter there, and so
 * which of two comes first.
 */
export function crowdKey({ target, called, id, origin }: NamedCrowd): string {
  const place = origin.transactions.findIndex((one) => one.id === id);
  return JSON.stringify(["crowd", target, called, origin.file ?? "", origin.title, place]);
}
