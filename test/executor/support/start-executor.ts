import { Executor, type ExecutorOptions } from "../../../src/internal/executor/executor.ts";

/**
 * An executor as tests want it: it runs in parallel what would not gain from it too, and knows of no
 * dependency beforehand, so that transactions run in vain and are run again.
 */
export function startExecutor(options: ExecutorOptions): Executor {
  return new Executor({ execution: "parallel", foreknowledge: false, ...options });
}
