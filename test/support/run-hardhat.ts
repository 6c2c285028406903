import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const CLI = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
const DEADLINE_MS = 180_000;

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

/** Runs Hardhat's command line in a folder, without colours. Killed after three minutes, if nothing else is said. */
export async function runHardhat(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  deadlineMs = DEADLINE_MS,
): Promise<HardhatRun> {
  return finish(start(folder, [process.execPath, CLI, ...args], environment), deadlineMs);
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
  const quoted = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(" ");
  return finish(start(folder, [SCRIPT, "-qec", quoted, "/dev/null"], {}), DEADLINE_MS);
}

function start(
  folder: string,
  [program = "", ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessByStdio<null, Readable, Readable> {
  const bin = join(ROOT, "node_modules/.bin");
  return spawn(program, args, {
    cwd: folder,
    env: {
      ...process.env,
      ...Object.fromEntries(MARKS_OF_CI.map((name) => [name, undefined])),
      // A node:test inside a node:test would report to the outer one.
      NODE_TEST_CONTEXT: undefined,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
      NO_COLOR: "1",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function finish(
  child: ChildProcessByStdio<null, Readable, Readable>,
  deadlineMs: number,
): Promise<HardhatRun> {
  let output = "";
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  return { exitCode, output };
}
