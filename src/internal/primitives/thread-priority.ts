import { constants, getPriority, setPriority } from "node:os";

/**
 * On Linux a priority is a thread's own, and one that it starts has it, too; elsewhere it is the process's, and is left
 * alone. What the system does not allow stays as it is: not everybody may take back what was given up.
 */
export function yieldToMainThread(): void {
  setOwn((nice) => Math.min(nice + 10, constants.priority.PRIORITY_LOW));
}

/** Where somebody waits for this thread. */
export function asMainThread(): void {
  setOwn((nice) => nice);
}

function setOwn(change: (nice: number) => number): void {
  if (process.platform !== "linux") return;
  try {
    // The main thread has the number of the process.
    setPriority(change(getPriority(process.pid)));
  } catch {
    // It is as it was.
  }
}
