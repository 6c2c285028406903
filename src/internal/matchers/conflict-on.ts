import type { ParallelRun } from "../model/parallel-run.ts";
import type { ReportConflict } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";

import { certain, type Check, impossible } from "./check.ts";
import { conflictsOf, describeConflicts } from "./describe-conflicts.ts";

/**
 * Transactions of different senders meet at a place of a contract.
 *
 * @param contract `Token`, or Hardhat's fully qualified `contracts/Token.sol:Token`.
 * @param path As reports write it, `balances[msg.sender]`, or the variable, `balances`. Undefined: anywhere.
 */
export function conflictOn(run: ParallelRun, contract: string, path?: string): Check {
  const names = run.contracts.filter((name) => isCalled(name, contract));
  // A name that is wrong would make the negation hold whatever happens.
  if (names.length === 0) {
    const there = run.contracts.map(shortContract).join(", ");
    return impossible(
      `no contract "${contract}" of the project ran; ${there === "" ? "none did" : `those that did: ${there}`}`,
    );
  }
  const conflicts = conflictsOf(run);
  const found = conflicts.filter(
    (conflict) =>
      conflict.contract !== null && names.includes(conflict.contract) && isAt(conflict, path),
  );
  const place = path === undefined ? contract : `${contract}.${path}`;
  const instead =
    conflicts.length === 0
      ? "no two of them meet anywhere"
      : `they meet at:\n${describeConflicts(run, conflicts)}`;
  const { length } = run.transactions;
  return certain(
    found.length > 0,
    `expected ${length} transactions to conflict on ${place}, but ${instead}`,
    `expected ${length} transactions not to conflict on ${place}, but they do:\n${describeConflicts({ ...run, conflictsOmitted: 0 }, found)}`,
  );
}

function isCalled(name: string, contract: string): boolean {
  return name === contract || shortContract(name) === contract;
}

function isAt({ path }: ReportConflict, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  // Of a slot of several fields, all are named.
  const fields = path?.split(", ") ?? [];
  return [path, ...fields].some((one) => one === wanted || variableOf(one) === wanted);
}

/** `pools` of `pools[arg:pid].reward` */
function variableOf(path: string | null | undefined): string | undefined {
  return path?.split(/[.[]/, 1)[0];
}
