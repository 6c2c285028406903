import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";

import { copyProject, type ProjectToCopy } from "./copy-project.ts";
import { removeFolder } from "./in-temporary-folder.ts";

/**
 * Copies a project into `folder`, in the place of an earlier copy there, of which only what is `kept` stays: what
 * was compiled there counts, at that very place, for all that has not changed since. Returns the root of the copy.
 */
export function remakeCopy(
  project: ProjectToCopy,
  folder: string,
  kept: readonly string[],
): string {
  const [place, aside] = [join(folder, "copy"), join(folder, "kept")];
  removeFolder(aside);
  mkdirSync(aside, { recursive: true });
  const there = kept.filter((path) => existsSync(path));
  for (const [i, path] of there.entries()) renameSync(path, join(aside, String(i)));
  removeFolder(place);
  const copy = copyProject(project, place);
  for (const [i, path] of there.entries()) {
    removeFolder(path);
    mkdirSync(dirname(path), { recursive: true });
    renameSync(join(aside, String(i)), path);
  }
  return copy;
}
