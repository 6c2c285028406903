// Bundles what the threads run scenarios with, and all that it imports, in its place in dist.
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const program = fileURLToPath(
  new URL("../dist/internal/executor/pool/answering-host.js", import.meta.url),
);

await build({
  entryPoints: [program],
  outfile: program,
  allowOverwrite: true,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  // Of a package that has both, the modules: what of them is not used is left out.
  mainFields: ["module", "main"],
  legalComments: "eof",
  logLevel: "error",
  banner: {
    js: [
      "// Bundles @ethereumjs/* (MPL-2.0), @noble/* (MIT), @scure/base (MIT), @bitauth/libauth (MIT),",
      "// hash-wasm (MIT), rustbn-wasm (MIT or Apache-2.0), debug (MIT) and eventemitter3 (MIT) unchanged;",
      "// their sources and licences are in the packages of these names that this package depends on.",
      'import { createRequire } from "node:module";',
      "const require = createRequire(import.meta.url);",
    ].join("\n"),
  },
});
