import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { TestResult } from "../model/test-result.ts";

const resultSchema = z.object({
  runner: z.string(),
  file: z.string(),
  title: z.string(),
  state: z.enum(["passing", "failing", "pending"]),
});

/** What the plugin noted of the tests that it ran in a copy; empty when no test ended. */
export async function readTestResults(folder: string): Promise<TestResult[]> {
  const text = await readFile(join(folder, "results.jsonl"), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const result = resultSchema.safeParse(parse(line));
    return result.success ? [result.data] : [];
  });
}

/** Undefined for the empty line in the end, and for one that a process did not come to finish. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
