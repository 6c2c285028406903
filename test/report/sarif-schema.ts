/**
 * `sarif-2.1.0.schema.json` is the schema of SARIF 2.1.0 as Microsoft's SARIF SDK ships it, unchanged: `sarif-2.1.0.json` of
 * the npm package `@microsoft/sarif-multitool-linux` 5.7.0 (MIT), in draft 2020-12.
 */
import { readFileSync } from "node:fs";

import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";

const FILE = new URL("sarif-2.1.0.schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(FILE, "utf8")) as object;

// Not strict: "uniqueItems" and the like stand there beside a "$ref" without the type that they are for.
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && URL.canParse(text),
    "uri-reference": (text: string) =>
      /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && URL.canParse(text, "file:///"),
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  },
});
const isLog = ajv.compile<Log>(schema);

/** Throws with what is wrong where the data is no SARIF 2.1.0. */
export function asSarif(data: unknown): Log {
  if (isLog(data)) return data;
  throw new Error(`Not by the schema: ${ajv.errorsText(isLog.errors)}`);
}
