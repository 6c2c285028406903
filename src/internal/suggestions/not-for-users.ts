import type { UnclonedCause } from "../model/crowd.ts";
import type { ReportUnclonedCall } from "../model/report-crowds.ts";

/** Functions that only an owner, a role, or somebody with a proof or a signature that nobody else had can call. */
export function functionsNotForUsers(
  notForCrowds: readonly ReportUnclonedCall[],
  calledBySeveral: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  return new Set(
    notForCrowds.flatMap(({ contract, function: name, cause }) =>
      contract === null || isOfUsers(cause, calledBySeveral.has(name)) ? [] : [name],
    ),
  );
}

/**
 * No owner's or role's, as far as is known. What proves something of its sender, that it is on a list or has a
 * signature, is for users where several senders came through with theirs.
 */
function isOfUsers(cause: UnclonedCause, hasSeveralSenders: boolean): boolean {
  switch (cause) {
    case "refused":
    case "unsupported":
      return true;
    case "signature":
    case "proof":
      return hasSeveralSenders;
    case "owner-only":
      return false;
  }
}
