import type { AccessSet, Read, Write } from "../../model/access-set.ts";
import type { TransactionResult } from "../../model/execution.ts";
import type { Outcome } from "../../model/scenario.ts";

/** The first difference between two outcomes, as a person reads it; undefined when there is none. */
export function compareOutcomes(
  actual: Outcome,
  expected: Outcome,
  names: { readonly actual: string; readonly expected: string },
): string | undefined {
  const difference = (what: string, a: unknown, b: unknown) =>
    `${what}: ${names.expected} ${String(b)}, ${names.actual} ${String(a)}`;
  if (actual.status !== expected.status) {
    return difference("status", actual.status, expected.status);
  }
  if (actual.gasUsed !== expected.gasUsed) {
    return difference("gas used", actual.gasUsed, expected.gasUsed);
  }
  if (actual.createdAddress !== expected.createdAddress) {
    return difference("created address", actual.createdAddress, expected.createdAddress);
  }
  if (actual.logs.length !== expected.logs.length) {
    return difference("number of logs", actual.logs.length, expected.logs.length);
  }
  for (const [i, log] of actual.logs.entries()) {
    const [a, b] = [describeLog(log), describeLog(expected.logs[i])];
    if (a !== b) return difference(`log ${i}`, a, b);
  }
  return undefined;
}

/** The first difference between the parallel and the sequential run of a transaction. */
export function compareRuns(
  parallel: TransactionResult,
  sequential: TransactionResult,
): string | undefined {
  return (
    compareOutcomes(parallel.outcome, sequential.outcome, {
      actual: "parallel run",
      expected: "sequential run",
    }) ?? compareAccesses(parallel.accesses, sequential.accesses)
  );
}

function compareAccesses(parallel: AccessSet, sequential: AccessSet): string | undefined {
  for (const kind of ["reads", "writes"] as const) {
    const [a, b] = [comparable(parallel)[kind], comparable(sequential)[kind]];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      if (a[i] === b[i]) continue;
      return `${kind}: sequential run ${b[i] ?? "none"}, parallel run ${a[i] ?? "none"}`;
    }
  }
  return undefined;
}

/**
 * That an account came into being is worked out from balances that a concurrent run need not have
 * read (credits commute), and nothing uses it as written: it may differ.
 */
function comparable({ reads, writes }: AccessSet) {
  const isCompared = ({ location }: Write) => !location.startsWith("existence:");
  return { reads: reads.map(describe), writes: writes.filter(isCompared).map(describe) };
}

function describe({ location, kind, value }: Read | Write): string {
  return `${kind} ${location} ${value}`;
}

function describeLog(log: Outcome["logs"][number] | undefined): string {
  return log === undefined ? "none" : `${log.address} [${log.topics.join(", ")}] ${log.data}`;
}
