import type { Verdict } from "./verdict.ts";

/** Counts what came out of the tests of one suite, by fork. */
export class Tally {
  readonly failures: string[] = [];
  readonly #title: string;
  readonly #counts = new Map<string, Counts>();
  readonly #skips = new Map<string, number>();

  constructor(title: string) {
    this.#title = title;
  }

  /** Not those that were skipped: a suite of which all are tests nothing. */
  get passed(): number {
    return [...this.#counts.values()].reduce((sum, { passed }) => sum + passed, 0);
  }

  add(fork: string, id: string, verdict: Verdict): void {
    const counts = this.#counts.get(fork) ?? newCounts();
    this.#counts.set(fork, counts);
    counts[verdict.kind]++;
    switch (verdict.kind) {
      case "passed":
        counts.transactions += verdict.work.transactions;
        counts.parallelRuns += verdict.work.parallelRuns;
        counts.reexecutions += verdict.work.reexecutions;
        return;
      case "failed":
        this.failures.push(`${fork}: ${id}: ${verdict.difference}`);
        return;
      case "skipped":
        this.#skips.set(verdict.reason, (this.#skips.get(verdict.reason) ?? 0) + 1);
    }
  }

  print(): void {
    for (const [fork, counts] of this.#counts) {
      const { passed, failed, skipped, transactions, parallelRuns, reexecutions } = counts;
      console.log(
        `${this.#title}, ${fork}: ${passed} passed, ${failed} failed, ${skipped} skipped ` +
          `(${transactions} transactions, ${parallelRuns} parallel runs, ${reexecutions} re-executions)`,
      );
    }
    for (const [reason, count] of this.#skips) console.log(`  ${count} skipped: ${reason}`);
  }
}

type Counts = ReturnType<typeof newCounts>;

function newCounts() {
  return { passed: 0, failed: 0, skipped: 0, transactions: 0, parallelRuns: 0, reexecutions: 0 };
}
