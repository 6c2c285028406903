import type { NotRunCause } from "../../model/execution.ts";

/** A transaction that something threw at which was not foreseen. */
export interface Defect {
  readonly index: number;
  readonly reason: string;
}

/** What a run says of itself, on any of its ways between threads. */
type Run =
  | { readonly kind: "done" }
  | { readonly kind: "invalid"; readonly cause: NotRunCause; readonly reason: string };

/** The first transaction that a defect was met at, among runs by index. */
export function firstDefect(runs: Iterable<readonly [number, Run]>): Defect | undefined {
  const defects = [...runs].flatMap(([index, run]) =>
    run.kind === "invalid" && run.cause === "defect" ? [{ index, reason: run.reason }] : [],
  );
  return firstOf(defects);
}

/** That of the lowest transaction. */
export function firstOf(defects: readonly Defect[]): Defect | undefined {
  return defects.reduce<Defect | undefined>(
    (first, one) => (first === undefined || one.index < first.index ? one : first),
    undefined,
  );
}

export function describeDefect({ index, reason }: Defect): string {
  return `the executor has a defect (transaction ${index}: ${reason})`;
}
