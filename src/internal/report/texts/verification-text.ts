import type { ReportSummary } from "../../model/report.ts";
import { count, figure } from "./figures.ts";

const BY_HARDHAT = "each checked against Hardhat's own network";
const BY_CHAIN = "each block checked against its header";

const NOTHING_RECORDED =
  "No transaction was recorded. What is: transactions that tests send through a network connection " +
  "of Hardhat to a network that it simulates. What is not: Solidity tests, calls that change nothing, " +
  "networks behind a URL.";

/** What was run again, how, and how much of it agreed. */
export function headline({
  transactions,
  setupTransactions,
  scenarios,
  verification,
  executor,
  chain,
}: ReportSummary): string {
  if (transactions === 0) return NOTHING_RECORDED;
  const setup = setupTransactions === 0 ? "" : ` (${figure(setupTransactions)} of them set-up)`;
  const others = transactions - verification.skipped - executor.concurrent;
  const how = [
    ...(executor.concurrent > 0
      ? [
          `${figure(executor.concurrent)} run again concurrently on ${count(executor.workers, "thread")}`,
        ]
      : []),
    ...(others > 0 ? [`${figure(others)} run again one after another`] : []),
  ];
  const { matched, mismatched, skipped } = verification;
  const results = [
    `${figure(matched)} matched`,
    ...(mismatched > 0 ? [`${figure(mismatched)} did not`] : []),
    ...(skipped > 0 ? [`${figure(skipped)} skipped`] : []),
  ];
  return (
    `${count(transactions, "transaction")}${setup} in ${count(scenarios, "scenario")}: ` +
    `${[...how, chain === undefined ? BY_HARDHAT : BY_CHAIN].join(", ")}. ${results.join(", ")}.`
  );
}
