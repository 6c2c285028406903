import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
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
  const bin = join(ROOT, "node_modules/.bin");
  const child = spawn(process.execPath, [CLI, ...args], {
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
