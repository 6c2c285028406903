import { Executor, type ExecutorOptions } from "../../../src/internal/executor/executor.ts";
import type { ScenarioExecution } from "../../../src/internal/model/execution.ts";
import type { Scenario } from "../../../src/internal/model/scenario.ts";

/** Runs scenarios on threads of their own, which end with them. */
export async function executeScenarios(
  scenarios: readonly Scenario[],
  options: ExecutorOptions,
): Promise<readonly ScenarioExecution[]> {
  const executor = new Executor(options);
  try {
    return await executor.execute(scenarios);
  } finally {
    await executor.end();
  }
}
