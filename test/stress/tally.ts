import type { Case } from "../executor/adversarial/check/run-case.ts";
import { HARDFORKS } from "../executor/adversarial/hardforks.ts";

/** Counts what a long test has run, by theme and hardfork. */
export class Tally {
  failed = 0;
  #cases = 0;
  #refusals = 0;
  #transactions = 0;
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #refused = new Map<string, number>();

  add({ theme, hardfork }: Case, result: { transactions: number; failed: boolean }): void {
    this.#cases++;
    this.#transactions += result.transactions;
    if (result.failed) this.failed++;
    const row = this.#counts.get(theme.name) ?? new Map<string, number>();
    row.set(hardfork, (row.get(hardfork) ?? 0) + 1);
    this.#counts.set(theme.name, row);
  }

  /** The chain did not take the plan, so that nothing was tested. */
  refuse({ theme }: Case, reason: string): void {
    this.#refusals++;
    const what = `${theme.name}: ${withoutNumbers(reason)}`;
    this.#refused.set(what, (this.#refused.get(what) ?? 0) + 1);
  }

  /** A generator whose plans the chain does not take tests nothing. */
  get isMostlyTaken(): boolean {
    return this.#cases > 0 && this.#refusals <= this.#cases / 100;
  }

  table(): string {
    const names = [...this.#counts.keys()].sort();
    const width = Math.max(...names.map(({ length }) => length));
    const line = (title: string, cells: readonly (string | number)[]) =>
      `${title.padEnd(width)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
    const rows = names.map((name) => {
      const row = this.#counts.get(name);
      return line(
        name,
        HARDFORKS.map((hardfork) => row?.get(hardfork) ?? "-"),
      );
    });
    return [line("", HARDFORKS), ...rows, ...this.#refusalLines()].join("\n");
  }

  summary(): string {
    return `${this.#cases} cases, ${this.#transactions} transactions, ${this.failed} cases failed, ${this.#refusals} not taken by EDR`;
  }

  #refusalLines(): string[] {
    return [...this.#refused].sort().map(([what, count]) => `not taken by EDR: ${count} × ${what}`);
  }
}

function withoutNumbers(reason: string): string {
  return reason.replace(/0x[0-9a-f]+|\d+/g, "…");
}
