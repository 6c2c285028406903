import type { TableName } from "./check-tables.ts";

/** A result that is right for what the tool saw, though the table, which sees all of the Solidity, says more. */
export interface KnownDifference {
  readonly project: string;
  readonly table: TableName | "findings";
  /** As `describeDifference` has it. Each must be there: one that is gone is to be taken off the list. */
  readonly difference: string;
  readonly why: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    project: "amm",
    table: "orders",
    difference: "Pool.swap x Pool.swap: expected different success, found different outcome",
    why: "Of the recorded swaps one demands a minimum. It takes the same path as those without one, and of the calls on a path one is cloned: not this one. No test makes it together with another swap.",
  },
  {
    project: "arrays-and-structs",
    table: "accumulators",
    difference:
      "everybody._inner._values[*] of contracts/Clubs.sol:Clubs in Clubs.resign: expected flows into storage, found overwritten",
    why: "Where the users of the crowd meet at an element, the one that was moved there leaves, and its place is taken: what stood there is lost. It would be moved itself only where it is the last one.",
  },
  {
    project: "vesting",
    table: "orders",
    difference:
      "TokenVesting.release x TokenVesting.releaseFor: expected commutes, found different success",
    why: "One names the other: releaseFor pays the beneficiary that calls release, and whoever comes second finds nothing due.",
  },
  {
    project: "voting",
    table: "matrix",
    difference:
      "VoteToken.delegate x VoteToken.transfer of contracts/VoteToken.sol:VoteToken: expected same argument at _delegateCheckpoints, found same argument at _balances, _delegateCheckpoints, _delegatee",
    why: "They meet in two ways. Beside the same account in both arguments, for which the table has the checkpoints, the recipient of the transfer may be the one that delegates: then at its balance and its delegatee, too.",
  },
];

/** Pairs of functions of which no state is known that suits both, so that nothing can be said of them. */
export const PAIRS_WITHOUT_STATE: Readonly<Record<string, { pairs: number; why: string }>> = {
  openzeppelin: {
    pairs: 1,
    why: "CommunityGovernor.queue with castVoteWithReason: the proposal is open while votes are cast, and is closed when it is queued.",
  },
};

/** The known differences of one table, as lines, sorted. */
export function knownDifferences(project: string, table: KnownDifference["table"]): string[] {
  return KNOWN_DIFFERENCES.filter((one) => one.project === project && one.table === table)
    .map(({ difference }) => difference)
    .sort();
}
