import { mkdirSync, readdirSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { isWithin } from "../primitives/is-within.ts";
import { leadsToFolder, link } from "./link.ts";

/** A project and where its copy is. */
export interface Copied {
  readonly root: string;
  readonly copy: string;
}

/**
 * Makes a folder `node_modules`, or that of a scope in it, with links to the packages of another one. A package
 * that is the project itself, or a workspace of it, is that of the copy. Caches are left out, as what tools
 * write to them would end up in the original.
 */
export function linkModules(from: string, to: string, copied: Copied): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === ".cache") continue;
    if (entry.name.startsWith("@") && entry.isDirectory()) linkModules(source, target, copied);
    else link(inCopy(source, copied) ?? source, target, leadsToFolder(source));
  }
}

function inCopy(path: string, { root, copy }: Copied): string | undefined {
  const real = realpath(path);
  if (real === undefined || !isWithin(real, root)) return undefined;
  const way = relative(root, real);
  return way.split(sep).includes("node_modules") ? undefined : join(copy, way);
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined; // it leads nowhere
  }
}
