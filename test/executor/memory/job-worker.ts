import assert from "node:assert/strict";
import { parentPort, workerData } from "node:worker_threads";

import { SharedMemory } from "../../../src/internal/executor/memory/shared-memory.ts";
import { VersionLists } from "../../../src/internal/executor/memory/version-lists.ts";
import { seededRandom } from "../../analysis/random.ts";
import { bytesOf, type Job, type JobResult, KEYS, TRANSACTIONS, valueOf } from "./jobs.ts";

const job = workerData as Job; // what the test gives it
const memory = new SharedMemory(job.handle);
const random = seededRandom(job.seed * 1_000 + job.thread);
const pick = (below: number) => random.below(below);
parentPort?.postMessage(job.kind === "locations" ? addLocations() : writeVersions());

/** The same ones in every thread, each in its own order. */
function addLocations(): JobResult {
  const numbers: number[] = [];
  for (const key of shuffled(KEYS)) {
    const account = memory.locations.addAccount(bytesOf(key));
    numbers[key] = account;
    numbers[KEYS + key] = -2 - memory.locations.addSlot(account, BigInt(key) << 200n);
  }
  return { numbers, versions: [] };
}

/** Each thread has transactions of its own, as in a parallel run, and reads what all of them write. */
function writeVersions(): JobResult {
  const lists = new VersionLists(memory, memory.arena(job.thread));
  const own = Array.from({ length: TRANSACTIONS }, (_, i) => i).filter(
    (i) => i % job.threads === job.thread,
  );
  const versions = new Map<string, number>();
  const nodes = new Map<string, number>();
  for (let step = 1; step < 3_000; step++) {
    const list = pick(KEYS);
    const writer = own[pick(own.length)] ?? 0;
    const head = memory.locations.accountHead(list, 0);
    const key = `${list} ${writer}`;
    const node = nodes.get(key);
    const last = versions.get(key) ?? 0;
    if (node === undefined || last === 0 || pick(3) > 0) {
      nodes.set(key, Math.abs(lists.put(head, writer, "set", valueOf(list, writer, step))));
      versions.set(key, step);
    } else if (pick(2) === 0) {
      lists.markEstimate(node);
      versions.set(key, -Math.abs(last));
    } else {
      lists.takeBack(node);
      versions.set(key, 0);
    }
    checkRead(lists, pick(KEYS), pick(TRANSACTIONS + 1));
  }
  return { numbers: [], versions: [...versions] };
}

/** While others write: what is read was written by the one it is said to be by, there, and below. */
function checkRead(lists: VersionLists, list: number, reader: number): void {
  const place = lists.latest(memory.locations.accountHead(list, 0), reader);
  if (place === 0) return;
  assert(lists.writer < reader);
  const value = lists.valueAt(place);
  const version = Number(value & ((1n << 60n) - 1n)) - list * 1_000_003 - lists.writer * 1_009;
  assert(version > 0 && version < 3_000, `list ${list}, writer ${lists.writer}: ${value}`);
  assert.equal(value, valueOf(list, lists.writer, version));
}

function shuffled(length: number): number[] {
  const values = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = pick(i + 1);
    [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
  }
  return values;
}
