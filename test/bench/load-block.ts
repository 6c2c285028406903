import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import { checkBlock } from "../../src/internal/session/check-block.ts";
import type { LoadedCase } from "./measure-case.ts";

/** The scenario of a block file, to be held against the block's header. */
export async function loadBlock(path: string): Promise<LoadedCase> {
  const file = await readBlockFile(path);
  return {
    scenario: blockScenario(file, "replay-1"),
    check: async (execution) => {
      const check = await checkBlock(file, execution);
      if (check.kind === "unrunnable") return check.reason;
      return check.differences.length === 0 ? undefined : check.differences.join("; ");
    },
  };
}
