import type { ScenarioExecution, Verification } from "../model/execution.ts";
import type { VerifiedTransaction } from "../model/report-input.ts";
import type { BuiltScenarios } from "../scenarios/build-scenarios.ts";

const SEVERITY: readonly Verification["kind"][] = ["matched", "skipped", "mismatched"];

/** Every recorded transaction once, with the worst that any scenario that holds it found. */
export function verifyTransactions(
  built: BuiltScenarios,
  executions: readonly ScenarioExecution[],
): VerifiedTransaction[] {
  const verified = new Map<number, VerifiedTransaction>();
  for (const { id, hash, title, setup, reason } of built.unrunnable) {
    const verification: Verification = { kind: "skipped", cause: "unsupported", reason };
    verified.set(id, { hash, title, setup, verification });
  }
  for (const { scenario, transactions } of executions) {
    for (const [i, { id, hash }] of scenario.transactions.entries()) {
      const verification = transactions[i]?.verification;
      const known = verified.get(id);
      if (verification === undefined || isWorse(known?.verification, verification)) continue;
      const setup = scenario.kind === "setup" && known?.setup !== false;
      verified.set(id, { hash, title: scenario.title, setup, verification });
    }
  }
  return [...verified].sort(([a], [b]) => a - b).map(([, transaction]) => transaction);
}

/** Whether what is known already is as bad as, or worse than, what is found now. */
function isWorse(known: Verification | undefined, found: Verification): boolean {
  return known !== undefined && SEVERITY.indexOf(known.kind) >= SEVERITY.indexOf(found.kind);
}
