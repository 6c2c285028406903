import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { makeFolder } from "../primitives/make-folder.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";

/** What `--save FILE` names for blocks: FILE for one, and for several the number before its ending. */
export function savedNames(
  save: string | undefined,
  numbers: readonly bigint[],
): readonly string[] {
  if (save === undefined) return [];
  if (numbers.length === 1) return [save];
  const [, start = "", ending = ""] = /^(.*?)((?:\.json)?(?:\.gz)?)$/s.exec(save) ?? [];
  return numbers.map((number) => `${start}-${number}${ending}`);
}

/** Writes a block file, packed if it is called so; complete or not at all. Throws PE012. */
export function saveBlock(file: string, content: unknown): void {
  const path = resolve(file);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path));
    const text = `${JSON.stringify(content, null, 1)}\n`;
    writeFileSync(unfinished, file.endsWith(".gz") ? gzipSync(text) : text);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new ParallelEvmError("PE012", [file, reasonOf(error)]);
  }
}
