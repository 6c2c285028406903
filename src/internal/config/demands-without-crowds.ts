/**
 * The demands of budgets that only crowds can answer, where crowds are off: the index of the budget, and the demand.
 * Of a section of the config as the user has it, so that it may be anything.
 */
export function demandsWithoutCrowds(section: unknown): (readonly [number, string])[] {
  if (!isObject(section) || section.crowds !== false) return [];
  const budgets: readonly unknown[] = Array.isArray(section.budgets) ? section.budgets : [];
  return budgets.flatMap((budget, index) => {
    if (!isObject(budget)) return [];
    const isOfSuite = budget.contract === undefined && budget.function === undefined;
    return [...ALWAYS, ...(isOfSuite ? [] : BELOW_SUITE)].flatMap((demand) =>
      budget[demand] === undefined ? [] : [[index, demand] as const],
    );
  });
}

const ALWAYS = ["orderDependent"];
/** The suite is judged by its own scenarios, its parts by their crowds. */
const BELOW_SUITE = ["minSpeedup", "maxConflicting"];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
