import type { RunAnalysis, ScenarioAnalysis, TransactionNames } from "../model/analysis.ts";
import { isCrowd } from "../report/is-crowd.ts";

/**
 * The groups with an entry that different senders of one of the suite's scenarios name by the same argument of the
 * same function, as two who give to one cause. Not so where one's recipient is another one's sender, or whom the
 * owner has minted to.
 */
export function namedAlike({
  analyses,
  otherEngines,
  groupOf,
  names,
}: Pick<RunAnalysis, "analyses" | "otherEngines" | "groupOf"> & {
  readonly names: TransactionNames;
}): ReadonlySet<string> {
  const found = new Set<string>();
  for (const run of [analyses, ...otherEngines.map((one) => one.analyses)]) {
    for (const [scenario, analysis] of run.entries()) {
      if (isCrowd(analysis)) continue;
      for (const place of analysis.contended) {
        const group = groupOf(scenario, place.location);
        if (!found.has(group) && isNamedAlike(scenario, analysis, place, names)) found.add(group);
      }
    }
  }
  return found;
}

function isNamedAlike(
  scenario: number,
  { execution }: ScenarioAnalysis,
  { location, earlier, later }: ScenarioAnalysis["contended"][number],
  names: TransactionNames,
): boolean {
  const sendersOf = new Map<string, string>();
  for (const index of new Set([...earlier, ...later])) {
    const sender = execution.scenario.transactions[index]?.fields.from;
    const { name } = names.access(scenario, index, location);
    if (sender === undefined || name.kind === "raw") continue;
    for (const { path } of name.fields) {
      if (!path.includes("[arg:")) continue;
      const call = names.call(scenario, index);
      const argument = `${call.contract ?? ""} ${call.function ?? ""} ${path}`;
      const known = sendersOf.get(argument);
      if (known !== undefined && known !== sender) return true;
      sendersOf.set(argument, sender);
    }
  }
  return false;
}
