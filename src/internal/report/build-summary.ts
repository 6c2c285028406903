import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ConflictClass } from "../model/conflict.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { ReportInput, VerifiedTransaction } from "../model/report-input.ts";
import type { ReportSummary } from "../model/report.ts";
import { isCrowd } from "./is-crowd.ts";

/** The run as a whole. `executor` covers the set-up too, `conflicts` and `speedup` the scenarios only. */
export function buildSummary(input: ReportInput): ReportSummary {
  const { transactions } = input;
  const analyses = input.analyses.filter((analysis) => !isCrowd(analysis));
  return {
    transactions: transactions.length,
    setupTransactions: transactions.filter(({ setup }) => setup).length,
    scenarios: analyses.length,
    singleSenderScenarios: analyses.filter(({ senders }) => senders < 2).length,
    ...verificationOf(transactions),
    conflicts: conflictTotals(analyses),
    executor: {
      workers: input.workers,
      ...runsOf([...analyses.map(({ execution }) => execution), ...input.setup]),
    },
    speedup: input.speedup,
    ...(input.chain === undefined ? {} : { chain: input.chain }),
    notes: [...new Set(input.notes)],
  };
}

function verificationOf(
  transactions: readonly VerifiedTransaction[],
): Pick<ReportSummary, "verification" | "mismatches" | "skipped"> {
  const verification = { matched: 0, mismatched: 0, skipped: 0 };
  const mismatches: { hash: string; title: string; difference: string }[] = [];
  const reasons = new Map<string, number>();
  for (const { hash, title, verification: result } of transactions) {
    verification[result.kind]++;
    if (result.kind === "mismatched")
      mismatches.push({ hash, title, difference: result.difference });
    if (result.kind === "skipped")
      reasons.set(result.reason, (reasons.get(result.reason) ?? 0) + 1);
  }
  const skipped = [...reasons]
    .map(([reason, count]) => ({ reason, transactions: count }))
    .sort((a, b) => b.transactions - a.transactions || (a.reason < b.reason ? -1 : 1));
  return { verification, mismatches, skipped };
}

function conflictTotals(analyses: readonly ScenarioAnalysis[]): ReportSummary["conflicts"] {
  const total = (name: ConflictClass): number =>
    analyses.reduce((sum, { conflictCounts }) => sum + conflictCounts[name], 0);
  return {
    storage: total("storage"),
    balance: total("balance"),
    nonce: total("nonce"),
    code: total("code"),
    sender: total("sender"),
  };
}

function runsOf(
  executions: readonly ScenarioExecution[],
): Omit<ReportSummary["executor"], "workers"> {
  const fallbacks: { scenario: string; reason: string }[] = [];
  const choices = new Map<string, number>();
  const concurrent = new Set<number>();
  let [incarnations, reexecutions] = [0, 0];
  for (const { scenario, parallel } of executions) {
    if (parallel.kind === "parallel") {
      incarnations += parallel.executions;
      reexecutions += parallel.reexecutions;
      for (const { id } of scenario.transactions) concurrent.add(id);
    } else if (parallel.kind === "sequential" && parallel.cause === "failure") {
      fallbacks.push({ scenario: scenario.id, reason: parallel.reason });
    } else if (parallel.kind === "sequential" && parallel.cause === "choice") {
      choices.set(parallel.reason, (choices.get(parallel.reason) ?? 0) + 1);
    }
  }
  return {
    concurrent: concurrent.size,
    executions: incarnations,
    reexecutions,
    choices: [...choices]
      .map(([reason, scenarios]) => ({ reason, scenarios }))
      .sort((a, b) => b.scenarios - a.scenarios || (a.reason < b.reason ? -1 : 1)),
    fallbacks,
  };
}
