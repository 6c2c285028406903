import type { SourceFile } from "../../model/contract.ts";
import { type AstNode, childOf } from "../../model/solidity/ast-node.ts";

const [NEWLINE, SPACE, TAB, SEMICOLON] = [10, 32, 9, 59];

/** The blanks that the line of this byte begins with. */
export function indentationOf({ content }: SourceFile, offset: number): string {
  const bytes = Buffer.from(content, "utf8");
  const start = bytes.lastIndexOf(NEWLINE, offset - 1) + 1;
  let end = start;
  while (bytes[end] === SPACE || bytes[end] === TAB) end++;
  return bytes.subarray(start, end).toString("utf8");
}

/** One step of indentation, as members of a contract at the edge of the file have it. */
export function indentationUnit(source: SourceFile, member: AstNode): string {
  const own = indentationOf(source, member.range.start);
  if (own.startsWith("\t")) return "\t";
  return own === "" || own.length > 4 ? "    " : own;
}

/** What most of the file's strings stand in. */
export function quoteOf({ content }: SourceFile): "'" | '"' {
  const strings = content.replace(COMMENT_OR_STRING, (piece) =>
    piece.startsWith("/") ? "" : piece,
  );
  const [single, double] = [/'[^'\n]*'/g, /"[^"\n]*"/g].map(
    (form) => (strings.match(form) ?? []).length,
  );
  return (single ?? 0) > (double ?? 0) ? "'" : '"';
}

const COMMENT_OR_STRING = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"[^"\n]*"|'[^'\n]*'/g;

/** Behind the semicolon that follows; the AST leaves it out. */
export function statementEnd({ content }: SourceFile, end: number): number {
  const at = Buffer.from(content, "utf8").indexOf(SEMICOLON, end);
  return at === -1 ? end : at + 1;
}

/** Behind the comment that ends the line, if there is nothing else behind these bytes. */
export function commentEnd({ content }: SourceFile, end: number): number {
  const rest = Buffer.from(content, "utf8").subarray(end).toString("utf8");
  const comment = /^[ \t]*(\/\/[^\n]*|\/\*(?:(?!\*\/)[^\n])*\*\/)[ \t]*(?=\r?\n|$)/.exec(rest);
  return end + Buffer.byteLength(comment?.[0] ?? "", "utf8");
}

/** Where the NatSpec comment of a declaration begins, or else the declaration. */
export function documentationStart(declaration: AstNode): number {
  const documentation = childOf(declaration, "documentation");
  return documentation === undefined || documentation.range.start < 0
    ? declaration.range.start
    : documentation.range.start;
}

/** Whole lines from these bytes, and a blank line before them; undefined where others stand on the lines. */
export function lineRange(
  { content }: SourceFile,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  const bytes = Buffer.from(content, "utf8");
  const first = bytes.lastIndexOf(NEWLINE, start - 1) + 1;
  const newline = bytes.indexOf(NEWLINE, end);
  const last = newline === -1 ? bytes.length : newline + 1;
  const around = [bytes.subarray(first, start), bytes.subarray(end, last)];
  if (around.some((part) => part.toString("utf8").trim() !== "")) return undefined;
  const before = bytes.lastIndexOf(NEWLINE, first - 2) + 1;
  const isBlank = first > 0 && bytes.subarray(before, first).toString("utf8").trim() === "";
  return { start: isBlank ? before : first, end: last };
}
