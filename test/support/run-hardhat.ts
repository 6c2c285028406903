import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** In `node_modules`. */
const CLI = "hardhat/dist/src/cli.js";
const DEADLINE_MS = 300_000;

/** By these Hardhat knows that it runs in CI, where it adds stack traces to its errors; tests look at what a user sees. */
const MARKS_OF_CI = [
  "BUILD_NUMBER",
  "CI",
  "CODEBUILD_BUILD_NUMBER",
  "CONTINUOUS_INTEGRATION",
  "DEPLOYMENT_ID",
  "GITHUB_ACTIONS",
  "NOW",
  "RUN_ID",
];

export interface HardhatRun {
  readonly exitCode: number | null;
  /** What it wrote to both streams. */
  readonly output: string;
}

/** Runs Hardhat's command line in a folder, without colours. Killed after five minutes, if nothing else is said. */
export async function runHardhat(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  deadlineMs = DEADLINE_MS,
): Promise<HardhatRun> {
  return run(folder, CLI, args, { modules: join(ROOT, "node_modules"), environment, deadlineMs });
}

/** The same with what the project in the folder has installed: nothing is this repository's. */
export async function runOwnHardhat(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<HardhatRun> {
  return runOwn(folder, CLI, args, environment);
}

/** A program of a package that the project in the folder has installed, such as `typescript/bin/tsc`. */
export async function runOwn(
  folder: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<HardhatRun> {
  const modules = join(folder, "node_modules");
  return run(folder, program, args, { modules, environment, deadlineMs: DEADLINE_MS });
}

interface Surroundings {
  /** The `node_modules` that the program is in. */
  readonly modules: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

async function run(
  folder: string,
  program: string,
  args: readonly string[],
  { modules, environment, deadlineMs }: Surroundings,
): Promise<HardhatRun> {
  const env = surroundings(modules, environment);
  return runCommand(folder, process.execPath, [join(modules, program), ...args], env, deadlineMs);
}

function surroundings(
  modules: string,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  return {
    ...Object.fromEntries(MARKS_OF_CI.map((name) => [name, undefined])),
    // A node:test inside a node:test would report to the outer one.
    NODE_TEST_CONTEXT: undefined,
    PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
    NO_COLOR: "1",
    ...environment,
  };
}

/** The program that gives another one a terminal. */
const SCRIPT = "/usr/bin/script";

/** For `skip` of a test: the reason, or false where there are terminals. */
export const noTerminal =
  process.platform === "linux" && existsSync(SCRIPT)
    ? (false as const)
    : `no ${SCRIPT} as Linux has it`;

/** As {@link runHardhat}, but it writes to a terminal. */
export async function runOnTerminal(folder: string, args: readonly string[]): Promise<HardhatRun> {
  const modules = join(ROOT, "node_modules");
  const quoted = [process.execPath, join(modules, CLI), ...args].map((word) => `'${word}'`);
  const command = ["-qec", quoted.join(" "), "/dev/null"];
  return runCommand(folder, SCRIPT, command, surroundings(modules, {}), DEADLINE_MS);
}

/** `environment` is added to this process's; what is undefined there is left out. */
export async function runCommand(
  folder: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  deadlineMs: number,
): Promise<HardhatRun> {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve).on("error", reject);
  });
  clearTimeout(timer);
  return { exitCode, output };
}
