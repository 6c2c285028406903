import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";

import { SharedMemory } from "../../../src/internal/executor/memory/shared-memory.ts";
import { VersionLists } from "../../../src/internal/executor/memory/version-lists.ts";
import { bytesOf, type Job, type JobResult, KEYS, TRANSACTIONS, valueOf } from "./jobs.ts";

/** More than there are cores: a thread may be put aside in the middle of anything. */
const THREADS = 5;
const ROUNDS = 4;
const DEADLINE = 60_000;

const PROGRAM = new URL("./job-worker.ts", import.meta.url);

describe("the table of locations, from several threads", () => {
  it("gives each account and slot one number, whoever comes first", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const memory = makeMemory();
      const results = await runOnThreads(memory, "locations", round);
      const [first, ...others] = results.map(({ numbers }) => numbers);
      assert(first !== undefined);
      for (const numbers of others) assert.deepEqual(numbers, first);
      assert.equal(new Set(first).size, 2 * KEYS, "two keys share a number");
      for (let key = 0; key < KEYS; key++) {
        assert.equal(memory.locations.findAccount(bytesOf(key)), first[key]);
      }
      assert.equal(memory.locations.findAccount(bytesOf(KEYS)), -1);
    }
  });
});

describe("lists of versions, from several threads", () => {
  it("show readers only what was written, and end as each writer left them", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const memory = makeMemory();
      const results = await runOnThreads(memory, "versions", 100 + round);
      const last = new Map(results.flatMap(({ versions }) => versions));
      const lists = new VersionLists(memory, { take: () => 0 });
      for (let list = 0; list < KEYS; list++) checkList(memory, lists, list, last);
    }
  });
});

/** Every reader sees the highest version below it that the writers say they left. */
function checkList(
  memory: SharedMemory,
  lists: VersionLists,
  list: number,
  last: ReadonlyMap<string, number>,
): void {
  const head = memory.locations.accountHead(list, 0);
  let expected = { writer: -1, version: 0 };
  for (let reader = 0; reader <= TRANSACTIONS; reader++) {
    const place = lists.latest(head, reader);
    assert.equal(lists.writer, expected.writer, `list ${list}, reader ${reader}`);
    if (expected.writer >= 0) {
      const isEstimate = expected.version < 0;
      assert.equal(lists.blockedBy, isEstimate ? expected.writer : -1);
      const value = valueOf(list, expected.writer, Math.abs(expected.version));
      assert.equal(lists.valueAt(place), value);
    }
    const version = last.get(`${list} ${reader}`) ?? 0;
    if (version !== 0) expected = { writer: reader, version };
  }
}

function makeMemory(): SharedMemory {
  const memory = SharedMemory.create({
    transactions: TRANSACTIONS,
    accounts: KEYS,
    slots: KEYS,
    lanes: THREADS,
    codeBytes: 0,
  });
  return memory;
}

async function runOnThreads(
  memory: SharedMemory,
  kind: Job["kind"],
  seed: number,
): Promise<JobResult[]> {
  const results = await Promise.all(
    Array.from({ length: THREADS }, (_, thread) => {
      const job: Job = { kind, handle: memory.handle, thread, threads: THREADS, seed };
      return runOnThread(job);
    }),
  );
  assert.equal(memory.failure, undefined);
  return results;
}

function runOnThread(job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { workerData: job });
    const timer = setTimeout(() => {
      reject(new Error("A thread did not end"));
      void worker.terminate();
    }, DEADLINE);
    worker.on("message", (result: JobResult) => {
      resolve(result);
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      clearTimeout(timer);
    });
  });
}
