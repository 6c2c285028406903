import { readdirSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";

/** How much lower a process that yields is, in steps of `nice`. */
const STEPS = 10;

/**
 * Lets others go before this process, all of its threads. What the system does not allow stays as it is. Gives what
 * takes it back, where the system allows that: not everybody may rise again.
 */
export function yieldToOthers(): () => void {
  const before = priorityOf(0);
  if (before === undefined) return () => undefined;
  set(Math.min(before + STEPS, constants.priority.PRIORITY_LOW));
  return () => {
    set(before);
  };
}

function priorityOf(id: number): number | undefined {
  try {
    return getPriority(id);
  } catch {
    return undefined;
  }
}

function set(priority: number): void {
  for (const id of ownThreads()) {
    try {
      setPriority(id, priority);
    } catch {
      // It is as it was, or has ended.
    }
  }
}

/** Whose priority is one of their own: on Linux it is not the process's, and a thread has that of the one that starts it. */
function ownThreads(): readonly number[] {
  if (process.platform !== "linux") return [0];
  try {
    return readdirSync("/proc/self/task").map(Number);
  } catch {
    return [0];
  }
}
