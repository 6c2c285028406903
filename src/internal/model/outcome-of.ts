import type { RecordedReceipt } from "./recording.ts";
import type { Outcome } from "./scenario.ts";

/** A recorded receipt as the outcome that it tells. */
export function outcomeOf({ status, gasUsed, createdAddress, logs }: RecordedReceipt): Outcome {
  return {
    status,
    gasUsed: BigInt(gasUsed),
    // Hardhat names the address of a creation that failed, too.
    ...(createdAddress === undefined || status === 0 ? {} : { createdAddress }),
    logs,
  };
}
