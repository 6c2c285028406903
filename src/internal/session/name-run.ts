import type { TransactionNames } from "../model/analysis.ts";
import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import { parseLocationKey, type LocationKey } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { AccountWords, NamedAccess } from "../model/slot-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import type { WordsOf } from "./account-words.ts";

/** Names of an executed run, each made when it is first asked for. */
export function nameRun(
  executions: readonly ScenarioExecution[],
  namer: Namer,
  wordsOf: WordsOf = () => ({}),
): TransactionNames {
  const words = executions.map((execution) => wordsOf(execution));
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
      const { party, stranger } = words[scenario] ?? {};
      // Without words of the scenario's own the namer remembers it.
      if (party === undefined && stranger === undefined) {
        return nameAccess(find(executions, scenario, index), namer, location);
      }
      const key = `${scenario} ${index} ${location}`;
      const name =
        known.get(key) ??
        nameAccess(find(executions, scenario, index), namer, location, words[scenario]);
      known.set(key, name);
      return name;
    },
  };
}

function nameAccess(
  { transaction, executed, codes }: FoundTransaction,
  namer: Namer,
  location: LocationKey,
  words: AccountWords = {},
): NamedAccess {
  if (executed.result === undefined) return unnamed(location);
  const { attribution } = executed.result;
  return namer.nameAccess({ location, transaction, attribution, codes, words });
}

function unnamed(location: LocationKey): NamedAccess {
  const parsed = parseLocationKey(location);
  const path = parsed.kind === "storage" ? `slot ${parsed.slot}` : parsed.kind;
  return { name: { kind: "raw", path, reason: "the transaction was not run again" }, sites: [] };
}

interface FoundTransaction {
  readonly transaction: ScenarioTransaction;
  readonly executed: ExecutedTransaction;
  readonly codes: ScenarioExecution["codes"];
}

function find(
  executions: readonly ScenarioExecution[],
  scenario: number,
  index: number,
): FoundTransaction {
  const execution = executions[scenario];
  const transaction = execution?.scenario.transactions[index];
  const executed = execution?.transactions[index];
  if (execution === undefined || transaction === undefined || executed === undefined) {
    throw new Error(`There is no transaction ${index} in scenario ${scenario}`);
  }
  return { transaction, executed, codes: execution.codes };
}
