import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { ProvableFinding } from "../model/proof.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";

const reportSchema = z.object({
  schemaVersion: z.literal(1),
  findings: z.array(
    z.object({
      rule: z.string(),
      contract: z.string().nullable(),
      variable: z.string().nullable(),
      patch: z.string().nullable(),
      profile: z.enum(["access-list", "block-stm", "key-based", "value-based"]).nullable(),
      gain: z.object({ now: z.number(), alone: z.number() }).nullable(),
    }),
  ),
});

/** The findings of a saved report that have a diff, in its order. Throws PE019 when it cannot be read. */
export async function readFindings(file: string): Promise<ProvableFinding[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new ParallelEvmError("PE019", [file, `cannot be read (${reasonOf(error)})`]);
  });
  const { data, error } = reportSchema.safeParse(parse(text, file));
  if (data === undefined) {
    const [issue] = error.issues;
    const wrong = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
    throw new ParallelEvmError("PE019", [file, `is none of this version (${wrong})`]);
  }
  return data.findings.flatMap(({ patch, ...finding }) =>
    patch === null ? [] : [{ ...finding, patch }],
  );
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParallelEvmError("PE019", [file, `is no JSON (${reasonOf(error)})`]);
  }
}
