import type * as ExecutorModule from "../../src/internal/executor/executor.ts";

const BUILT = new URL("../../dist/internal/executor/executor.js", import.meta.url);

/** Starts the executor as it is published, whose threads run one bundled file. Needs `npm run build`. */
export async function startBuiltExecutor(options: {
  readonly threads: number;
  readonly foreknowledge: boolean;
}): Promise<ExecutorModule.Executor> {
  // Built from the module whose type it is given.
  const { Executor } = (await import(BUILT.href)) as typeof ExecutorModule;
  // Whatever is to be expected of a scenario: a benchmark wants to see what becomes of it.
  return new Executor({ ...options, execution: "parallel" });
}
