// TypeScript 5.9 and 6.0 leave `import("./x.ts")` as it is in files that have no static relative import,
// although rewriteRelativeImportExtensions is on.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DYNAMIC = /(\bimport\(\s*["']\.{1,2}\/[^"']+)\.ts(["']\s*\))/g;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

for (const file of globSync("**/*.js", { cwd: dist })) {
  const before = readFileSync(dist + file, "utf8");
  const after = before.replace(DYNAMIC, "$1.js$2");
  if (after !== before) writeFileSync(dist + file, after);
}
