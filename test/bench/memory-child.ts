/** Runs one task of memory.ts, given as JSON, and writes its peaks as JSON. */
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { MemorySampler } from "./memory-sampler.ts";
import type { MemoryTask } from "./memory-task.ts";
import { startBuiltExecutor } from "./start-built-executor.ts";
import { makeMix } from "./workloads/make-mix.ts";

const task = JSON.parse(process.argv[2] ?? "") as MemoryTask; // memory.ts starts this
const sampler = new MemorySampler();
await run(task, makeMix(task));
console.log(JSON.stringify(await sampler.end()));

async function run({ way, threads }: MemoryTask, scenario: Scenario): Promise<void> {
  switch (way) {
    case "scenario":
      return;
    case "sequential":
      // What is set-up keeps its order, so this runs it one after another only.
      await execute({ ...scenario, kind: "setup" }, 1);
      return;
    case "parallel":
      await execute(scenario, threads);
  }
}

async function execute(scenario: Scenario, threads: number): Promise<void> {
  const executor = await startBuiltExecutor({ threads, foreknowledge: true });
  const [execution] = await executor.execute([scenario]);
  await executor.end();
  if (execution === undefined) throw new Error("The executor gave no result");
  const { transactions, parallel } = execution;
  const wrong = transactions.findIndex(({ verification }) => verification.kind !== "matched");
  if (wrong >= 0) throw new Error(`Transaction ${wrong}: ${JSON.stringify(transactions[wrong])}`);
  if (scenario.kind !== "setup" && parallel.kind !== "parallel") {
    throw new Error(`It did not run in parallel: ${parallel.reason}`);
  }
}
