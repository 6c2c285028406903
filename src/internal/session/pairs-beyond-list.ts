import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { Conflict } from "../model/conflict.ts";

type Meeting = Extract<Conflict, { kind: "location" }>;

/**
 * The conflicts of two transactions, whether listed or not: wherever the later one waits for the earlier one, without
 * going through others.
 */
export function conflictsOfTwo(
  { contended }: ScenarioAnalysis,
  earlier: number,
  later: number,
): readonly Meeting[] {
  return contended.flatMap(({ class: name, location, dependencies }): Meeting[] => {
    const waits = dependencies.some((one) => one.later === later && one.earlier === earlier);
    return waits ? [{ kind: "location", earlier, later, class: name, location }] : [];
  });
}

/**
 * The analysis with more conflicts listed, if the list of them is cut: of the transactions behind it whom each waits
 * for. So what two calls come to together is asked of them as well.
 */
export function withPairsBeyondList(analysis: ScenarioAnalysis): ScenarioAnalysis {
  const { conflicts, conflictCounts, contended } = analysis;
  const all = Object.values(conflictCounts).reduce((sum, count) => sum + count, 0);
  if (conflicts.length >= all) return analysis;
  // Of the last one that is listed there may be more.
  const last = conflicts.at(-1)?.later ?? -1;
  const listed = conflicts.filter(({ later }) => later < last);
  const beyond = contended.flatMap(({ class: name, location, dependencies }) =>
    dependencies.flatMap(({ earlier, later }): Meeting[] =>
      later < last ? [] : [{ kind: "location", earlier, later, class: name, location }],
    ),
  );
  return { ...analysis, conflicts: [...listed, ...beyond.sort(byPlace)] };
}

function byPlace(a: Meeting, b: Meeting): number {
  return a.later - b.later || a.earlier - b.earlier || (a.location < b.location ? -1 : 1);
}
