import type { LargeBlockStrategy } from "../model/large-block.ts";
import type { Hex } from "../model/location.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { Asking } from "./ask.ts";
import type { Sender } from "./pending-transactions.ts";

export interface RecorderOptions extends Asking {
  /** Id of the connection in the recording. */
  readonly connection: number;
  readonly write: (record: RecordingRecord) => void;
  readonly codeId: (code: Hex) => number;
  /** Who sends what is being sent right now. */
  readonly sender: () => Sender;
  /** True when the node logs every request. */
  readonly logging: boolean;
  /** False: the network has no block gas limit. */
  readonly hasGasLimit: boolean;
  readonly witnessLargeBlock?: LargeBlockStrategy;
}
