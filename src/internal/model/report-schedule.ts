/**
 * What the modelled schedule of a scenario is made from: list scheduling (Graham 1969) of `gas` under `waits`. Without
 * the waits of one hotspot it is the schedule without that hotspot.
 */
export interface ReportSchedule {
  /** Of each transaction; 0 of those that were skipped. */
  readonly gas: readonly number[];
  /** Sorted by later, earlier and hotspot. The pairs that matter: all other conflicts follow from them. */
  readonly waits: readonly ReportWait[];
  /** Null where it was not run in virtual time, or not to its end. */
  readonly execution: ReportExecution | null;
}

/**
 * `later` starts when `earlier` has ended. `hotspot`: index into the hotspots; null where both are of one sender, or
 * where the location is no hotspot of the list.
 */
export type ReportWait = readonly [earlier: number, later: number, hotspot: number | null];

/** How Block-STM runs the scenario of which it knows nothing beforehand, with gas as its time. */
export interface ReportExecution {
  readonly threads: number;
  /** Each time that a transaction was run, in the order of their starts. The last of a transaction counts. */
  readonly runs: readonly ReportExecutionRun[];
}

/** `start` and `end` in gas since the begin. */
export type ReportExecutionRun = readonly [
  thread: number,
  transaction: number,
  start: number,
  end: number,
];
