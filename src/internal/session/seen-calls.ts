import type { ScenarioExecution } from "../model/execution.ts";
import type { SeenCall } from "../model/report-input.ts";
import type { Namer } from "../slot-naming/create-namer.ts";

/** Which contracts called which in these executions, each once. */
export function seenCalls(
  executions: readonly ScenarioExecution[],
  namer: Pick<Namer, "callsIn">,
): readonly SeenCall[] {
  const seen = new Map<string, SeenCall>();
  for (const { codes, transactions } of executions) {
    for (const { result } of transactions) {
      if (result === undefined) continue;
      for (const call of namer.callsIn({ attribution: result.attribution, codes })) {
        seen.set(`${call.by} ${call.of} ${call.selector}`, call);
      }
    }
  }
  return [...seen.values()];
}
