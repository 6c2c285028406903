import type { SourceLine } from "./slot-name.ts";

/** A contract of the project that transactions of the suite ran, and its storage. */
export interface ReportContract {
  /** Hardhat's fully qualified name. */
  readonly name: string;
  /** Null where it is not known. */
  readonly source: SourceLine | null;
  /**
   * Variables in the order of their slots, members of structs one by one. Empty also where the compiler was not asked
   * for the layout.
   */
  readonly storage: readonly ReportStorageField[];
}

/** One field, as solc lays it out: https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html */
export interface ReportStorageField {
  /** `owner`, `config.fee`; without keys. */
  readonly path: string;
  /** `uint128`, `mapping(address => uint256)` */
  readonly type: string;
  readonly slot: string;
  /** Where it begins in the slot, in bytes from the right. */
  readonly offset: number;
  /** Of a mapping, a dynamic array and bytes those of the slot itself: what it holds is elsewhere. */
  readonly bytes: number;
  /** The declaration; null where it is not known. */
  readonly source: SourceLine | null;
}
