import { parentPort } from "node:worker_threads";

/** The run awaits many promises; after so many turns it is somewhere in its first transactions. */
const TURNS = 60;

/** Calls `what` in the second lane of a parallel run, in between the steps of a transaction. */
export function inTheMiddle(what: () => void): void {
  parentPort?.on("message", ({ kind, lane }: { kind: string; lane?: number }) => {
    if (kind !== "run-lane" || lane !== 1) return;
    let turns = 0;
    const turn = () => {
      if (++turns === TURNS) what();
      else queueMicrotask(turn);
    };
    queueMicrotask(turn);
  });
}
