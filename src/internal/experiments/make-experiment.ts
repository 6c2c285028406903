import type { RecordedTransactionFields } from "../model/recording.ts";
import type {
  BlockEnvironment,
  PreState,
  Scenario,
  ScenarioTransaction,
} from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import type { Experiment } from "./study.ts";

/** Room for some hundred first writes of slots that were second writes when they were recorded. */
const SPARE_GAS = 10_000_000n;
/** The executor takes gas for a number. */
const MOST_GAS = BigInt(Number.MAX_SAFE_INTEGER);

/** Some of a scenario's transactions, in the order given, on a given state. Fees and gas play no part. */
export function makeExperiment(
  scenario: Scenario,
  title: string,
  transactions: readonly ScenarioTransaction[],
  preState: PreState,
): Experiment {
  const { chain, blockHashes, file } = scenario;
  return {
    kind: "experiment",
    title,
    ...(file === undefined ? {} : { file }),
    chain,
    transactions: transactions.map(withoutFees),
    preState,
    blockHashes,
  };
}

/** The transaction at an index that is known to exist. */
export function transactionAt(scenario: Scenario, index: number): ScenarioTransaction {
  const transaction = scenario.transactions[index];
  if (transaction === undefined) {
    throw new Error(`Scenario ${scenario.id} has no transaction ${index}`);
  }
  return transaction;
}

/** Nothing is expected of it: it is to come out otherwise. */
function withoutFees({ id, hash, fields, block }: ScenarioTransaction): ScenarioTransaction {
  return { id, hash, fields: fieldsWithoutFees(fields), block: blockWithoutFees(block) };
}

/** What a blob costs is no matter of gas used, and stays. */
function fieldsWithoutFees(fields: RecordedTransactionFields): RecordedTransactionFields {
  const gas = BigInt(fields.gas) + SPARE_GAS;
  const prices: Partial<RecordedTransactionFields> =
    fields.type < 2 ? { gasPrice: "0x0" } : { maxFeePerGas: "0x0", maxPriorityFeePerGas: "0x0" };
  return { ...fields, ...prices, gas: toQuantity(gas < MOST_GAS ? gas : MOST_GAS) };
}

/** The executor prepares a block once for all transactions that have the same object. */
const freeBlocks = new WeakMap<BlockEnvironment, BlockEnvironment>();

function blockWithoutFees(block: BlockEnvironment): BlockEnvironment {
  if (block.baseFeePerGas === undefined) return block;
  const known = freeBlocks.get(block);
  if (known !== undefined) return known;
  const free = { ...block, baseFeePerGas: 0n };
  freeBlocks.set(block, free);
  return free;
}
