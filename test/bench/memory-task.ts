import type { WorkloadOptions } from "./workloads/workload.ts";

/** What a child process is to run. */
export interface MemoryTask extends WorkloadOptions {
  readonly way: "scenario" | "sequential" | "parallel";
  readonly threads: number;
}

/** The highest values that were seen, in bytes. */
export interface MemoryPeaks {
  /** Of the whole process, as the operating system counts it. */
  readonly rss: number;
  /** Of the main thread; shared buffers are counted here. */
  readonly mainHeap: number;
  readonly mainArrayBuffers: number;
  /** Of all worker threads together. */
  readonly threadHeaps: number;
  readonly threadArrayBuffers: number;
}
