import type { ScenarioAnalysis } from "../model/analysis.ts";

/** Crowds have a part of the report of their own: their hotspots count with the others', they themselves do not. */
export function isCrowd({ execution }: ScenarioAnalysis): boolean {
  return execution.scenario.kind === "crowd";
}
