// Thousands of adversarial scenarios, parallel against sequential against EDR. Seeded: the same
// numbers give the same scenarios. See USAGE for how to run one alone.
import { inspect, parseArgs } from "node:util";

import type { Executor } from "../../src/internal/executor/executor.ts";
import { ArenaShelf } from "../executor/adversarial/arena/arena-shelf.ts";
import { PlanRefused } from "../executor/adversarial/arena/arena.ts";
import { minimise } from "../executor/adversarial/check/minimise.ts";
import { DeadlinePassed } from "../executor/adversarial/check/with-deadline.ts";
import {
  type Case,
  describeCase,
  planOf,
  runPlan,
} from "../executor/adversarial/check/run-case.ts";
import { HARDFORKS, type Hardfork } from "../executor/adversarial/hardforks.ts";
import type { Plan } from "../executor/adversarial/plan.ts";
import { hardforksOf, type Theme } from "../executor/adversarial/theme.ts";
import { ALL_THEMES } from "../executor/adversarial/themes/all-themes.ts";
import { JITTERY } from "../executor/support/jittery.ts";
import { startExecutor } from "../executor/support/start-executor.ts";
import { wholeNumber } from "../support/whole-number.ts";
import { Tally } from "./tally.ts";

const USAGE = `node test/stress/adversarial.ts [--theme a,b] [--hardfork a,b] [--seed n | --count n] [--threads 2,3,4] [--minimise]
  --count     how many cases (PARALLEL_EVM_STRESS_COUNT, else 2000); each is run as EDR mined it, and once altered;
              it fails, too, when EDR takes less than 99 of 100 of them
  --seed      this seed only
  --threads   an executor of each; one more, of as many threads as the last, dawdles by chance
  --minimise  make what fails smaller, and print it`;

const DEFAULT_COUNT = "2000";

const { values } = parseArgs({
  options: {
    theme: { type: "string" },
    hardfork: { type: "string" },
    seed: { type: "string" },
    count: { type: "string" },
    threads: { type: "string", default: "2,3,4" },
    minimise: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  const threads = values.threads.split(",").map((text) => wholeNumber("threads", text, 1));
  process.env.SEED = "1";
  let executors = startAll(threads);
  const arenas = new ArenaShelf();
  const tally = new Tally();
  const started = performance.now();
  let tried = 0;
  for (const chosen of chosenCases()) {
    if (++tried % 100 === 0) console.log(`${tally.summary()} so far`);
    try {
      await runOne(chosen, arenas, executors, tally);
    } catch (error) {
      if (!(error instanceof DeadlinePassed)) throw error;
      // They may wait forever: the next case gets new ones.
      console.log(`\n${describeCase(chosen)}\n  ${error.message}`);
      tally.add(chosen, { transactions: 0, failed: true });
      await Promise.all(executors.map((executor) => executor.end()));
      executors = startAll(threads);
    }
  }
  await Promise.all(executors.map((executor) => executor.end()));
  const seconds = (performance.now() - started) / 1000;
  console.log(tally.table());
  console.log(
    `${tally.summary()} on ${threads.join(", ")} threads, and ${threads.at(-1) ?? 0} that dawdle, in ${seconds.toFixed(0)} s`,
  );
  return tally.failed === 0 && tally.isMostlyTaken;
}

function startAll(threads: readonly number[]): Executor[] {
  const jittery = threads.slice(-1).map((count) => ({ threads: count, workerUrl: JITTERY }));
  return [...threads.map((count) => ({ threads: count })), ...jittery].map(startExecutor);
}

async function runOne(
  chosen: Case,
  arenas: ArenaShelf,
  executors: readonly Executor[],
  tally: Tally,
): Promise<void> {
  const arena = await arenas.get(chosen.hardfork);
  const differencesOf = async (plan: Plan) =>
    (await runPlan(plan, arena, executors, chosen.seed)).differences;
  const plan = planOf(chosen, arena);
  try {
    const { transactions, differences } = await runPlan(plan, arena, executors, chosen.seed);
    tally.add(chosen, { transactions, failed: differences.length > 0 });
    if (differences.length === 0) return;
    console.log(`\n${describeCase(chosen)}\n  ${differences.join("\n  ")}`);
    if (!values.minimise) return;
    const smallest = await minimise(plan, differencesOf);
    console.log(inspect(smallest, { depth: null, maxStringLength: null }));
    console.log((await differencesOf(smallest)).join("\n"));
  } catch (error) {
    if (error instanceof PlanRefused) {
      tally.refuse(chosen, error.message);
      return;
    }
    if (!(error instanceof DeadlinePassed)) console.log(`\n${describeCase(chosen)}`);
    throw error;
  }
}

/** Seed after seed, each on all hardforks and themes, so that any count is spread over them. */
function* chosenCases(): Generator<Case> {
  const themes = ALL_THEMES.filter(({ name }) => isChosen(values.theme, name));
  const hardforks = HARDFORKS.filter((hardfork) => isChosen(values.hardfork, hardfork));
  if (!themes.some((theme) => knows(theme, hardforks))) throw new Error(USAGE);
  if (values.seed !== undefined) {
    yield* casesOf(themes, hardforks, wholeNumber("seed", values.seed, 0));
    return;
  }
  const count = values.count ?? process.env.PARALLEL_EVM_STRESS_COUNT ?? DEFAULT_COUNT;
  let left = wholeNumber("count", count, 1);
  for (let seed = 1; ; seed++) {
    for (const chosen of casesOf(themes, hardforks, seed)) {
      if (left-- <= 0) return;
      yield chosen;
    }
  }
}

function knows(theme: Theme, hardforks: readonly Hardfork[]): boolean {
  return hardforksOf(theme).some((hardfork) => hardforks.includes(hardfork));
}

function casesOf(themes: readonly Theme[], hardforks: readonly Hardfork[], seed: number): Case[] {
  return themes.flatMap((theme) =>
    hardforksOf(theme)
      .filter((hardfork) => hardforks.includes(hardfork))
      .map((hardfork) => ({ theme, hardfork, seed })),
  );
}

function isChosen(choice: string | undefined, name: string): boolean {
  return choice === undefined || choice.split(",").includes(name);
}
