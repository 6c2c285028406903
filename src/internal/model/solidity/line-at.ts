import type { SourceFile } from "../contract.ts";
import type { SourceLine } from "../slot-name.ts";
import { remember } from "../../primitives/remember.ts";

const NEWLINE = 10;

/** The line that holds this byte of the file; undefined when it lies outside. solc counts bytes, not characters. */
export function lineAt(source: SourceFile, offset: number): SourceLine | undefined {
  const starts = lineStartsOf(source);
  if (offset < 0 || offset > starts.length || starts.length === 0) return undefined;
  return { file: source.path, line: countUpTo(starts.lines, offset) };
}

interface LineStarts {
  readonly lines: readonly number[];
  /** Of the file, in bytes. */
  readonly length: number;
}

const known = new WeakMap<SourceFile, LineStarts>();

function lineStartsOf(source: SourceFile): LineStarts {
  return remember(known, source, () => {
    const bytes = Buffer.from(source.content, "utf8");
    const lines = [0];
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
      lines.push(at + 1);
    }
    return { lines, length: bytes.length };
  });
}

/** How many of the ascending numbers are not above the limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
