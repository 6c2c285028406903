import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import { pathInCopy, proofVariables, typechainFolder } from "../config/proof-environment.ts";
import { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { SuiteTests } from "../model/proof.ts";
import type { RecordingRecord } from "../model/recording.ts";
import { applyDiff } from "../proofs/apply-diff.ts";
import { removeFolder } from "../proofs/in-temporary-folder.ts";
import { readTestResults } from "../proofs/read-test-results.ts";
import { remakeCopy } from "../proofs/remake-copy.ts";
import { runCommand } from "../proofs/run-command.ts";
import { readRecordings } from "../recording/read-recordings.ts";
import { folderArtifacts } from "./folder-artifacts.ts";
import { loadContracts } from "./load-contracts.ts";
import { type MeasureOn, measureSuite } from "./measure-suite.ts";
import { RUN_VARIABLE } from "./session-run.ts";
import { recordingFolderIn } from "./session.ts";
import { timeBudget } from "./time-budget.ts";

export interface CopyToRun {
  readonly context: HookContext;
  /** For the copy and what comes of it. What is there of an earlier run goes away, but for what is `compiled`. */
  readonly folder: string;
  /** Of the earlier run there. */
  readonly compiled: readonly string[];
  /** None: the project as it is. No two of them for the same file. */
  readonly diffs: readonly { readonly patch: string; readonly title: string }[];
  readonly signal: AbortSignal;
  /** What goes on now. */
  readonly stage: (what: string) => void;
}

export type CopyRun =
  /** The compiler says why in `output`. What was compiled before is still there. */
  | { readonly kind: "not compiled"; readonly output: string; readonly compiled: readonly string[] }
  | { readonly kind: "timed out"; readonly what: string; readonly output: string }
  | {
      readonly kind: "ran";
      readonly tests: SuiteTests;
      /** Where in the copy Hardhat keeps what it has compiled. */
      readonly compiled: readonly string[];
      /** Of Hardhat. */
      readonly output: string;
      /** Of what the tests have sent, and of many users who call one of these functions. */
      readonly measure: (functions: ReadonlySet<string>) => Promise<MeasuredCopy>;
    };

export interface MeasuredCopy {
  readonly measureOn: MeasureOn;
  readonly contracts: readonly ContractInfo[];
}

/** Copies the project, compiles the copy and runs its tests there, by its own Hardhat. */
export async function runCopy(run: CopyToRun): Promise<CopyRun> {
  const { context, folder, diffs, stage } = run;
  const { paths } = context.config;
  stage("copying the project");
  const project = { root: paths.root, leftOut: leftOut(context) };
  const copy = remakeCopy(project, folder, run.compiled);
  for (const { patch, title } of diffs) applyDiff(patch, copy, title);
  const nodeTests = Object.hasOwn(paths.tests, "nodejs");
  removeFolder(join(folder, "proof"));
  const proof = { folder: join(folder, "proof"), original: paths.root, nodeTests };
  const hardhat = (...args: string[]) =>
    runCommand({
      args: [hardhatCli(paths.root), ...args],
      folder: copy,
      environment: { ...environmentFor(context, copy), ...proofVariables(proof) },
      deadlineMs: context.config.parallelEvm.prove.minutes * 60_000,
      signal: run.signal,
    });
  stage("compiling");
  const build = await hardhat("build");
  if (build.timedOut) return { kind: "timed out", what: "compiling", output: build.output };
  const { artifacts, ...others } = compiledIn(copy, context);
  const compiled = [artifacts, ...Object.values(others)];
  if (build.exitCode !== 0) return { kind: "not compiled", output: build.output, compiled };
  stage("running the tests");
  const test = await hardhat("test", "--parallel-evm");
  if (test.timedOut) return { kind: "timed out", what: "the test run", output: test.output };
  return {
    kind: "ran",
    compiled,
    tests: { results: await readTestResults(proof.folder), exitCode: test.exitCode },
    output: test.output,
    measure: (functions) => {
      const files = { recordings: recordingFolderIn(proof.folder), artifacts };
      return measure(context, files, functions);
    },
  };
}

/** What is made anew in the copy, or is of no use there. */
function leftOut({ config }: HookContext): string[] {
  const { root, artifacts, cache } = config.paths;
  const types = typechainFolder(config);
  return [
    artifacts,
    cache,
    config.parallelEvm.output,
    join(root, "coverage"),
    ...(types === undefined ? [] : [types]),
  ];
}

/** The same paths as Hardhat has them in the copy. */
function compiledIn(
  copy: string,
  { config }: HookContext,
): { readonly artifacts: string; readonly cache: string; readonly types?: string } {
  const { root, artifacts, cache } = config.paths;
  const types = typechainFolder(config);
  const inCopy = (path: string, inside: string) => pathInCopy(path, root, copy, inside);
  return {
    artifacts: inCopy(artifacts, "artifacts"),
    cache: inCopy(cache, "cache"),
    ...(types === undefined ? {} : { types: inCopy(types, "types") }),
  };
}

/** What the user has set, for the copy, without colours. */
function environmentFor(
  { config, globalOptions }: HookContext,
  copy: string,
): Record<string, string | undefined> {
  const { root, config: configFile } = config.paths;
  const { network, buildProfile } = globalOptions;
  return {
    ...process.env,
    ...(configFile === undefined
      ? {}
      : { HARDHAT_CONFIG: pathInCopy(configFile, root, copy, "hardhat.config.ts") }),
    HARDHAT_NETWORK: network,
    HARDHAT_BUILD_PROFILE: buildProfile,
    // The run is one of its own.
    [RUN_VARIABLE]: undefined,
    FORCE_COLOR: undefined,
    NO_COLOR: "1",
  };
}

/** The command line of the Hardhat that the project uses. */
function hardhatCli(root: string): string {
  const manifest = createRequire(join(root, "package.json")).resolve("hardhat/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { hardhat: string } }; // Hardhat 3's own
  return join(manifest, "..", bin.hardhat);
}

async function measure(
  { config }: HookContext,
  files: { readonly recordings: string; readonly artifacts: string },
  functions: ReadonlySet<string>,
): Promise<MeasuredCopy> {
  const { threads, execution, scenarios, crowds } = config.parallelEvm;
  const executor = new Executor({ threads, execution });
  try {
    const recordings: (readonly RecordingRecord[])[] = [];
    for await (const { records } of readRecordings(files.recordings)) recordings.push(records);
    const { contracts } = await loadContracts(folderArtifacts(files.artifacts));
    const measureOn = await measureSuite({
      recordings,
      contracts,
      kinds: scenarios,
      executor,
      ...(crowds === false
        ? {}
        : { crowds: { users: crowds.users, isOver: timeBudget(crowds), functions } }),
    });
    return { measureOn, contracts };
  } finally {
    await executor.end();
  }
}
