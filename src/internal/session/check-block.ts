import type { BlockFile } from "../block-files/narrow-block-file.ts";
import { receiptsRoot } from "../executor/receipts-root.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { isSince } from "../model/fork-order.ts";
import type { Hex } from "../model/location.ts";

/** How many transactions that differ are named one by one. */
const SHOWN_TRANSACTIONS = 3;

/**
 * - `checked`: `differences` is empty when the block matches its header, and the runs each other.
 * - `unrunnable`: there is a transaction that the executor cannot run; `isDefect`: for a defect of its own.
 */
export type BlockCheck =
  | {
      readonly kind: "checked";
      readonly differences: readonly string[];
      readonly receiptsRoot?: Hex;
    }
  | { readonly kind: "unrunnable"; readonly reason: string; readonly isDefect: boolean };

/**
 * Compares what the executor found with the block's header: the gas used, and the receipts root from
 * Byzantium on. Before, receipts hold state roots, which the part of the state in a file cannot give.
 */
export async function checkBlock(
  { expected, hardfork }: BlockFile,
  execution: ScenarioExecution,
): Promise<BlockCheck> {
  const unrunnable = findUnrunnable(execution);
  if (unrunnable !== undefined) return unrunnable;
  const differences = [...transactionDifferences(execution)];
  const receipts = receiptsOf(execution);
  if (receipts === undefined) return { kind: "checked", differences };
  const gasUsed = receipts.reduce((sum, { outcome }) => sum + outcome.gasUsed, 0n);
  if (gasUsed !== expected.gasUsed) {
    differences.unshift(`gas used: header ${expected.gasUsed}, executor ${gasUsed}`);
  }
  if (!isSince(hardfork, "byzantium")) return { kind: "checked", differences };
  const root = await receiptsRoot(receipts);
  if (root !== expected.receiptsRoot) {
    differences.push(`receipts root: header ${expected.receiptsRoot}, executor ${root}`);
  }
  return { kind: "checked", differences, receiptsRoot: root };
}

function findUnrunnable({ transactions }: ScenarioExecution): BlockCheck | undefined {
  const skipped = transactions.flatMap(({ verification }) =>
    verification.kind === "skipped" && verification.cause !== "rejected" ? [verification] : [],
  );
  const [first] = skipped;
  if (first === undefined) return undefined;
  const share =
    skipped.length === transactions.length
      ? ""
      : ` (${skipped.length} of ${transactions.length} transactions)`;
  const isDefect = first.cause === "defect";
  return { kind: "unrunnable", reason: `${first.reason}${share}`, isDefect };
}

function* transactionDifferences({ scenario, transactions }: ScenarioExecution): Generator<string> {
  let found = 0;
  for (const [index, { verification }] of transactions.entries()) {
    if (verification.kind === "matched" || ++found > SHOWN_TRANSACTIONS) continue;
    const hash = scenario.transactions[index]?.hash ?? "";
    // Of those that could not be run only the ones that the state of the file does not allow get here.
    const difference =
      verification.kind === "mismatched"
        ? verification.difference
        : `it is not valid on the state of the file: ${verification.reason}`;
    yield `transaction ${index}, ${hash}: ${difference}`;
  }
  const hidden = found - SHOWN_TRANSACTIONS;
  if (hidden > 0) yield `${hidden} more transactions differ`;
}

/** Undefined when a transaction was rejected and so has none. */
function receiptsOf({ scenario, transactions }: ScenarioExecution) {
  const receipts = scenario.transactions.flatMap(({ fields: { type } }, index) => {
    const outcome = transactions[index]?.result?.outcome;
    return outcome === undefined ? [] : [{ type, outcome }];
  });
  return receipts.length === scenario.transactions.length ? receipts : undefined;
}
