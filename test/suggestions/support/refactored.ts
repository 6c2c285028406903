import assert from "node:assert/strict";

import type { Compiler as CompilerInfo } from "../../../src/internal/model/contract.ts";
import type { SourceEdit } from "../../../src/internal/model/suggestion.ts";
import { ContractCode } from "../../../src/internal/suggestions/code/contract-code.ts";
import { applyEdits } from "../../../src/internal/suggestions/patches/unified-diff.ts";
import { type Compiler, compile, LEGACY } from "../../slot-naming/support/compile.ts";

export interface Compilation {
  readonly compiler?: Compiler;
  readonly pragma?: string;
  /** What the build info says of it; null: nothing. By default what has compiled it. */
  readonly info?: CompilerInfo | null;
  /** Of OpenZeppelin Contracts. */
  readonly packageVersion?: string;
}

export type Files = Readonly<Record<string, string>>;

/** The code of all contracts of some files, as it is read from a build: packages are external. */
export function codesOf(
  files: Files,
  { compiler = "solc", info, packageVersion = "5.7.0" }: Compilation = {},
): ContractCode[] {
  const infos = compile(files, LEGACY, compiler);
  const sources = infos[0]?.sources.map((source) =>
    source?.path.startsWith("@openzeppelin/") === true
      ? { ...source, isExternal: true, packageVersion }
      : source,
  );
  return infos.flatMap(({ compiler: own, ...one }) => {
    const known = info === undefined ? own : info;
    return (
      ContractCode.of({ ...one, sources: sources ?? [], ...(known ? { compiler: known } : {}) }) ??
      []
    );
  });
}

export function codeNamed(codes: readonly ContractCode[], name: string): ContractCode {
  const found = codes.find(({ info }) => info.name.endsWith(`:${name}`));
  assert(found !== undefined, name);
  return found;
}

/** The files with all edits made. They compile. Undefined where there are none. */
export function refactored(
  files: Files,
  edits: readonly SourceEdit[] | undefined,
  compiler: Compiler = "solc",
): Files | undefined {
  if (edits === undefined) return undefined;
  const result = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      applyEdits(
        text,
        edits.filter(({ file }) => file === path),
      ),
    ]),
  );
  compile(result, LEGACY, compiler);
  return result;
}

/** One file of Solidity, with what each begins with. */
export function solidity(body: string, pragma = "^0.8.20"): Files {
  return { [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}\n` };
}

export const FILE = "contracts/A.sol";
