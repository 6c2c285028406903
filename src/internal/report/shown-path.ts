import path from "node:path";

/** A file as users read it: relative to the project if it lies in there, with forward slashes. */
export function shownPath(root: string, file: string): string {
  const relative = path.relative(root, file);
  const outside = relative.startsWith("..") || path.isAbsolute(relative);
  return outside ? file : relative.split(path.sep).join("/");
}
