import type { RecordingRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import type { RunContext } from "./execute-batch.ts";

/** What the test API and the JSON-RPC methods of a connection both need of the session. */
export interface SharedApi {
  /** `method`: for errors. */
  readonly contextOf: (method: string) => Promise<RunContext>;
  /** Those of transactions, as a recording of one batch; undefined: they were not recorded. */
  readonly recordsOf: (
    hashes: readonly string[],
    title: string,
  ) => Promise<readonly RecordingRecord[] | undefined>;
  readonly report: () => Promise<ParallelReport>;
}
