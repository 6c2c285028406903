import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv } from "ajv";

import type { ParallelReport } from "../../src/internal/model/report.ts";
import { ROOT } from "../support/run-hardhat.ts";

// The build has made it of the type.
const schema = JSON.parse(readFileSync(join(ROOT, "dist/report.schema.json"), "utf8")) as object;
const ajv = new Ajv({ allowUnionTypes: true });
const isReport = ajv.compile<ParallelReport>(schema);

/** Throws with what is wrong where the data is no report by the published schema. */
export function asReport(data: unknown): ParallelReport {
  if (isReport(data)) return data;
  throw new Error(`Not by the schema: ${ajv.errorsText(isReport.errors)}`);
}
