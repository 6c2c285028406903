import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { SharedMemory } from "../../../src/internal/executor/memory/shared-memory.ts";
import {
  CollaborativeScheduler,
  type Task,
} from "../../../src/internal/executor/scheduler/collaborative-scheduler.ts";
import { beforeAtomics } from "../support/before-atomics.ts";

describe("CollaborativeScheduler", () => {
  it("resumes who waits for a transaction that is aborted while its execution is being finished", () => {
    const stops = [...stopsOf((stop) => finishAndAbort(stop))];
    assert(stops.length > 5, "it was hardly stopped");
    assert(stops.includes("aborted"), "it was aborted nowhere");
  });

  it("ends where nobody comes in between", () => {
    assert.equal(finishAndAbort(Infinity), "not stopped");
  });
});

type Outcome = "not stopped" | "nothing to abort" | "aborted";

/** Stops before the first of the Atomics operations, before the second, and so on past the last. */
function* stopsOf(run: (stop: number) => Outcome): Generator<Outcome> {
  for (let stop = 1; ; stop++) {
    const outcome = run(stop);
    if (outcome === "not stopped") return;
    yield outcome;
  }
}

/**
 * Transaction 2 waits for 1, whose execution one thread is finishing. Before so many Atomics operations
 * of that are done another thread comes in, which looks for 1 to validate and aborts it. In the end all
 * of them must have been executed.
 */
function finishAndAbort(stop: number): Outcome {
  const memory = SharedMemory.create({
    transactions: 3,
    accounts: 0,
    slots: 0,
    lanes: 3,
    codeBytes: 0,
  });
  const [first, finishing, waiting] = [1, 2, 3].map(() => new CollaborativeScheduler(memory));
  assert(first !== undefined && finishing !== undefined && waiting !== undefined);
  const [zero, one, two] = [first, finishing, waiting].map(take);
  assert(zero?.index === 0 && one?.index === 1 && two?.index === 2);
  assert.equal(first.finishExecution(zero, true), undefined);
  assert.equal(first.finishValidation(take(first), false), undefined);
  assert(waiting.waitFor(two, 1));

  let outcome: Outcome = "not stopped";
  let aborted: Task | undefined;
  const next = interrupted(
    () => finishing.finishExecution(one, true),
    stop,
    () => {
      const task = first.next();
      assert(task === undefined || task.kind === "validate");
      if (task?.index === 1 && first.tryAbort(task)) {
        outcome = "aborted";
        aborted = task;
      } else {
        outcome = "nothing to abort";
        if (task !== undefined) first.finishValidation(task, false);
      }
    },
  );
  const again = aborted === undefined ? undefined : first.finishValidation(aborted, true);
  finish([first, finishing, waiting], [again, next]);
  assert.equal(memory.failure, undefined, `stopped before operation ${stop}`);
  for (const index of [0, 1, 2]) assert(first.isExecuted(index), `${index}, operation ${stop}`);
  return outcome;
}

/** Does something; `intruder` comes in before its Atomics operation number `stop`, from 1. */
function interrupted<Result>(what: () => Result, stop: number, intruder: () => void): Result {
  let operations = 0;
  const end = beforeAtomics(() => {
    if (++operations === stop) intruder();
  });
  try {
    return what();
  } finally {
    end();
  }
}

function take(scheduler: CollaborativeScheduler): Task {
  for (let misses = 0; misses < 100; misses++) {
    const task = scheduler.next();
    if (task !== undefined) return task;
  }
  throw new Error("There is no task");
}

/** What is left to do, by turns; every execution and validation succeeds. */
function finish(
  schedulers: readonly CollaborativeScheduler[],
  inHand: readonly (Task | undefined)[],
): void {
  const tasks = [...inHand];
  for (let rounds = 0; schedulers.some(({ isDone }) => !isDone); rounds++) {
    assert(rounds < 1_000, "it does not end");
    for (const [i, scheduler] of schedulers.entries()) {
      const task = tasks[i] ?? scheduler.next();
      tasks[i] =
        task?.kind === "execute"
          ? scheduler.finishExecution(task, true)
          : task && scheduler.finishValidation(task, false);
    }
  }
}
