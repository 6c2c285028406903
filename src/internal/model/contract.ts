/** What the compiler says of one contract, as far as naming needs it. */
export interface ContractInfo {
  /** Hardhat's fully qualified name, `contracts/Token.sol:Token`; the source as the user knows it. */
  readonly name: string;
  readonly abi: readonly unknown[];
  /** Absent when the compiler was not asked for it. */
  readonly storageLayout?: StorageLayout;
  readonly creation: CompiledCode;
  readonly runtime: CompiledCode;
  /** Sources of the compilation in the order of their numbers in the source map; gaps are undefined. */
  readonly sources: readonly (SourceFile | undefined)[];
  /** Absent when it is not known. */
  readonly compiler?: Compiler;
}

export interface Compiler {
  /** `0.8.37` */
  readonly version: string;
  /** As set by the user: `cancun`; absent for the version's own default. */
  readonly evmVersion?: string;
}

export interface CompiledCode {
  /** Hex without 0x; library placeholders (`__$…$__`) left in. */
  readonly object: string;
  /** solc's compressed source map. */
  readonly sourceMap: string;
  /** Byte ranges that differ between deployments: immutables and linked libraries. */
  readonly variableRanges: readonly { readonly start: number; readonly length: number }[];
}

export interface SourceFile {
  /** Relative to the project, or the npm path: `contracts/Token.sol`, `@openzeppelin/contracts/token/ERC20/ERC20.sol`. */
  readonly path: string;
  readonly content: string;
  /** solc's AST, narrowed where it is used. */
  readonly ast: unknown;
  /** Of an npm package: not the user's to change. */
  readonly isExternal?: boolean;
  /** Of that npm package. */
  readonly packageVersion?: string;
}

/** solc's `storageLayout` output: https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html#json-output */
export interface StorageLayout {
  readonly storage: readonly StorageEntry[];
  readonly types: Readonly<Record<string, StorageType>>;
}

export interface StorageEntry {
  readonly label: string;
  /** Byte offset within the slot, counted from the right. */
  readonly offset: number;
  /** Decimal. */
  readonly slot: string;
  readonly type: string;
  /** Id of the declaration's AST node. */
  readonly astId: number;
  readonly contract: string;
}

export interface StorageType {
  readonly encoding: "inplace" | "mapping" | "dynamic_array" | "bytes";
  readonly label: string;
  /** Decimal. */
  readonly numberOfBytes: string;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly base?: string | undefined;
  readonly members?: readonly StorageEntry[] | undefined;
}
