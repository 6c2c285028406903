import { createRequire } from "node:module";

/** The compiler of the package `solc`, so that the fixture projects build without a download. */
export const solcPath = createRequire(import.meta.url).resolve("solc/soljson.js");
