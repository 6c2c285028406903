import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

import type { SourceFile } from "../../model/contract.ts";
import type { SourceEdit } from "../../model/suggestion.ts";

/**
 * Edits as a unified diff that `git apply` and `patch -p1` take, files in the order of their names. Throws a
 * RangeError if two edits of a file overlap, or if one lies outside of it.
 */
export function unifiedDiff(
  edits: readonly SourceEdit[],
  sources: readonly (SourceFile | undefined)[],
): string {
  const byFile = Map.groupBy(edits, ({ file }) => file);
  return [...byFile.keys()]
    .sort()
    .map((file) => {
      const content = sources.find((source) => source?.path === file)?.content;
      if (content === undefined) throw new RangeError(`${file} is not among the sources`);
      const edited = applyEdits(content, byFile.get(file) ?? []);
      return createTwoFilesPatch(`a/${file}`, `b/${file}`, content, edited, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      });
    })
    .join("");
}

/** The file with all edits made, their lines ended as its own. Edits that insert at one place are made in their order. */
export function applyEdits(content: string, edits: readonly SourceEdit[]): string {
  const bytes = Buffer.from(content, "utf8");
  const isByReturns = content.includes("\r\n") && !LONE_NEWLINE.test(content);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start || end > bytes.length) {
      throw new RangeError(
        `Bytes ${start} to ${end} overlap another edit or lie outside of the file`,
      );
    }
    const own = isByReturns ? text.replaceAll(new RegExp(LONE_NEWLINE, "g"), "\r\n") : text;
    parts.push(bytes.subarray(at, start), Buffer.from(own, "utf8"));
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]).toString("utf8");
}

const LONE_NEWLINE = /(?<!\r)\n/;
