import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { KeyedProof, ProofsFile } from "../model/proof.ts";

const countsSchema = z.object({ passing: z.number(), failing: z.number(), pending: z.number() });

const proofSchema = z.object({
  rule: z.string(),
  contract: z.string().nullable(),
  variable: z.string().nullable(),
  patch: z.string(),
  verdict: z.enum([
    "proven",
    "gains nothing",
    "gains less",
    "breaks tests",
    "does not compile",
    "unknown",
  ]),
  message: z.string(),
  tests: z.object({
    before: countsSchema,
    after: countsSchema.nullable(),
    broken: z.array(z.string()),
    notRun: z.array(z.string()),
  }),
  hotspot: z
    .object({
      path: z.string(),
      before: z.number(),
      after: z.number(),
      allBefore: z.number(),
      allAfter: z.number(),
      dearest: z.string().nullable(),
    })
    .nullable(),
  speedup: z.object({
    threads: z.literal(8),
    profile: z.enum(["access-list", "block-stm", "key-based", "value-based"]),
    before: z.number().nullable(),
    after: z.number().nullable(),
    promised: z.number().nullable(),
    modelled: z.number().nullable().default(null),
    scenarios: z.number(),
    compared: z.number(),
  }),
});

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  recording: z.string(),
  proofs: z.array(proofSchema),
});

export function proofsFile(folder: string): string {
  return join(folder, "proofs.json");
}

/** The proofs that belong to a recording. A file that is missing, damaged or of another one holds none. */
export async function readProofs(folder: string, recording: string): Promise<KeyedProof[]> {
  const text = await readFile(proofsFile(folder), "utf8").catch(() => "");
  const file = fileSchema.safeParse(parse(text));
  return file.success && file.data.recording === recording ? file.data.proofs : [];
}

/** The content of the file with a proof more, in the place of an older one of the same diff. */
export function addProof(
  proofs: readonly KeyedProof[],
  proof: KeyedProof,
  recording: string,
): ProofsFile {
  const others = proofs.filter((one) => keyOf(one) !== keyOf(proof));
  const sorted = [...others, proof].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { schemaVersion: 1, recording, proofs: sorted };
}

function keyOf({ rule, contract, variable, patch }: KeyedProof): string {
  return JSON.stringify([rule, contract, variable, patch]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
