// Workloads of which all transactions conflict, on 2, 3 and 4 threads that dawdle by chance between the
// steps of the scheduler and know nothing beforehand: in parallel against sequential, again and again.
import { parseArgs } from "node:util";

import { JITTERY } from "../executor/support/jittery.ts";
import { HOT_WORKLOADS, repeatWorkload } from "../executor/support/repeat-workload.ts";
import { startExecutor } from "../executor/support/start-executor.ts";
import { wholeNumber } from "../support/whole-number.ts";

const USAGE = `node test/stress/hot.ts [--threads 2,3,4] [--repetitions n] [--seed n]
  --repetitions   of each workload on each number of threads (PARALLEL_EVM_STRESS_HOT, else 1000)
  --seed          of how the threads dawdle (default 1)`;

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: "2,3,4" },
    repetitions: { type: "string", default: process.env.PARALLEL_EVM_STRESS_HOT ?? "1000" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  const repetitions = wholeNumber("repetitions", values.repetitions, 1);
  const counts = values.threads.split(",").map((text) => wholeNumber("threads", text, 2));
  process.env.SEED = String(wholeNumber("seed", values.seed, 0));
  let [runs, failures, reexecuted] = [0, 0, 0];
  for (const threads of counts) {
    const executor = startExecutor({ threads, workerUrl: JITTERY });
    for (const name of HOT_WORKLOADS) {
      const { problems, reexecutions } = await repeatWorkload(name, executor, repetitions);
      for (const problem of problems) console.log(problem);
      runs += repetitions;
      failures += problems.length;
      reexecuted += reexecutions;
    }
    await executor.end();
    console.log(
      `${runs} runs of hot workloads so far, ${reexecuted} re-executions, ${failures} differences (${threads} threads)`,
    );
  }
  return failures === 0;
}
