import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { wholeNumber } from "../support/whole-number.ts";
import { WORKLOADS } from "./workloads/all-workloads.ts";
import type { Workload } from "./workloads/workload.ts";

export interface BenchOptions {
  readonly workloads: readonly Workload[];
  /** A folder of block files; absent: none are run. */
  readonly blocks?: string;
  readonly transactions: number;
  readonly hot: number;
  readonly seed: number;
  readonly threads: number;
  readonly rounds: number;
  readonly warmup: number;
  readonly stock: boolean;
  /** A file for the results; absent: none is written. */
  readonly json?: string;
}

/** What the defaults depend on. */
export interface Surroundings {
  readonly root: string;
  readonly cores: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export const HELP = `Measures the executor: stock @ethereumjs/vm, its own sequential path, parallel.

    npm run bench -- [options]

  --workload NAME…   workloads to run, several by commas or spaces; "none" for none (default: all)
${WORKLOADS.map(({ name, description }) => `      ${name.padEnd(14)} ${description}`).join("\n")}
  --blocks DIR       folder of block files, or one of them; "none" for none (default:
                     PARALLEL_EVM_BLOCKS or ../shared/blocks; none if workloads are named)
  --transactions N   in each workload (default: 1000)
  --hot SHARE        share of the mix that goes to what is hot, 0 to 1 (default: 0.1)
  --seed N           of all that is random in the workloads (default: 1)
  --threads N        default: as many as there are cores, at least 2
  --rounds N         that count (default: 7)
  --warmup N         rounds before them that do not (default: 10)
  --no-stock         leaves stock @ethereumjs/vm out, which takes most of the time
  --json OUT         writes the results to a file, too
  --help
`;

const NOTHING_TO_MEASURE =
  "There is nothing to measure: name workloads with --workload " +
  `(${WORKLOADS.map(({ name }) => name).join(", ")}) or block files with --blocks DIR.`;

const OPTIONS = {
  workload: { type: "string", multiple: true },
  blocks: { type: "string" },
  transactions: { type: "string", default: "1000" },
  hot: { type: "string", default: "0.1" },
  seed: { type: "string", default: "1" },
  threads: { type: "string" },
  rounds: { type: "string", default: "7" },
  warmup: { type: "string", default: "10" },
  "no-stock": { type: "boolean", default: false },
  json: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Throws on what makes no sense, with a message for the user. */
export function parseBenchOptions(
  args: readonly string[],
  surroundings: Surroundings,
): BenchOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
  });
  if (values.help) return "help";
  const named = [...(values.workload ?? []), ...positionals].flatMap((names) => names.split(","));
  const workloadsOnly = named.some((name) => name !== "none");
  const blocks = blocksFolder(values.blocks, workloadsOnly, surroundings);
  const workloads = chooseWorkloads(named);
  if (workloads.length === 0 && blocks === undefined) throw new Error(NOTHING_TO_MEASURE);
  return {
    workloads,
    ...(blocks === undefined ? {} : { blocks }),
    transactions: wholeNumber("transactions", values.transactions, 2),
    hot: share("hot", values.hot),
    seed: wholeNumber("seed", values.seed, 0),
    threads:
      values.threads === undefined
        ? Math.max(2, surroundings.cores)
        : wholeNumber("threads", values.threads, 1),
    rounds: wholeNumber("rounds", values.rounds, 1),
    warmup: wholeNumber("warmup", values.warmup, 0),
    stock: !values["no-stock"],
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function blocksFolder(
  named: string | undefined,
  workloadsOnly: boolean,
  { root, environment }: Surroundings,
): string | undefined {
  if (named !== undefined) return named === "none" ? undefined : named;
  if (workloadsOnly) return undefined;
  return resolve(root, environment.PARALLEL_EVM_BLOCKS ?? "../shared/blocks");
}

function chooseWorkloads(names: readonly string[]): readonly Workload[] {
  if (names.length === 0) return WORKLOADS;
  return names
    .filter((name) => name !== "none")
    .map((name) => {
      const workload = WORKLOADS.find((one) => one.name === name);
      if (workload !== undefined) return workload;
      const known = WORKLOADS.map((one) => one.name).join(", ");
      throw new Error(`There is no workload "${name}". There are: ${known}.`);
    });
}

function share(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new Error(`--${option} must be a number from 0 to 1, not "${text}".`);
}
