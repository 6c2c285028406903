// Every block file, on 2, 3 and 4 threads, 50 times each, half of them with access sets known beforehand.
import { parseArgs } from "node:util";

import { repeatBlock } from "../executor/support/repeat-block.ts";
import { startExecutor } from "../executor/support/start-executor.ts";
import { allSharedBlocks } from "../support/shared-blocks.ts";

const USAGE = `node test/stress/blocks.ts [--threads 2,3,4] [--repetitions n]
  --repetitions   of each block on each number of threads (PARALLEL_EVM_STRESS_REPETITIONS, else 50)`;

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: "2,3,4" },
    repetitions: {
      type: "string",
      default: process.env.PARALLEL_EVM_STRESS_REPETITIONS ?? "50",
    },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  const repetitions = Number(values.repetitions);
  let [runs, failures] = [0, 0];
  for (const threads of values.threads.split(",").map(Number)) {
    for (const foreknowledge of [false, true]) {
      const half = Math.ceil(repetitions / 2);
      const executor = startExecutor({ threads, foreknowledge });
      for (const path of allSharedBlocks()) {
        const problems = await repeatBlock(path, executor, half);
        for (const problem of problems) console.log(problem);
        runs += half;
        failures += problems.length;
      }
      await executor.end();
      console.log(`${runs} runs of blocks so far, ${failures} differences (${threads} threads)`);
    }
  }
  return failures === 0;
}
