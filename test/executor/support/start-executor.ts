import { Executor, type ExecutorOptions } from "../../../src/internal/executor/executor.ts";

/** All executors of the tests are made here: what they all need is said once. */
export function startExecutor(options: ExecutorOptions): Executor {
  return new Executor(options);
}
