import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import {
  type BlockFile,
  narrowBlockFile,
} from "../../src/internal/block-files/narrow-block-file.ts";
import type {
  ExecutedTransaction,
  ParallelRun,
  ScenarioExecution,
} from "../../src/internal/model/execution.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { type Json, tinyBlock } from "../block-files/tiny-block.ts";

/** What its transactions use; see the block. */
const GAS = [26_389n, 26_389n, 28_689n, 21_000n];

export function tinyFile(changes: Json = {}): BlockFile {
  const narrowed = narrowBlockFile(tinyBlock(changes));
  if ("wrong" in narrowed) throw new Error(narrowed.wrong);
  return narrowed.file;
}

/** What an executor that does its work finds in the tiny block, with some transactions replaced. */
export function executionOf(
  scenario: Scenario = blockScenario(tinyFile(), "replay-1"),
  replaced: Readonly<Record<number, ExecutedTransaction>> = {},
): ScenarioExecution {
  const parallel: ParallelRun = { kind: "parallel", workers: 2, executions: 6, reexecutions: 2 };
  const transactions = scenario.transactions.map(
    (_, index) => replaced[index] ?? matched(GAS[index] ?? 0n, index < 3),
  );
  return { scenario, transactions, parallel, codes: new Map() };
}

export function matched(gasUsed: bigint, logs = true): ExecutedTransaction {
  const address = "0x00000000000000000000000000000000000000c0";
  return {
    verification: { kind: "matched" },
    result: {
      outcome: { status: 1, gasUsed, logs: logs ? [{ address, topics: [], data: "0x" }] : [] },
      accesses: { reads: [], writes: [] },
      attribution: { frames: [], sites: [], preimages: new Map() },
    },
  };
}
