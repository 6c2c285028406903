import type { UnclonedCause } from "../model/crowd.ts";
import type { ReportUnclonedCall } from "../model/report-crowds.ts";

/** Functions that only an owner, a role, or somebody with a proof or a signature that nobody else had can call. */
export function functionsNotForUsers(
  notForCrowds: readonly ReportUnclonedCall[],
  senders: ReadonlyMap<string, number> = new Map(),
): ReadonlySet<string> {
  return new Set(
    notForCrowds.flatMap(({ contract, function: name, cause }) =>
      contract === null || isOfUsers(cause, (senders.get(name) ?? 1) > 1) ? [] : [name],
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

/** Who calls a function that is not for all. */
export interface Admission {
  /** Where it is stored who may, as the report names it: `_roles[PAYER].hasRole[msg.sender]`. */
  readonly path: string | null;
  /** How many accounts of the suite did, of one deployment. */
  readonly senders: number;
}

/** By the function. */
export function admissionsOf(
  notForCrowds: readonly ReportUnclonedCall[],
  senders: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, Admission> {
  return new Map(
    notForCrowds.map(({ function: name, path }) => [
      name,
      { path, senders: senders.get(name) ?? 1 },
    ]),
  );
}
