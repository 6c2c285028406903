import type { Dependency } from "../../src/internal/primitives/schedule/dependency-graph.ts";

/** All pairs that one reaches the other of, as text. */
export function reachable(dependencies: readonly Dependency[]): readonly string[] {
  const after = new Map<number, Set<number>>();
  for (const { earlier, later } of [...dependencies].sort((a, b) => b.earlier - a.earlier)) {
    const all = after.get(earlier) ?? new Set();
    for (const one of [later, ...(after.get(later) ?? [])]) all.add(one);
    after.set(earlier, all);
  }
  return [...after].flatMap(([from, to]) => [...to].map((one) => `${from}-${one}`)).sort();
}
