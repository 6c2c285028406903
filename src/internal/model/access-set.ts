import type { Address, Hex, LocationKey } from "./location.ts";

/**
 * What one transaction read and wrote, in net terms: a location is written only if its value at the
 * end differs from the one before (pevm, Monad and Sei v2 see it so: a lock taken and released
 * within one transaction is no write).
 */
export interface AccessSet {
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  /**
   * Storage slots that were written, not undone by a revert, and hold what they held before: no writes in
   * net terms, though some engines take them for such. Ascending; told of sequential runs only.
   */
  readonly netZeroWrites?: readonly LocationKey[];
}

/**
 * - `exact`: the transaction depends on the value, `value`. Every SSTORE reads too, as its gas depends on the old value (EIP-2200).
 * - `at-least`: a debit that only needs the balance to be `value` or more (Monad's relaxed merge).
 *
 * Values: storage, balance and nonce as numbers; code as the keccak256 of the code, 0 for none; existence 1 or 0.
 */
export interface Read {
  readonly location: LocationKey;
  readonly kind: "exact" | "at-least";
  readonly value: bigint;
}

/**
 * - `set`: the location has `value` afterwards.
 * - `add`: a commutative delta, such as a fee paid to the coinbase or a value transfer; negative for a debit.
 */
export interface Write {
  readonly location: LocationKey;
  readonly kind: "set" | "add";
  readonly value: bigint;
}

/** Where in the code each access of a transaction happened: what slot naming works from. */
export interface Attribution {
  readonly frames: readonly Frame[];
  /** In the order of execution, at most one for each location, kind, frame and program counter. */
  readonly sites: readonly AccessSite[];
  /** KECCAK256 inputs that lead to a touched slot, that a key on the way to one is made from, or that such a slot holds, by their hash. */
  readonly preimages: ReadonlyMap<Hex, Hex>;
  /** Precompiled contracts that were called, also in what was undone; sorted, absent when there is none. */
  readonly precompiles?: readonly Address[];
}

/** One call frame. `caller` is what Solidity sees as `msg.sender`, `address` as `address(this)`. */
export interface Frame {
  readonly depth: number;
  readonly caller: Address;
  readonly address: Address;
  /** Where the running code lives: another address than `address` under DELEGATECALL. */
  readonly codeAddress: Address;
  /** keccak256 of the running code. */
  readonly codeHash: Hex;
  /** True when it runs a constructor. */
  readonly isCreate: boolean;
  /** Call data, cut to 4 KiB; empty for a constructor. */
  readonly input: Hex;
}

export interface AccessSite {
  readonly location: LocationKey;
  readonly kind: "read" | "write";
  /** Index into `frames`. */
  readonly frame: number;
  /** Program counter of the instruction in the running code. */
  readonly pc: number;
  /**
   * For a storage write: the slot's value before and after this instruction, so that the fields of a
   * packed slot that changed can be told. For a read: the value read, twice.
   */
  readonly before: bigint;
  readonly after: bigint;
}
