import { linkSync, statSync, symlinkSync } from "node:fs";

/** A link at `path` that leads to `target`. On Windows without the right to make links to files, a second name. */
export function link(target: string, path: string, toFolder: boolean): void {
  try {
    // Windows lets everybody make junctions; elsewhere the type means nothing.
    symlinkSync(target, path, toFolder ? "junction" : "file");
  } catch (error) {
    if (toFolder || process.platform !== "win32") throw error;
    linkSync(target, path);
  }
}

/** Whether a path is a folder, or a link that leads to one. */
export function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // it leads nowhere
  }
}
