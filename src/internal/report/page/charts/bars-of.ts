import { remainingPaths } from "../../../primitives/schedule/critical-path.ts";
import type { Schedule } from "../../../primitives/schedule/list-schedule.ts";
import { figure } from "../../texts/figures.ts";
import { graphOf, lastAwaited, type Drawable } from "../schedules.ts";
import type { Bar } from "./gantt-option.ts";

/** The bars of a modelled schedule: what runs, and what threads wait for in between. */
export function barsOfSchedule(drawable: Drawable, schedule: Schedule, without?: number): Bar[] {
  const { gas } = drawable.schedule;
  const critical = criticalChain(drawable, without);
  const awaited = lastAwaited(drawable.schedule, schedule, without);
  const why = (index: number) => {
    const wait = awaited.get(index);
    if (wait === undefined) return [];
    return [`waits for #${wait.earlier} (${reason(drawable, wait.hotspot)})`];
  };
  const runs = schedule.assignments.map(({ thread, start }, index): Bar => {
    const kind = critical.has(index) ? "critical" : "run";
    const amount = `${figure(gas[index] ?? 0)} gas, from ${figure(start)}`;
    const label = `#${index} ${drawable.calls[index] ?? ""}`;
    return {
      thread,
      start,
      end: start + (gas[index] ?? 0),
      kind,
      label,
      details: [amount, ...why(index)],
    };
  });
  return [...runs, ...gapsOf(runs, why)];
}

/** The longest chain of transactions that wait for each other. */
export function criticalChain(drawable: Drawable, without?: number): ReadonlySet<number> {
  const graph = graphOf(drawable.schedule, without);
  const paths = remainingPaths(graph);
  const longest = (candidates: readonly number[]) =>
    candidates.reduce<number | undefined>(
      (best, one) => (best === undefined || (paths[one] ?? 0) > (paths[best] ?? 0) ? one : best),
      undefined,
    );
  const chain = new Set<number>();
  let next = longest([...graph.weights.keys()].filter((index) => graph.waitsFor[index] === 0));
  while (next !== undefined) {
    chain.add(next);
    next = longest(graph.successors[next] ?? []);
  }
  // By itself, nothing waits for anything.
  return chain.size > 1 ? chain : new Set();
}

function gapsOf(runs: readonly Bar[], why: (index: number) => readonly string[]): Bar[] {
  const freeFrom = new Map<number, number>();
  return [...runs.entries()]
    .sort(([, a], [, b]) => a.start - b.start)
    .flatMap(([index, { thread, start, end }]): Bar[] => {
      const from = freeFrom.get(thread) ?? 0;
      freeFrom.set(thread, end);
      if (start <= from) return [];
      const details = [`${figure(start - from)} gas`, `#${index} ${why(index).join(", ")}`];
      return [{ thread, start: from, end: start, kind: "wait", label: "idle", details }];
    });
}

/** How Block-STM ran it: what was repeated, and what counted. Undefined where that was not tried. */
export function barsOfExecution({ schedule, calls }: Drawable): Bar[] | undefined {
  const { execution } = schedule;
  if (execution === null) return undefined;
  const last = new Map(execution.runs.map(([, transaction], index) => [transaction, index]));
  return execution.runs.map(([thread, transaction, start, end], index) => {
    const counts = last.get(transaction) === index;
    return {
      thread,
      start,
      end,
      kind: counts ? "run" : "repeat",
      label: `#${transaction} ${calls[transaction] ?? ""}`,
      details: [
        `${figure(end - start)} gas, from ${figure(start)}`,
        counts ? "this run counts" : "in vain: it read what others changed, and ran again",
      ],
    };
  });
}

function reason({ hotspots }: Drawable, hotspot: number | null): string {
  if (hotspot === null) return "same sender";
  return hotspots[hotspot]?.title ?? "another location";
}
