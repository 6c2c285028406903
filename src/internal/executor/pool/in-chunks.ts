import { reasonOf } from "../../primitives/reason-of.ts";
import type { Crew } from "./crew.ts";
import { eachOnOneThread } from "./each-on-one-thread.ts";
import type { ExecutorThread } from "./executor-thread.ts";

/** Sent to a thread at once, at the most. */
const CHUNK = { items: 16, transactions: 64 };

const NO_THREADS = "no worker thread could be kept alive";

export interface ChunkWork<Item, Result> {
  readonly transactions: (item: Item) => number;
  /** Rejects where the thread fails. Results in the items' order. */
  readonly run: (chunk: readonly Item[], thread: ExecutorThread) => Promise<readonly Result[]>;
  /** What becomes of an item that no thread could run. */
  readonly failed: (item: Item, reason: string) => Promise<Result> | Result;
  readonly onDone?: () => void;
}

/**
 * Has each item run on one thread, with as many at a time as there are threads. They go there by dozens: a message costs
 * as much as a small scenario. Results in the items' order.
 */
export async function inChunks<Item, Result>(
  crew: Crew,
  items: readonly Item[],
  work: ChunkWork<Item, Result>,
): Promise<Result[]> {
  const share = Math.ceil(items.length / Math.max(1, crew.threadsForEach().length));
  const chunks = cutIntoChunks(items, work.transactions, Math.min(share, CHUNK.items));
  const results = await eachOnOneThread(crew, chunks, async (chunk, thread) => {
    const found = await runChunk(crew, chunk, thread, work);
    chunk.forEach(() => work.onDone?.());
    return found;
  });
  return results.flat();
}

function cutIntoChunks<Item>(
  items: readonly Item[],
  transactionsOf: (item: Item) => number,
  most: number,
): Item[][] {
  const chunks: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const transactions = transactionsOf(item);
    const last = chunks.at(-1);
    if (last === undefined || last.length >= most || room < transactions) {
      chunks.push([item]);
      room = CHUNK.transactions - transactions;
    } else {
      last.push(item);
      room -= transactions;
    }
  }
  return chunks;
}

async function runChunk<Item, Result>(
  crew: Crew,
  chunk: readonly Item[],
  thread: ExecutorThread | undefined,
  work: ChunkWork<Item, Result>,
): Promise<readonly Result[]> {
  try {
    if (thread === undefined) throw new Error(NO_THREADS);
    return await work.run(chunk, thread);
  } catch (error) {
    const [item] = chunk;
    if (item !== undefined && chunk.length === 1) return [await work.failed(item, reasonOf(error))];
    // Which of them it was that the thread failed at is not known.
    const results: Result[] = [];
    for (const one of chunk) {
      results.push(...(await runChunk(crew, [one], crew.threadsForEach()[0], work)));
    }
    return results;
  }
}
