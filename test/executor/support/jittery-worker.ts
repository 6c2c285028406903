// A worker that dawdles by chance, before executions and now and then between two Atomics operations of
// the scheduler and the memory: threads meet in other orders than on a quiet machine. The chance follows
// from SEED in its environment and the number of the thread.
import { threadId } from "node:worker_threads";

import { TransactionRunner } from "../../../src/internal/executor/vm/transaction-runner.ts";
import { Random } from "../adversarial/random.ts";
import { beforeAtomics } from "./before-atomics.ts";

const random = new Random(`${process.env.SEED ?? ""} ${threadId}`);

const stock = Object.getOwnPropertyDescriptor(TransactionRunner.prototype, "run");
const run = stock?.value as TransactionRunner["run"]; // a method of a class
TransactionRunner.prototype.run = function (...args) {
  dawdle(jitter());
  const running = run.apply(this, args);
  return random.chance(0.1)
    ? running.finally(() => {
        dawdle(jitter());
      })
    : running;
};

/** An execution makes dozens: rare and short enough not to slow it down much. The rarest of them, more often. */
const CHANCES = { exchange: 0.15, compareExchange: 0.01, store: 0.01, add: 0.01 } as const;
for (const [operation, chance] of Object.entries(CHANCES)) {
  beforeAtomics(() => {
    if (random.chance(chance)) dawdle(random.below(300) / 1000);
  }, [operation as keyof typeof CHANCES]); // a key of the table
}

/** In ms: mostly none, often what a small transaction takes, sometimes what a large one does. */
function jitter(): number {
  if (random.chance(0.5)) return 0;
  return random.chance(0.9) ? random.below(200) / 1000 : random.below(4000) / 1000;
}

function dawdle(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

await import("../../../src/internal/executor/pool/worker.ts");
