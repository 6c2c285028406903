import type { ParallelRun } from "../model/parallel-run.ts";
import type { ReportConflict, ReportHotspot } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";

/** Places that a message lists; the rest are counted. */
const MOST_PLACES = 5;

type Place = Pick<ReportConflict, "contract" | "path" | "class">;

/** Those between different senders: one sender's transactions keep their order on every chain. */
export function conflictsOf({ conflicts }: ParallelRun): readonly ReportConflict[] {
  return conflicts.filter((conflict) => conflict.class !== "sender");
}

/** Where different senders meet beyond the listed pairs, which are the first ones of a large run. */
export function unlistedPlaces(run: ParallelRun): readonly ReportHotspot[] {
  if (run.conflictsOmitted === 0) return [];
  const listed = new Set(conflictsOf(run).map(({ contract, path }) => `${contract} ${path}`));
  return run.hotspots.filter(
    ({ contract, path, conflicts }) => conflicts > 0 && !listed.has(`${contract} ${path}`),
  );
}

/** `Counter.total` */
function placeOf({ contract, path, class: of }: Place): string {
  const where = path ?? of;
  return contract === null ? where : `${shortContract(contract)}.${where}`;
}

/** One line a place: `  Counter.total: 3 pairs, such as Counter.increment (0) and Counter.increment (1)` */
export function describeConflicts(
  run: ParallelRun,
  conflicts: readonly ReportConflict[],
  unlisted: readonly ReportHotspot[] = [],
): string {
  const byPlace = Map.groupBy(conflicts, placeOf);
  const lines = [...byPlace].map(([place, [first, ...others]]) => {
    const count = others.length + 1;
    const pairs = count === 1 ? "1 pair" : `${count} pairs, such as`;
    if (first === undefined) return place;
    const between = `${callOf(run, first.earlier)} and ${callOf(run, first.later)}`;
    return `  ${place}: ${pairs}${count === 1 ? "," : ""} ${between}`;
  });
  for (const place of unlisted) {
    const { conflicts: pairs } = place;
    lines.push(`  ${placeOf(place)}: ${pairs} ${pairs === 1 ? "pair" : "pairs"}`);
  }
  const more = lines.length - MOST_PLACES;
  return [
    ...lines.slice(0, MOST_PLACES),
    ...(more > 0 ? [`  and ${more} other places`] : []),
    ...(run.conflictsOmitted > 0
      ? [`  Only the first ${run.conflicts.length} pairs are listed.`]
      : []),
  ].join("\n");
}

/** `Counter.increment (0)`: the number is the place in the block. */
function callOf({ transactions }: ParallelRun, index: number): string {
  const { contract, function: called, to } = transactions[index] ?? {};
  const name = called ?? (to === null ? "a creation" : "a call");
  const whole =
    contract === null || contract === undefined ? name : `${shortContract(contract)}.${name}`;
  return `${whole} (${index})`;
}
