// The licences of the packages that a bundle has code of, as they ask for in copies.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** `metafile` is esbuild's, made with the repository's root as its working directory. */
export function bundledLicences(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap((path) => PACKAGE.exec(path) ?? []);
  // Of a package that lies in two places once.
  return [...new Set([...new Set(folders)].sort().map(licencesOf))].join("\n\n");
}

function licencesOf(folder) {
  const { name, version, license } = JSON.parse(read(folder, "package.json"));
  const files = globSync(["LICEN[CS]E*", "NOTICE*", "licenses/*"], { cwd: join(root, folder) });
  const texts = files.sort().map((file) => read(folder, file).trim());
  if (texts.length === 0) throw new Error(`${folder} has no licence file`);
  return [`${name} ${version} (${license})`, "=".repeat(78), ...texts, ""].join("\n\n");
}

function read(...path) {
  return readFileSync(join(root, ...path), "utf8");
}
