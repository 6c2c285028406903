/**
 * What `--parallel-evm` costs on a large suite, generated from contracts of the fixture projects: as many tests,
 * transactions, snapshots and connections as the suite of a large public library has (8,000, 20,000, 7,900, 163), in
 * mocha, serially. Three ways take turns: without the flag, recording alone, and with the flag and default settings.
 * Prints medians and ratios of this one run, the memory above the suite's own, and where the time goes.
 *
 *     npm run bench:suite -- [rounds] [tests]
 */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";

import { ROOT } from "../support/run-hardhat.ts";
import { median } from "./median.ts";
import { generateSuite } from "./suite/generate-suite.ts";

/** A foreign process's run: this one only records for it. */
const RECORDS_ONLY = { HARDHAT_PARALLEL_EVM_RUN: "0-0" };

interface Way {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const WAYS: readonly Way[] = [
  { name: "without the flag", args: [], environment: {} },
  { name: "recording alone", args: ["--parallel-evm"], environment: RECORDS_ONLY },
  { name: "with the flag", args: ["--parallel-evm"], environment: {} },
];

interface Run {
  /** Wall time of the process, and of the tests in it, in seconds. */
  readonly whole: number;
  readonly tests: number;
  /** Peak resident memory of the tests' process, in MB. */
  readonly memory: number;
  /** That of the process that makes the report. */
  readonly reporter: number;
}

const [rounds = 3, tests = 8_000] = process.argv.slice(2).map(Number);
if (!Number.isInteger(rounds) || !Number.isInteger(tests) || rounds < 1 || tests < 1) {
  throw new Error("Rounds and tests must be whole numbers from 1");
}

const suite = generateSuite(tests);
try {
  await hardhat(["build"], {});
  const { connections, transactions } = suite;
  console.log(`${tests} tests, ${transactions} transactions, ${connections} connections`);
  const runs = new Map<string, Run[]>(WAYS.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Another one is first each time, so that none has the warm caches always.
    for (let i = 0; i < WAYS.length; i++) {
      const way = WAYS[(round + i) % WAYS.length];
      if (way === undefined) continue;
      const run = await hardhat(["test", "mocha", "--no-compile", ...way.args], way.environment);
      runs.get(way.name)?.push(run);
      console.log(
        `  round ${round + 1}, ${way.name}: ${run.whole.toFixed(1)} s, ${run.memory} + ${run.reporter} MB`,
      );
    }
  }
  print(runs);
} finally {
  rmSync(suite.folder, { recursive: true, force: true });
}

function print(runs: ReadonlyMap<string, readonly Run[]>): void {
  const base = runs.get(WAYS[0]?.name ?? "") ?? [];
  console.log(
    "\nway               whole  tests  start and end  ratio  memory above  report's process",
  );
  for (const [name, own] of runs) {
    const ratio = median(own.map(({ whole }, i) => whole / (base[i]?.whole ?? NaN)));
    const above = median(own.map(({ memory }, i) => memory - (base[i]?.memory ?? NaN)));
    const seconds = (of: (run: Run) => number) => `${median(own.map(of)).toFixed(1)} s`;
    console.log(
      [
        name.padEnd(16),
        seconds(({ whole }) => whole).padStart(7),
        seconds((run) => run.tests).padStart(7),
        seconds((run) => run.whole - run.tests).padStart(10),
        ratio.toFixed(2).padStart(9),
        `${above} MB`.padStart(10),
        `${median(own.map(({ reporter }) => reporter))} MB`.padStart(16),
      ].join(" "),
    );
  }
}

async function hardhat(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const start = performance.now();
  const bin = join(ROOT, "node_modules/.bin");
  const child = spawn(
    process.execPath,
    [join(ROOT, "node_modules/hardhat/dist/src/cli.js"), ...args],
    {
      cwd: suite.project,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`, ...environment },
    },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  let memory = 0;
  let reporter = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, peakOf(child.pid));
    for (const started of startedBy(child.pid)) reporter = Math.max(reporter, peakOf(started));
  }, 200);
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(timer);
  if (exitCode !== 0) throw new Error(`hardhat ${args.join(" ")} failed:\n${output.slice(-4_000)}`);
  const whole = (performance.now() - start) / 1_000;
  return { whole, tests: secondsOfTests(output), memory, reporter };
}

/** As mocha says it: `8000 passing (2m)` is too coarse, so the suite prints it itself. */
function secondsOfTests(output: string): number {
  return Number(/tests took ([\d.]+) s/.exec(output)?.[1] ?? 0);
}

/** Linux only; 0 elsewhere, and when the process has ended. In MB. */
function peakOf(pid: number | string | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

/** Linux only: processes by their numbers. */
function startedBy(pid: number | undefined): readonly string[] {
  try {
    const children = readFileSync(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, "utf8");
    return children.split(" ").filter((one) => one !== "");
  } catch {
    return [];
  }
}
