// Writes the JSON Schema of report.json, made from its type, to dist/report.schema.json.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { createGenerator } from "ts-json-schema-generator";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const schema = createGenerator({
  path: path("src/internal/model/report.ts"),
  tsconfig: path("tsconfig.json"),
  type: "ParallelReport",
  skipTypeCheck: true,
  // Fields may be added in the same version.
  additionalProperties: true,
}).createSchema("ParallelReport");
await mkdir(path("dist"), { recursive: true });
await writeFile(path("dist/report.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
