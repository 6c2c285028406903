import { join, relative, resolve } from "node:path";

import type { HardhatConfig } from "hardhat/types/config";

import { isWithin } from "../primitives/is-within.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/** How Hardhat, run in a copy of a project to prove a diff, is told so; it then makes no report. */
const FOLDER_VARIABLE = "HARDHAT_PARALLEL_EVM_PROOF";
const ORIGINAL_VARIABLE = "HARDHAT_PARALLEL_EVM_PROOF_OF";
const NODE_TESTS_VARIABLE = "HARDHAT_PARALLEL_EVM_PROOF_NODE_TESTS";

export interface ProofEnvironment {
  /** Where to leave the recording and the test results. */
  readonly folder: string;
  /** Root of the project that this one is a copy of. */
  readonly original: string;
  /** The project uses the runner for node:test. */
  readonly nodeTests: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined outside of a proof. */
export function proofEnvironment(environment: Environment): ProofEnvironment | undefined {
  const folder = environment[FOLDER_VARIABLE];
  const original = environment[ORIGINAL_VARIABLE];
  if (folder === undefined || original === undefined) return undefined;
  return { folder, original, nodeTests: environment[NODE_TESTS_VARIABLE] === "true" };
}

export function proofVariables(proof: ProofEnvironment): Record<string, string> {
  return {
    [FOLDER_VARIABLE]: proof.folder,
    [ORIGINAL_VARIABLE]: proof.original,
    [NODE_TESTS_VARIABLE]: String(proof.nodeTests),
  };
}

/** A path in a project as it is in a copy of it; what lies outside of the project moves in, by the name `inside`. */
export function pathInCopy(path: string, root: string, copy: string, inside: string): string {
  return isWithin(path, root) ? join(copy, relative(root, path)) : join(copy, inside);
}

/** Hardhat writes nothing outside of the copy: what the user's own project keeps there must not change. */
export function keepWithin(config: HardhatConfig): HardhatConfig {
  const { root, artifacts, cache } = config.paths;
  const kept = (path: string, inside: string) => pathInCopy(path, root, root, inside);
  const paths = {
    ...config.paths,
    artifacts: kept(artifacts, "artifacts"),
    cache: kept(cache, "cache"),
  };
  return { ...config, paths };
}

/**
 * Where hardhat-typechain writes, which is set when all of the config is there. Throws PE020 when the config
 * names folders of the original by their whole path: what is run there would not be the copy.
 */
export function checkCopiedConfig(config: HardhatConfig, { original }: ProofEnvironment): void {
  const { root } = config.paths;
  for (const path of textsIn(config.paths)) {
    if (isWithin(path, original) && !isWithin(path, root)) {
      throw new ParallelEvmError("PE020", [path]);
    }
  }
  const folder = typechainFolder(config);
  if (folder === undefined || isWithin(folder, root)) return;
  typechainOf(config).outDir = join(root, "types");
}

/** Where hardhat-typechain, if the project has it, writes whenever something is compiled. */
export function typechainFolder(config: HardhatConfig): string | undefined {
  const { outDir, dontOverrideCompile } = typechainOf(config);
  if (typeof outDir !== "string" || dontOverrideCompile === true) return undefined;
  return resolve(config.paths.root, outDir);
}

/** The section of a plugin that a project need not have. */
function typechainOf(config: HardhatConfig): { outDir?: unknown; dontOverrideCompile?: unknown } {
  const section: unknown = Reflect.get(config, "typechain");
  return typeof section === "object" && section !== null ? section : {};
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
