import type { Scenario } from "../../../src/internal/model/scenario.ts";

export interface WorkloadOptions {
  readonly transactions: number;
  /** The same seed makes the same scenario, to the last byte. */
  readonly seed: number;
  /** For the mix: the share of the transactions that go to what is hot, 0 to 1. */
  readonly hot: number;
}

export interface Workload {
  readonly name: string;
  /** Who meets whom, in one line. */
  readonly description: string;
  readonly make: (options: WorkloadOptions) => Scenario;
}
