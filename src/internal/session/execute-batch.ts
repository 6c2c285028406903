import type { Executor } from "../executor/executor.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { ProfileId } from "../model/profile.ts";
import type { RecordingRecord } from "../model/recording.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { buildScenarios } from "../scenarios/build-scenarios.ts";

export interface RunContext {
  /** What is called, for errors: `parallelEvm.run`. */
  readonly method: string;
  readonly executor: Executor;
  readonly contracts: readonly ContractInfo[];
  readonly profile: ProfileId;
}

/**
 * Runs one batch, from the records of it. Throws PE036 when the executor cannot run it, or not as the chain did:
 * nothing can be said of it then.
 */
export async function executeBatch(
  records: readonly RecordingRecord[],
  { executor, method }: RunContext,
): Promise<ScenarioExecution> {
  const { scenarios, unrunnable } = buildScenarios([records], []);
  const [missing] = unrunnable;
  if (missing !== undefined) throw new ParallelEvmError("PE036", [method, missing.reason]);
  const [execution] = await executor.execute(scenarios);
  if (execution === undefined || scenarios.length > 1) {
    const reason = "the state was edited or reverted while it was sent";
    throw new ParallelEvmError("PE036", [method, reason]);
  }
  for (const { verification } of execution.transactions) {
    if (verification.kind === "skipped") {
      throw new ParallelEvmError("PE036", [method, verification.reason]);
    }
    if (verification.kind === "mismatched") {
      const reason = `the executor has a defect (${verification.difference})`;
      throw new ParallelEvmError("PE036", [method, reason]);
    }
  }
  return execution;
}
