import type { Crew } from "./crew.ts";
import type { ExecutorThread } from "./executor-thread.ts";

/**
 * Does something with each item on one thread, with as many at a time as there are threads; results in
 * the items' order. Without a living thread, `run` gets none.
 */
export async function eachOnOneThread<Item, Result>(
  crew: Crew,
  items: readonly Item[],
  run: (item: Item, thread: ExecutorThread | undefined) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const work = async (lane: number) => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, item] = next;
      const threads = crew.threadsForEach();
      results[index] = await run(item, threads[lane % Math.max(1, threads.length)]);
    }
  };
  const lanes = Math.max(1, crew.threadsForEach().length);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
  return results;
}
