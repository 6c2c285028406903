/**
 * How fast the executor runs synthetic workloads and mainnet blocks: stock @ethereumjs/vm, its own
 * sequential path, parallel. Prints the medians and ratios of this one run.
 *
 *     npm run bench -- --help
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

import type { Executor, OnProgress } from "../../src/internal/executor/executor.ts";
import { type BenchOptions, HELP, parseBenchOptions } from "./bench-options.ts";
import { blockCases } from "./block-cases.ts";
import { sumOf } from "./figures.ts";
import { loadWorkload } from "./load-workload.ts";
import { describeMachine, thisMachine } from "./machine.ts";
import {
  type BenchCase,
  type CaseResult,
  hasFailed,
  type MeasuredCase,
  measureCase,
} from "./measure-case.ts";
import { resultsJson } from "./results-json.ts";
import { LEGEND, renderHeader, renderResult, renderRow } from "./results-table.ts";
import { startBuiltExecutor } from "./start-built-executor.ts";
import { StatusLine } from "./status-line.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

try {
  const options = parseBenchOptions(process.argv.slice(2), {
    root: ROOT,
    cores: availableParallelism(),
    environment: process.env,
  });
  if (options === "help") console.log(HELP);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(options: BenchOptions): Promise<void> {
  const { threads, rounds, warmup } = options;
  const machine = thisMachine();
  console.log(
    `${describeMachine(machine)}\n${threads} threads; medians of ${rounds} rounds after ${warmup} of warm-up\n`,
  );
  // As it is timed: a run with foreknowledge would verify another one.
  const executor = await startBuiltExecutor({ threads, foreknowledge: false });
  try {
    const workloads = await measureAll(executor, "workload", workloadCases(options), options);
    const blocks = await measureAll(executor, "block", casesOfBlocks(options), options);
    const sum = sumOf(blocks.flatMap((result) => measuredOf(result)));
    if (sum !== undefined) console.log(`${renderRow(sum)}\n`);
    console.log(LEGEND);
    console.log(
      "\nOnly ratios of one run count: the times depend on the machine, and on what else it does.",
    );
    if (options.json !== undefined) {
      writeFileSync(options.json, resultsJson({ machine, options, workloads, blocks, sum }));
    }
    if ([...workloads, ...blocks].some(hasFailed)) process.exitCode = 1;
  } finally {
    await executor.end();
  }
}

/** Prints each row when it is known: all of them take minutes. */
async function measureAll(
  executor: Executor,
  title: string,
  cases: readonly BenchCase[],
  options: BenchOptions,
): Promise<readonly CaseResult[]> {
  if (cases.length === 0) return [];
  console.log(renderHeader(title));
  const status = new StatusLine(process.stderr);
  const results: CaseResult[] = [];
  for (const [i, one] of cases.entries()) {
    const doing = `measuring ${title} ${one.name} (${i + 1} of ${cases.length})`;
    status.show(doing);
    const onProgress: OnProgress = (done, total) => {
      status.refine(`${doing}: ${Math.floor((100 * done) / total)} %`);
    };
    // What a thread dies of is said, and costs the others nothing.
    const result = await measureCase(executor, one, options, onProgress).catch(
      (error: unknown): CaseResult => ({ kind: "failed", name: one.name, reason: String(error) }),
    );
    status.clear();
    console.log(renderResult(result));
    results.push(result);
  }
  console.log();
  return results;
}

function workloadCases(options: BenchOptions): readonly BenchCase[] {
  return options.workloads.map((workload) => ({
    name: workload.name,
    load: () => Promise.resolve(loadWorkload(workload, options)),
  }));
}

function casesOfBlocks({ blocks }: BenchOptions): readonly BenchCase[] {
  if (blocks === undefined) return [];
  const cases = blockCases(blocks);
  const place = relative(process.cwd(), blocks);
  if (cases === undefined) console.log(`Block files: skipped, there is no ${place}\n`);
  if (cases?.length === 0) console.log(`Block files: skipped, there are none in ${place}\n`);
  return cases ?? [];
}

function measuredOf(result: CaseResult): MeasuredCase[] {
  return result.kind === "measured" ? [result] : [];
}
