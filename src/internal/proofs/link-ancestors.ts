import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

import { leadsToFolder, link } from "./link.ts";
import { type Copied, linkModules } from "./link-modules.ts";

/**
 * Makes the folders that a project lies in again below `folder`, each with links to all else that lies there.
 * Returns where the copy of the project has to be, which is not made.
 */
export function linkAncestors(root: string, folder: string): string {
  const top = topFolder(root);
  const copy = join(folder, relative(top, root));
  for (let inner = root; inner !== top; inner = dirname(inner)) {
    const outer = dirname(inner);
    linkSiblings(outer, join(folder, relative(top, outer)), basename(inner), { root, copy });
  }
  return copy;
}

function linkSiblings(from: string, to: string, inner: string, copied: Copied): void {
  mkdirSync(to, { recursive: true });
  for (const name of namesIn(from)) {
    // Of the repository of the user nothing in a copy must know.
    if (name === inner || name === ".git") continue;
    const [source, target] = [join(from, name), join(to, name)];
    const isFolder = leadsToFolder(source);
    if (name === "node_modules" && isFolder) linkModules(source, target, copied);
    else link(source, target, isFolder);
  }
}

/** As far up as a project reaches: the root of its repository, packages above it; its neighbours at least. */
function topFolder(root: string): string {
  let top = dirname(root);
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules")) || existsSync(join(folder, ".git"))) {
      if (folder !== root) top = folder;
    }
    if (folder === dirname(folder)) return top;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // which may be passed through, but not listed
  }
}
