import type { ReportCrowd } from "./report-crowds.ts";

type Counted = Pick<ReportCrowd, "transactions" | "failed" | "verification">;

/** Where not all come through, its speed-up is none of a crowd that does the same: what fails early costs less, and changes nothing. */
export function allSucceed(crowd: Counted): boolean {
  return succeeded(crowd) === crowd.transactions;
}

/** What could not be run has not, either. */
export function succeeded({ transactions, failed, verification }: Counted): number {
  return transactions - failed - verification.skipped;
}
