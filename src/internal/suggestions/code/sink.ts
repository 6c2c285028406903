import type { Place } from "./code-index.ts";

/**
 * What becomes of a value in the end.
 * - `key`: it chooses an entry of a mapping, or an element of an array.
 * - `storage`: it is stored, as it is or as part of something.
 * - `log`, `return`: it gets into an event, out of a function that users call.
 * - `condition`: something is compared with it.
 * - `call`: it is handed to another contract, to a new one, or to a library's function that may do anything.
 * - `unknown`: inline assembly, or Solidity that nobody has thought of here.
 */
export type SinkKind = "key" | "storage" | "log" | "return" | "condition" | "call" | "unknown";

/** A value on its way. */
export interface Flow extends Place {
  /** The first hash that it went into on the way. */
  readonly hash: Place | undefined;
  /** It was taken `% n` after that. */
  readonly isModulo: boolean;
  /** It was multiplied, divided or the like on the way: a price, a share, a mean, and not the number itself. */
  readonly isReckoned: boolean;
  /** Of its upper bits some were lost on the way: by a conversion to a shorter type, by `<<` or a mask. */
  readonly isCut: boolean;
}

/** One place where a value ends, and what was made of it on the way there. */
export interface Sink extends Flow {
  readonly kind: SinkKind;
  /** AST id of the state variable that it is a key of, or is stored in; undefined where it is not known. */
  readonly variable: number | undefined;
}
