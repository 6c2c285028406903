import type { SourceFile } from "../../model/contract.ts";
import type { AstNode } from "../../model/solidity/ast-node.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { documentationStart, statementEnd } from "./layout.ts";

const NEWLINE = 10;

/**
 * Takes a member of a contract out, with the comments that stand right above it. Undefined where something else
 * stands on its lines.
 */
export function removeMember(source: SourceFile, node: AstNode): SourceEdit | undefined {
  const lines = new Lines(source);
  const own = lines.whole(documentationStart(node), endOf(source, node));
  if (own === undefined) return undefined;
  let { start } = own;
  while (/^\s*\/\//.test(lines.before(start) ?? "")) start = lines.startOf(start - 1);
  return { file: source.path, start, end: own.end, text: "" };
}

/** Takes a statement out, with its lines where nothing else stands on them. `end` is that of the AST. */
export function removeStatement(source: SourceFile, start: number, end: number): SourceEdit {
  const until = statementEnd(source, end);
  const own = new Lines(source).whole(start, until) ?? { start, end: until };
  return { file: source.path, ...own, text: "" };
}

/**
 * Deletions between which there are but blanks, as one each, and with one of two blank lines that they leave one
 * after another, or within a brace; other edits as they are.
 */
export function tidyDeletions(
  edits: readonly SourceEdit[],
  sources: readonly SourceFile[],
): SourceEdit[] {
  const tidy: SourceEdit[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const source = sources.find(({ path }) => path === file);
    if (source === undefined) throw new RangeError(`${file} is not among the sources`);
    const lines = new Lines(source);
    const own = edits.filter((edit) => edit.file === file);
    const merged = mergeDeletions(own, lines);
    tidy.push(...merged.map((edit) => (edit.text === "" ? withBlankLine(edit, lines) : edit)));
  }
  return tidy;
}

function mergeDeletions(edits: readonly SourceEdit[], lines: Lines): SourceEdit[] {
  const merged: SourceEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    const isNext =
      last !== undefined && (edit.start <= last.end || lines.isBlank(last.end, edit.start));
    if (isNext && edit.text === "" && last.text === "") {
      merged.splice(-1, 1, { ...last, end: Math.max(last.end, edit.end) });
    } else {
      merged.push(edit);
    }
  }
  return merged;
}

function withBlankLine(edit: SourceEdit, lines: Lines): SourceEdit {
  const { start, end } = edit;
  if (lines.startOf(start) !== start || lines.startOf(end) !== end) return edit;
  const [above, below] = [lines.before(start)?.trim(), lines.after(end)?.trim()];
  if (above === "" && (below === "" || below === "}")) {
    return { ...edit, start: lines.startOf(start - 1) };
  }
  return above?.endsWith("{") === true && below === "" ? { ...edit, end: lines.endOf(end) } : edit;
}

/** The AST leaves a variable's semicolon out. */
function endOf(source: SourceFile, { nodeType, range }: AstNode): number {
  return nodeType === "VariableDeclaration" ? statementEnd(source, range.end) : range.end;
}

/** Offsets are bytes. */
class Lines {
  readonly #bytes: Buffer;

  constructor({ content }: SourceFile) {
    this.#bytes = Buffer.from(content, "utf8");
  }

  startOf(offset: number): number {
    return offset === 0 ? 0 : this.#bytes.lastIndexOf(NEWLINE, offset - 1) + 1;
  }

  /** Behind its newline. */
  endOf(offset: number): number {
    const at = this.#bytes.indexOf(NEWLINE, offset);
    return at === -1 ? this.#bytes.length : at + 1;
  }

  isBlank(start: number, end: number): boolean {
    return this.#text(start, end).trim() === "";
  }

  /** The lines of this piece; undefined where they hold more than it and a comment behind it. */
  whole(start: number, end: number): { start: number; end: number } | undefined {
    const lines = { start: this.startOf(start), end: this.endOf(end) };
    const isFirst = this.isBlank(lines.start, start);
    return isFirst && /^\s*(\/\/.*)?$/.test(this.#text(end, lines.end)) ? lines : undefined;
  }

  before(lineStart: number): string | undefined {
    if (lineStart === 0) return undefined;
    return this.#text(this.startOf(lineStart - 1), lineStart - 1);
  }

  after(lineEnd: number): string | undefined {
    if (lineEnd >= this.#bytes.length) return undefined;
    return this.#text(lineEnd, this.endOf(lineEnd));
  }

  #text(start: number, end: number): string {
    return this.#bytes.subarray(start, end).toString("utf8");
  }
}
