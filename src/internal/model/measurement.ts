/** Wall-clock times of one scenario, measured on this machine in one run. Never mixed with modelled speed-ups. */
export interface Measurement {
  /** How often each was run after the warm-up; the times are medians of these, in ms. */
  readonly rounds: number;
  readonly ms: {
    /** Stock `@ethereumjs/vm` `runTx`, one transaction after another; absent when it was not asked for. */
    readonly stock?: number;
    /** The executor's own fast path, one transaction after another. */
    readonly sequential: number;
    /** The executor in parallel on `workers` threads, knowing nothing of the transactions beforehand. */
    readonly parallel?: number;
    /**
     * With the access sets known beforehand, as with an EIP-7928 block-level access list: the time to
     * decide, and to run in the way that was chosen.
     */
    readonly hybrid?: number;
  };
  /** How `hybrid` chose to run it. */
  readonly choice: "sequential" | "parallel";
  readonly workers: number;
  /** Re-executions of the parallel run without knowledge: the median of the rounds. */
  readonly reexecutions?: number;
  /**
   * Why parallel runs were cut off, or have no results: the memory was full, say, or the executor has a
   * defect. Then there are no times of `parallel` and `hybrid`, and no `reexecutions`; else there are.
   */
  readonly failure?: string;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Runs before them that do not count, so that V8 has compiled what is hot. */
  readonly warmup: number;
  readonly stock: boolean;
}
