import type { CompiledCode, ContractInfo, SourceFile } from "../model/contract.ts";
import type { Range } from "../model/solidity/ast-node.ts";
import { instructionsOf } from "./instructions.ts";
import { remember } from "../primitives/remember.ts";

/** What an instruction was compiled from. */
export interface SourcePosition {
  readonly source: SourceFile;
  readonly range: Range;
}

/** By the index of the instruction; undefined for code that the compiler generated. */
export function sourcePosition(
  contract: ContractInfo,
  code: CompiledCode,
  instruction: number,
): SourcePosition | undefined {
  const entry = entriesOf(code)[instruction];
  if (entry === undefined || entry.start < 0 || entry.length < 0) return undefined;
  const source = contract.sources[entry.file];
  return source && { source, range: { start: entry.start, end: entry.start + entry.length } };
}

/** The instruction at a program counter; undefined for data. */
export function instructionAt(code: CompiledCode, pc: number): number | undefined {
  return instructionsOf(code).indexOf.get(pc);
}

interface SourceMapEntry {
  readonly start: number;
  readonly length: number;
  readonly file: number;
}

const known = new WeakMap<CompiledCode, readonly SourceMapEntry[]>();

function entriesOf(code: CompiledCode): readonly SourceMapEntry[] {
  return remember(known, code, () => decompress(code.sourceMap));
}

/** https://docs.soliditylang.org/en/latest/internals/source_mappings.html: an empty field repeats the one before. */
export function decompress(sourceMap: string): SourceMapEntry[] {
  let last: SourceMapEntry = { start: -1, length: -1, file: -1 };
  return sourceMap.split(";").map((entry) => {
    const [start, length, file] = entry.split(":");
    last = {
      start: start ? Number(start) : last.start,
      length: length ? Number(length) : last.length,
      file: file ? Number(file) : last.file,
    };
    return last;
  });
}
