import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
<<<<<<< HEAD
import type { Scenario } from "../../src/internal/model/scenario.ts";

/** The scenario of a block file. Throws what is wrong with the file. */
export async function loadBlock(path: string): Promise<Scenario> {
  return blockScenario(await readBlockFile(path), "replay-1");
=======
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
>>>>>>> 033cb6f548e85bf2f50bdd655d7abf2a191c926c
}
