/**
 * For each of several sets, the index of the other one that has most in common with it; ties go to
 * the lower index, null when it has nothing in common with any. Linear in pairs of sets that meet.
 */
export function sharingMost(sets: readonly ReadonlySet<string>[]): readonly (number | null)[] {
  const holders = new Map<string, number[]>();
  for (const [index, set] of sets.entries()) {
    for (const item of set) holders.set(item, [...(holders.get(item) ?? []), index]);
  }
  return sets.map((set, index) => {
    const common = new Map<number, number>();
    for (const item of set) {
      for (const other of holders.get(item) ?? []) common.set(other, (common.get(other) ?? 0) + 1);
    }
    common.delete(index);
    const [most] = [...common].sort(([a, m], [b, n]) => n - m || a - b);
    return most?.[0] ?? null;
  });
}
