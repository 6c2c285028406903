import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

/** Write the golden files anew with UPDATE_GOLDEN=1, and read the difference. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

/** The text must be that of a file in `golden`, which people have read. */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`./golden/${name}`, import.meta.url);
  if (UPDATE) writeFileSync(file, `${text}\n`);
  assert.equal(`${text}\n`, readFileSync(file, "utf8"));
}
