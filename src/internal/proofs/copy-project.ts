import {
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
} from "node:fs";
import { isAbsolute, join, relative } from "node:path";

import { isWithin } from "../primitives/is-within.ts";
import { leadsToFolder, link } from "./link.ts";
import { linkAncestors } from "./link-ancestors.ts";
import { linkModules } from "./link-modules.ts";

export interface ProjectToCopy {
  /** Absolute. */
  readonly root: string;
  /** Absolute paths of what is left out: what is made anew, or of no use. */
  readonly leftOut: readonly string[];
}

/**
 * Copies a project into an empty folder and returns the root of the copy.
 *
 * It lies outside of the project, as the user expects of a folder that comes and goes, and as tools that watch
 * the project or search it for tests must not find it. All that a project reaches outside of itself must still
 * be there: packages in `node_modules` of a folder above (workspaces), `../shared`, `../tsconfig.base.json`.
 * So the folders above are made again around the copy, with links to all that lies in the original ones; and
 * `node_modules` are folders of links to the same packages, which are so loaded from where they really are.
 * Only links to the project itself, as workspaces have them, lead to the copy.
 */
export function copyProject(project: ProjectToCopy, folder: string): string {
  const root = realpathSync(project.root);
  const leftOut = new Set(project.leftOut.map((path) => join(root, relative(project.root, path))));
  const copy = linkAncestors(root, folder);
  copyFolder(root, copy, { root, copy, leftOut });
  return copy;
}

interface Copying {
  readonly root: string;
  readonly copy: string;
  readonly leftOut: ReadonlySet<string>;
}

function copyFolder(from: string, to: string, copying: Copying): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (copying.leftOut.has(source) || entry.name === ".git") continue;
    const modules = entry.name === "node_modules" && leadsToFolder(source);
    if (modules) linkModules(source, target, copying);
    else if (entry.isSymbolicLink()) copyLink(source, target, copying);
    else if (entry.isDirectory()) copyFolder(source, target, copying);
    // A clone where the file system can. Sockets and pipes are nothing that a project consists of.
    else if (entry.isFile()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}

/** A relative link leads from the copy where it leads from the original, as the folders above are there too. */
function copyLink(source: string, target: string, { root, copy }: Copying): void {
  const written = readlinkSync(source);
  const own = isAbsolute(written) && isWithin(written, root);
  link(own ? join(copy, relative(root, written)) : written, target, leadsToFolder(source));
}
