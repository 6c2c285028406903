import type { Execute, ScenarioExecution } from "../model/execution.ts";
import type { Scenario } from "../model/scenario.ts";

interface Waiting {
  readonly scenarios: readonly Scenario[];
  readonly resolve: (executions: readonly ScenarioExecution[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Executes together what is asked for at about the same time: the executor's threads then share it. */
export function batched(execute: Execute): Execute {
  let waiting: Waiting[] = [];
  let last: Promise<void> = Promise.resolve();
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const executions = await execute(batch.flatMap(({ scenarios }) => scenarios));
      let start = 0;
      for (const { scenarios, resolve } of batch) {
        resolve(executions.slice(start, start + scenarios.length));
        start += scenarios.length;
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return (scenarios) =>
    new Promise((resolve, reject) => {
      waiting.push({ scenarios, resolve, reject });
      // One batch at a time; all that is asked for until its turn comes goes with it.
      if (waiting.length === 1) last = last.then(flush);
    });
}
