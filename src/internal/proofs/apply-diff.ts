import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { applyPatch, parsePatch, type StructuredPatch } from "diff";

import { ParallelEvmError } from "../primitives/plugin-error.ts";

/**
 * Applies a unified diff to the files of a project. Each hunk must fit at its very place: a diff that fits a
 * little further on is one for sources that have changed since. Throws PE017 then, before anything is written;
 * `title` says whose diff it is.
 */
export function applyDiff(diff: string, root: string, title: string): void {
  for (const { path, content } of diffedFiles(diff, root, title)) writeFileSync(path, content);
}

/** Throws PE017 unless {@link applyDiff} would work. */
export function checkDiff(diff: string, root: string, title: string): void {
  diffedFiles(diff, root, title);
}

function diffedFiles(
  diff: string,
  root: string,
  title: string,
): { readonly path: string; readonly content: string }[] {
  return parsePatch(diff).map((patch) => {
    const name = (patch.oldFileName ?? "").replace(/^a\//, "");
    const path = join(root, name);
    const before = read(path);
    const after =
      before !== undefined && fits(patch, before)
        ? applyPatch(before, patch, { fuzzFactor: 0, autoConvertLineEndings: false })
        : false;
    if (after === false) throw new ParallelEvmError("PE017", [title, name]);
    return { path, content: after };
  });
}

function fits({ hunks }: StructuredPatch, content: string): boolean {
  const lines = content.split("\n");
  return hunks.every(({ oldStart, lines: changed }) =>
    changed
      .filter((line) => line.startsWith(" ") || line.startsWith("-"))
      .every((line, i) => lines[oldStart - 1 + i] === line.slice(1)),
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
