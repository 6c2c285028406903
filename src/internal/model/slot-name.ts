import type { Address, Hex } from "./location.ts";

/** A line of Solidity: `file` as in {@link SourceFile}, `line` from 1. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/**
 * How a person would write a location.
 * - `named`: a variable of a known contract, or the balance, nonce or code of an account.
 * - `raw`: nothing better than address and slot is known; `reason` says why.
 */
export type LocationName = NamedLocation | RawLocation;

export interface NamedLocation {
  readonly kind: "named";
  /** Fully qualified name of the contract whose layout names it. */
  readonly contract: string;
  /**
   * The same for all keys of a variable, and for all fields that share a slot:
   * `accounts[*].debt`, `members.length`, `paused+counter`. Locations of one group make one hotspot.
   */
  readonly group: string;
  /** The fields that this transaction touched there; more than one only in a packed slot. */
  readonly fields: readonly NamedField[];
  /** All fields that share the slot, as `path`; empty when it holds only one. */
  readonly packed: readonly string[];
}

export interface NamedField {
  /** The state variable: `accounts`. For an account's own state: `balance`, `nonce`, `code`. */
  readonly variable: string;
  /** As Solidity, keys shown by where they come from: `accounts[msg.sender].debt`, `pools[arg:pid]`. */
  readonly path: string;
  /** The same with the keys' values: `accounts[0x…].debt`. Equal to `path` when there is no key. */
  readonly concretePath: string;
  /** The declaration of the state variable. */
  readonly source?: SourceLine;
  /** The transaction changed it. Told only of fields that share a slot. */
  readonly written?: true;
}

/** One of the fields that share a slot. Bytes, counted from the right. */
export interface SlotField {
  readonly variable: string;
  /** With the values of keys. */
  readonly path: string;
  readonly offset: number;
  readonly size: number;
}

export interface RawLocation {
  readonly kind: "raw";
  /** Of the account, when its code is known though the slot is not. */
  readonly contract?: string;
  /** `slot 0x…`, or `balance`, `nonce`, `code`. */
  readonly path: string;
  readonly slot?: Hex;
  readonly reason: string;
}

/** Where an access happened, in Solidity. */
export interface NamedSite {
  /** The innermost function that holds the accessing line, `Token._update`; absent when unknown. */
  readonly function?: string;
  readonly source?: SourceLine;
  readonly kind: "read" | "write";
}

/** One location in one transaction, named. `sites` are distinct and in the order of execution. */
export interface NamedAccess {
  readonly name: LocationName;
  readonly sites: readonly NamedSite[];
}

/** What a transaction called. */
export interface NamedCall {
  /** Fully qualified name of the called (or created) contract; absent when unknown. */
  readonly contract?: string;
  /** ABI name: `transfer`; with parameter types only where it is overloaded; `constructor`, `receive`, `fallback`; absent for a plain transfer. */
  readonly function?: string;
}

/** Words for accounts that their addresses say nothing of, such as those of a crowd. Undefined: the address says it. */
export interface AccountWords {
  /** Asked first, whatever else is known of the account: `the first user`. */
  readonly party?: (address: Address) => string | undefined;
  /** Asked where nothing tells what account it is: `another user`. */
  readonly stranger?: (address: Address) => string | undefined;
}
