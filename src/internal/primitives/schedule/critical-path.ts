import type { DependencyGraph } from "./dependency-graph.ts";

/** Gas of the longest chain of transactions that wait for each other: no number of threads beats it. */
export function criticalPath(graph: DependencyGraph): number {
  return remainingPaths(graph).reduce((longest, path) => Math.max(longest, path), 0);
}

/** For each transaction, the gas of the longest chain that starts with it. */
export function remainingPaths({ weights, successors }: DependencyGraph): readonly number[] {
  const paths: number[] = weights.map(() => 0);
  for (let index = weights.length - 1; index >= 0; index--) {
    let longest = 0;
    for (const successor of successors[index] ?? [])
      longest = Math.max(longest, paths[successor] ?? 0);
    paths[index] = (weights[index] ?? 0) + longest;
  }
  return paths;
}
