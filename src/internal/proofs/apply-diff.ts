import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { applyPatch, parsePatch, type StructuredPatch } from "diff";

import { isWithin } from "../primitives/is-within.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/**
 * Applies a unified diff to the files of a project. Each hunk must fit at its very place: a diff that fits a
 * little further on is one for sources that have changed since. Throws PE017 then, before anything is written;
 * PE021 when a file is none of the project's own. `title` says whose diff it is.
 */
export function applyDiff(diff: string, root: string, title: string): void {
  for (const { path, content } of diffedFiles(diff, root, title)) writeFileSync(path, content);
}

/** Throws PE017 or PE021 unless {@link applyDiff} would work. */
export function checkDiff(diff: string, root: string, title: string): void {
  diffedFiles(diff, root, title);
}

/** The files that a diff changes, relative to the project. */
export function filesOf(diff: string): string[] {
  return parsePatch(diff).map(fileOf);
}

function fileOf({ oldFileName }: StructuredPatch): string {
  return (oldFileName ?? "").replace(/^a\//, "");
}

function diffedFiles(
  diff: string,
  root: string,
  title: string,
): { readonly path: string; readonly content: string }[] {
  return parsePatch(diff).map((patch) => {
    const name = fileOf(patch);
    const path = join(root, name);
    if (leadsOut(path, root)) throw new ParallelEvmError("PE021", [name, title]);
    const before = read(path);
    const after =
      before !== undefined && fits(patch, before)
        ? applyPatch(before, patch, { fuzzFactor: 0, autoConvertLineEndings: false })
        : false;
    if (after === false) throw new ParallelEvmError("PE017", [name, title]);
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

/** By a link: what a copy would change then is the original. */
function leadsOut(path: string, root: string): boolean {
  try {
    return !isWithin(realpathSync(path), realpathSync(root));
  } catch {
    return !isWithin(path, root); // it is not there
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
