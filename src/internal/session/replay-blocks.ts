import type { BlockFile } from "../block-files/narrow-block-file.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { type Replayed, replayBlock, type ReplayTools } from "./replay-block.ts";

export interface BlocksToReplay extends ReplayTools {
  readonly sources: readonly BlockSource[];
  /** Shows how far one block has come. */
  readonly progress: (title: string) => Progress;
}

/** Where a block comes from: a file, or a block of a network. */
export interface BlockSource {
  /** As the user named the file; of a network `sepolia#123`. */
  readonly name: string;
  /** In short. */
  readonly title: string;
  /** What takes time before it can be replayed, for the progress: `Fetching sepolia#123`. */
  readonly preparing?: string;
  /** Throws what is wrong with it. */
  read(onProgress: (done: number, total: number) => void): Promise<BlockFile>;
}

export interface Progress {
  show(done: number, total: number): void;
  clear(): void;
}

/** No other block will do better. */
const ENDING: ReadonlySet<string> = new Set(["PE048", "PE049", "PE054"]);

/**
 * Replays blocks one by one, so that one block at a time is in the memory. Never throws for a block: what is wrong with
 * it is in what is given for it, and the next one follows, unless its network answers no more, or ends before it. Throws PE014.
 */
export async function* replayBlocks(run: BlocksToReplay): AsyncGenerator<Replayed> {
  for (const [index, source] of run.sources.entries()) {
    const position = `(${index + 1} of ${run.sources.length})`;
    const replayed = await replaySource(run, source, `replay-${index + 1}`, position);
    yield replayed;
    if (ENDING.has(replayed.error?.code ?? "")) return;
  }
}

async function replaySource(
  run: BlocksToReplay,
  source: BlockSource,
  id: string,
  position: string,
): Promise<Replayed> {
  const { name: file, title, preparing } = source;
  let progress = run.progress(`${preparing ?? `Replaying ${title}`} ${position}`);
  const show = (done: number, total: number) => {
    progress.show(done, total);
  };
  try {
    const content = await source.read(preparing === undefined ? () => undefined : show);
    if (preparing !== undefined) {
      progress.clear();
      progress = run.progress(`Replaying ${title} ${position}`);
    }
    return await replayBlock({ file, id, content }, run, show);
  } catch (error) {
    const { code, message } = error instanceof ParallelEvmError ? error : defect(file, error);
    if (code === "PE014") throw error; // no other block will do better
    return { file, error: { file, code, message } };
  } finally {
    progress.clear();
  }
}

/** Nothing that is known to go wrong. The other blocks may do without it. */
function defect(file: string, error: unknown): ParallelEvmError {
  return new ParallelEvmError("PE013", [file, stackOf(error)]);
}
