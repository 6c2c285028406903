import type { TransactionNames } from "../model/analysis.ts";
import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import { parseLocationKey, type LocationKey } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { NamedAccess } from "../model/slot-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";

/** Names of an executed run, each made when it is first asked for. */
export function nameRun(executions: readonly ScenarioExecution[], namer: Namer): TransactionNames {
  const known = new Map<string, NamedAccess>();
  return {
    call: (scenario, index) => {
      const { transaction, executed, codes } = find(executions, scenario, index);
      const attribution = executed.result?.attribution;
      return namer.nameCall({
        transaction,
        ...(attribution === undefined ? {} : { attribution }),
        codes,
      });
    },
    access: (scenario, index, location) => {
      const key = `${scenario} ${index} ${location}`;
      const name = known.get(key) ?? nameAccess(executions, namer, scenario, index, location);
      known.set(key, name);
      return name;
    },
  };
}

function nameAccess(
  executions: readonly ScenarioExecution[],
  namer: Namer,
  scenario: number,
  index: number,
  location: LocationKey,
): NamedAccess {
  const { transaction, executed, codes } = find(executions, scenario, index);
  if (executed.result === undefined) return unnamed(location);
  const { attribution } = executed.result;
  return namer.nameAccess({ location, transaction, attribution, codes });
}

function unnamed(location: LocationKey): NamedAccess {
  const parsed = parseLocationKey(location);
  const path = parsed.kind === "storage" ? `slot ${parsed.slot}` : parsed.kind;
  return { name: { kind: "raw", path, reason: "the transaction was not run again" }, sites: [] };
}

function find(
  executions: readonly ScenarioExecution[],
  scenario: number,
  index: number,
): {
  transaction: ScenarioTransaction;
  executed: ExecutedTransaction;
  codes: ScenarioExecution["codes"];
} {
  const execution = executions[scenario];
  const transaction = execution?.scenario.transactions[index];
  const executed = execution?.transactions[index];
  if (execution === undefined || transaction === undefined || executed === undefined) {
    throw new Error(`There is no transaction ${index} in scenario ${scenario}`);
  }
  return { transaction, executed, codes: execution.codes };
}
