// Every block file, on 2, 3 and 4 threads, again and again: in parallel against sequential against the header.
import { parseArgs } from "node:util";

import type { ExecutorOptions } from "../../src/internal/executor/executor.ts";
import { JITTERY } from "../executor/support/jittery.ts";
import { repeatBlock } from "../executor/support/repeat-block.ts";
import { startExecutor } from "../executor/support/start-executor.ts";
import { allSharedBlocks } from "../support/shared-blocks.ts";
import { wholeNumber } from "../support/whole-number.ts";

const USAGE = `node test/stress/blocks.ts [--threads 2,3,4] [--repetitions n] [--seed n]
  --repetitions   of each block on each number of threads, without knowing what transactions touch
                  (PARALLEL_EVM_STRESS_REPETITIONS, else 50); every other one with threads that dawdle
                  by chance. A fifth of them is added with access sets known beforehand.
  --seed          of how the threads dawdle (default 1)`;

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: "2,3,4" },
    repetitions: {
      type: "string",
      default: process.env.PARALLEL_EVM_STRESS_REPETITIONS ?? "50",
    },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  const repetitions = wholeNumber("repetitions", values.repetitions, 1);
  const counts = values.threads.split(",").map((text) => wholeNumber("threads", text, 1));
  process.env.SEED = String(wholeNumber("seed", values.seed, 0));
  const half = Math.ceil(repetitions / 2);
  let [runs, failures] = [0, 0];
  for (const threads of counts) {
    for (const [times, options] of [
      [half, { threads, foreknowledge: false }],
      [repetitions - half, { threads, foreknowledge: false, workerUrl: JITTERY }],
      [Math.ceil(repetitions / 5), { threads, foreknowledge: true }],
    ] satisfies [number, ExecutorOptions][]) {
      const executor = startExecutor(options);
      for (const path of allSharedBlocks()) {
        const problems = await repeatBlock(path, executor, times);
        for (const problem of problems) console.log(problem);
        runs += times;
        failures += problems.length;
      }
      await executor.end();
      console.log(`${runs} runs of blocks so far, ${failures} differences (${threads} threads)`);
    }
  }
  return failures === 0;
}
