import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";

/** The scenario of a block file. Throws what is wrong with the file. */
export async function loadBlock(path: string): Promise<Scenario> {
  return blockScenario(await readBlockFile(path), "replay-1");
}
