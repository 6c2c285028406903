import type { CrowdCall } from "../model/crowd.ts";
import type { Execute, ExecutedTransaction } from "../model/execution.ts";
import type { PreState } from "../model/scenario.ts";
import { crowdScenario } from "./crowd-scenario.ts";

/** Runs the recorded call itself, alone, on the state given. */
export async function runAlone(
  { transaction, origin }: CrowdCall,
  before: PreState,
  execute: Execute,
): Promise<ExecutedTransaction | undefined> {
  const { block, fields, hash, id } = transaction;
  const original = { id, hash, fields, block };
  const [execution] = await execute([
    crowdScenario("original", "experiment", origin, [original], before),
  ]);
  return execution?.transactions[0];
}
