import type { OrderFinding, OrderQuestion } from "../model/experiment.ts";
import type { NamedFunction } from "../model/report-input.ts";
import type { AnalysedScenarios } from "./analysed-scenarios.ts";

/** The two functions of each question that was not answered. */
export function ordersLeftOut(
  questions: readonly OrderQuestion[],
  findings: readonly OrderFinding[],
  scenarios: AnalysedScenarios,
): NamedFunction[][] {
  const answered = new Set(findings.map(({ question }) => question));
  return questions
    .filter((question) => !answered.has(question))
    .map(({ scenario, earlier, later }) => {
      const index = scenarios.indexOf(scenario);
      return [earlier, later].map((transaction) => ({
        contract: scenarios.contractCalled(index, transaction),
        function: scenarios.call(index, transaction),
      }));
    });
}
