import type { LargeBlockStrategy } from "../model/large-block.ts";
import type { Hex } from "../model/location.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { Ask } from "./ask.ts";
import type { Sender } from "./pending-transactions.ts";

export interface RecorderOptions {
  /** Id of the connection in the recording. */
  readonly connection: number;
  /** Sends a request that nobody else sees. Rejects until {@link ConnectionRecorder.observe} was called. */
  readonly ask: Ask;
  readonly write: (record: RecordingRecord) => void;
  readonly codeId: (code: Hex) => number;
  /** Who sends what is being sent right now. */
  readonly sender: () => Sender;
  /** True when the node logs every request. */
  readonly logging: boolean;
  readonly witnessLargeBlock?: LargeBlockStrategy;
}
