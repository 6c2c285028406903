import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { ProvableFinding } from "../model/proof.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";

const nameSchema = z.object({
  rule: z.string(),
  contract: z.string().nullable(),
  variable: z.string().nullable(),
});

const hotspotSchema = z.object({
  class: z.string(),
  contract: z.string().nullable(),
  path: z.string(),
  findings: z.array(nameSchema),
});

const fieldsSchema = z.array(z.string());

const remedySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("remove"), fields: fieldsSchema.optional() }),
  z.object({
    kind: z.literal("shard"),
    shards: z.number(),
    isSummed: z.literal(true).optional(),
    isDealtOut: z.literal(true).optional(),
    isGathered: z.literal(true).optional(),
    fields: fieldsSchema.optional(),
  }),
  z.object({ kind: z.literal("separate"), slots: z.array(fieldsSchema) }),
  z.object({ kind: z.literal("hold") }),
]);

const reportSchema = z.object({
  schemaVersion: z.literal(1),
  findings: z.array(
    nameSchema.extend({
      patch: z.string().nullable(),
      profile: z.enum(["access-list", "block-stm", "key-based", "value-based"]).nullable(),
      gain: z
        .object({ now: z.number(), alone: z.number(), remedy: remedySchema.optional() })
        .nullable(),
      functions: z.array(z.string()),
    }),
  ),
  hotspots: z.array(hotspotSchema),
  otherEngines: z.array(hotspotSchema),
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
  const hotspots = [...data.hotspots, ...data.otherEngines];
  return data.findings.flatMap(({ patch, ...finding }) => {
    if (patch === null) return [];
    const own = hotspots.filter(({ findings }) => findings.some((one) => isSame(one, finding)));
    const places = own.map(({ class: kind, contract, path }) => ({ class: kind, contract, path }));
    return [{ ...finding, patch, places }];
  });
}

type Name = z.infer<typeof nameSchema>;

function isSame(a: Name, b: Name): boolean {
  return a.rule === b.rule && a.contract === b.contract && a.variable === b.variable;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParallelEvmError("PE019", [file, `is no JSON (${reasonOf(error)})`]);
  }
}
