// Bundles the HTML report's page into one file, dist/internal/report/page.html; the data is put in when a report is made.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { bundledLicences } from "./bundled-licences.mjs";

const page = fileURLToPath(new URL("../src/internal/report/page/", import.meta.url));
const outcome = await build({
  entryPoints: [`${page}main.tsx`],
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  metafile: true,
  bundle: true,
  write: false,
  outdir: "out",
  platform: "browser",
  target: "es2022",
  format: "esm",
  minify: true,
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  // What TanStack's adapters want of React, Preact has.
  alias: { react: "preact/compat", "react-dom": "preact/compat" },
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  logLevel: "error",
});
const text = (end) => outcome.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
const notice =
  "/*! Bundles Apache ECharts and ZRender (Apache-2.0, BSD-3-Clause), Preact, TanStack Table and Virtual, and Prism (MIT). */\n";
const template = await readFile(`${page}page.html`, "utf8");
const html = template
  .replace("/*STYLE*/", () => text(".css"))
  .replace("/*SCRIPT*/", () => notice + text(".js"));
const folder = fileURLToPath(new URL("../dist/internal/report/", import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(`${folder}page.html`, html);
await writeFile(`${folder}page.licences.txt`, bundledLicences(outcome.metafile));
