import type { ParallelRun } from "../model/parallel-run.ts";
import type { ReportConflict } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";

import { certain, type Check, impossible } from "./check.ts";
import { conflictsOf, describeConflicts, unlistedPlaces } from "./describe-conflicts.ts";

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
  const wanted = path?.startsWith(`${contract}.`) ? path.slice(contract.length + 1) : path;
  const isThere = (place: Pick<ReportConflict, "contract" | "path">) =>
    place.contract !== null && names.includes(place.contract) && isAt(place, wanted);
  const conflicts = conflictsOf(run);
  const unlisted = unlistedPlaces(run);
  const found = conflicts.filter(isThere);
  const foundElsewhere = unlisted.filter(isThere);
  const isFound = found.length + foundElsewhere.length > 0;
  const variables = names.flatMap((name) => run.variablesOf(name));
  if (!isFound && wanted !== undefined && !canBe(wanted, variables)) {
    return impossible(
      `${contract} has no variable "${wanted}"; those that it has: ${variables.join(", ")}`,
    );
  }
  const place = wanted === undefined ? contract : `${contract}.${wanted}`;
  const instead =
    conflicts.length + unlisted.length === 0
      ? "no two of them meet anywhere"
      : `they meet at:\n${describeConflicts(run, conflicts, unlisted)}`;
  const { length } = run.transactions;
  return certain(
    isFound,
    `expected ${length} transactions to conflict on ${place}, but ${instead}`,
    `expected ${length} transactions not to conflict on ${place}, but they do:\n${describeConflicts({ ...run, conflictsOmitted: 0 }, found, foundElsewhere)}`,
  );
}

function isCalled(name: string, contract: string): boolean {
  return name === contract || shortContract(name) === contract;
}

/** What is in no layout: accounts, slots without a name, and constants that are the slots of what has one. */
const OUTSIDE_LAYOUT = /^(?:.*\.)?(?:balance|nonce|code|existence)$|^slot |^[A-Z][A-Z0-9_]*$/;

/** A name that is wrong would make the negation hold whatever happens. */
function canBe(path: string, variables: readonly string[]): boolean {
  if (path === "") return false;
  const fields = path.split(/, |\+/).map((one) => variableOf(one) ?? one);
  return (
    variables.length === 0 ||
    OUTSIDE_LAYOUT.test(path) ||
    fields.every((field) => variables.includes(field))
  );
}

function isAt({ path }: Pick<ReportConflict, "path">, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  // Of a slot of several fields, all are named.
  const fields = path?.split(", ") ?? [];
  return [path, ...fields].some((one) => one === wanted || variableOf(one) === wanted);
}

/** `pools` of `pools[arg:pid].reward` */
function variableOf(path: string | null | undefined): string | undefined {
  return path?.split(/[.[]/, 1)[0];
}
