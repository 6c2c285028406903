import { z } from "zod";

/* The parts of Hardhat's build infos (`hh3-sol-build-info-1`) that naming needs. */

const rangeSchema = z.object({ start: z.number(), length: z.number() });

const codeSchema = z.object({
  object: z.string().default(""),
  sourceMap: z.string().default(""),
  linkReferences: z.record(z.record(z.array(rangeSchema))).default({}),
  immutableReferences: z.record(z.array(rangeSchema)).optional(),
});

const NO_CODE = { object: "", sourceMap: "", linkReferences: {} };

const entrySchema = z.object({
  label: z.string(),
  offset: z.number(),
  slot: z.string(),
  type: z.string(),
  astId: z.number(),
  contract: z.string(),
});

const layoutSchema = z.object({
  storage: z.array(entrySchema),
  types: z
    .record(
      z.object({
        encoding: z.enum(["inplace", "mapping", "dynamic_array", "bytes"]),
        label: z.string(),
        numberOfBytes: z.string(),
        key: z.string().optional(),
        value: z.string().optional(),
        base: z.string().optional(),
        members: z.array(entrySchema).optional(),
      }),
    )
    .nullable()
    .transform((types) => types ?? {}),
});

const contractSchema = z.object({
  abi: z.array(z.unknown()).default([]),
  // Another compiler's layout is no reason to lose the contract's name.
  storageLayout: layoutSchema.optional().catch(undefined),
  evm: z
    .object({
      bytecode: codeSchema.default(NO_CODE),
      deployedBytecode: codeSchema.default(NO_CODE),
    })
    .default({}),
});

const outputSchema = z.object({
  output: z.object({
    contracts: z.record(z.record(contractSchema)).default({}),
    sources: z.record(z.object({ id: z.number().int().nonnegative(), ast: z.unknown() })),
  }),
});

const infoSchema = z.object({
  // Without them a contract still has its name.
  solcVersion: z.string().optional().catch(undefined),
  input: z.object({
    sources: z.record(z.object({ content: z.string().default("") })),
    settings: z.object({ evmVersion: z.string().optional() }).optional().catch(undefined),
  }),
});

export type NarrowedCode = z.infer<typeof codeSchema>;
export type NarrowedBuild = ReturnType<typeof narrowBuildInfo> &
  ReturnType<typeof narrowBuildOutput>;

/** Source texts by Hardhat's source name, and the compiler. Throws a ZodError on another form. */
export function narrowBuildInfo(info: unknown) {
  const { solcVersion, input } = infoSchema.parse(info);
  const evmVersion = input.settings?.evmVersion;
  return { contents: input.sources, solcVersion, evmVersion };
}

/** Contracts and ASTs by Hardhat's source name. Throws a ZodError on another form. */
export function narrowBuildOutput(output: unknown) {
  return outputSchema.parse(output).output;
}
