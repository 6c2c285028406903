import { blockScenario } from "../../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../../src/internal/block-files/read-block-file.ts";
import type { Executor } from "../../../src/internal/executor/executor.ts";
import { checkBlock } from "../../../src/internal/session/check-block.ts";

/**
 * Runs a block file again and again and compares each run with the one after another and with the
 * header: gas used, and receipts root from Byzantium on. Returns what differed.
 */
export async function repeatBlock(
  path: string,
  executor: Executor,
  repetitions: number,
): Promise<string[]> {
  const file = await readBlockFile(path);
  const scenario = blockScenario(file, "replay-1");
  const problems: string[] = [];
  for (let i = 0; i < repetitions; i++) {
    const where = `block ${file.number}, ${executor.threads} threads, repetition ${i}`;
    const [execution] = await executor.execute([scenario]);
    if (execution === undefined) throw new Error("The executor gave no result");
    const { parallel } = execution;
    if (parallel.kind !== "parallel") problems.push(`${where}: ${parallel.reason}`);
    const check = await checkBlock(file, execution);
    const differences = check.kind === "checked" ? check.differences : [check.reason];
    problems.push(...differences.map((difference) => `${where}: ${difference}`));
  }
  return problems;
}
