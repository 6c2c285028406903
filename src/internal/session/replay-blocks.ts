import { basename } from "node:path";

import { readBlockFile } from "../block-files/read-block-file.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { type Replayed, replayBlock, type ReplayTools } from "./replay-block.ts";

export interface BlocksToReplay extends ReplayTools {
  readonly files: readonly string[];
  /** Shows how far one file has come. */
  readonly progress: (title: string) => Progress;
}

export interface Progress {
  show(done: number, total: number): void;
  clear(): void;
}

/**
 * Replays block files one by one, so that one block at a time is in the memory. Never throws for a
 * file: what is wrong with it is in what is given for it, and the next one follows. Throws PE014.
 */
export async function* replayBlocks(run: BlocksToReplay): AsyncGenerator<Replayed> {
  for (const [index, file] of run.files.entries()) {
    const position = `${index + 1} of ${run.files.length}`;
    const progress = run.progress(`Replaying ${basename(file)} (${position})`);
    const replayed = await replayFile(run, file, `replay-${index + 1}`, progress);
    progress.clear();
    yield replayed;
  }
}

async function replayFile(
  tools: ReplayTools,
  file: string,
  id: string,
  progress: Progress,
): Promise<Replayed> {
  try {
    const content = await readBlockFile(file);
    return await replayBlock({ file, id, content }, tools, (done, total) => {
      progress.show(done, total);
    });
  } catch (error) {
    const { code, message } = error instanceof ParallelEvmError ? error : defect(file, error);
    if (code === "PE014") throw error; // no other file will do better
    return { file, error: { file, code, message } };
  }
}

/** Nothing that is known to go wrong. The other files may do without it. */
function defect(file: string, error: unknown): ParallelEvmError {
  return new ParallelEvmError("PE013", [file, stackOf(error)]);
}
