/** `later` cannot start before `earlier` has ended. Indices; `earlier` < `later`. */
export interface Dependency {
  readonly earlier: number;
  readonly later: number;
}

/**
 * The transactions of a scenario and which wait for which. Dependencies only lead from a lower index
 * to a higher one, so the order of the indices is a topological one and there is no cycle.
 */
export interface DependencyGraph {
  /** How long each transaction takes, in gas. */
  readonly weights: readonly number[];
  /** Transactions that wait for this one; one listed twice counts twice in `waitsFor` too. */
  readonly successors: readonly (readonly number[])[];
  /** How many entries of `successors` name this one. */
  readonly waitsFor: readonly number[];
}

/** Joins several lists of dependencies into one graph. */
export function dependencyGraph(
  weights: readonly number[],
  lists: readonly (readonly Dependency[])[],
): DependencyGraph {
  const successors = weights.map((): number[] => []);
  const waitsFor = weights.map(() => 0);
  for (const list of lists) {
    for (const { earlier, later } of list) {
      successors[earlier]?.push(later);
      waitsFor[later] = (waitsFor[later] ?? 0) + 1;
    }
  }
  return { weights, successors, waitsFor };
}
