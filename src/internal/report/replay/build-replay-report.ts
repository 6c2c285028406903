import type { ConflictClass, Speedup } from "../../model/conflict.ts";
import type {
  ParallelTimes,
  ReplayBlock,
  ReplayedFile,
  ReplayReport,
  ReplaySummary,
} from "../../model/replay.ts";

export interface ReplayToBuild {
  readonly threads: number;
  readonly files: readonly ReplayedFile[];
  /** Over all blocks that matched. */
  readonly speedup: Speedup;
  readonly notes: readonly string[];
}

/** The only maker of the replay report; what is printed and what is written both come from it. */
export function buildReplayReport({ threads, files, speedup, notes }: ReplayToBuild): ReplayReport {
  const blocks = files.flatMap(({ block }) => block ?? []);
  const matched = blocks.filter((block) => block.matched);
  return {
    schemaVersion: 1,
    threads,
    blocks,
    summary: {
      files: files.length,
      blocks: blocks.length,
      matched: matched.length,
      ...sumsOf(matched),
      speedup,
      ...timesOf(matched),
    },
    errors: files.flatMap(({ error }) => error ?? []),
    notes: [...new Set(notes)],
  };
}

function sumsOf(
  blocks: readonly ReplayBlock[],
): Pick<ReplaySummary, "transactions" | "gasUsed" | "reexecutions" | "conflicts"> {
  const conflictsOf = (name: ConflictClass): number =>
    sum(blocks, ({ conflicts }) => conflicts[name]);
  return {
    transactions: sum(blocks, ({ transactions }) => transactions),
    gasUsed: sum(blocks, ({ gasUsed }) => gasUsed),
    reexecutions: sum(blocks, ({ reexecutions }) => reexecutions ?? 0),
    conflicts: {
      storage: conflictsOf("storage"),
      balance: conflictsOf("balance"),
      nonce: conflictsOf("nonce"),
      code: conflictsOf("code"),
      sender: conflictsOf("sender"),
    },
  };
}

function timesOf(blocks: readonly ReplayBlock[]): Pick<ReplaySummary, "ms" | "measured"> {
  const all = blocks.filter(isTimed).map(({ ms }) => ms);
  if (all.length === 0) return { ms: null, measured: 0 };
  const total = (time: (ms: ParallelTimes) => number): number =>
    Math.round(sum(all, time) * 1000) / 1000;
  return {
    ms: {
      stock: all.every(({ stock }) => stock !== null) ? total(({ stock }) => stock ?? 0) : null,
      sequential: total(({ sequential }) => sequential),
      parallel: total(({ parallel }) => parallel),
      hybrid: total(({ hybrid }) => hybrid),
    },
    measured: all.length,
  };
}

type TimedBlock = ReplayBlock & { readonly ms: ParallelTimes };

/** Was measured, in parallel too. */
export function isTimed(block: ReplayBlock): block is TimedBlock {
  return typeof block.ms?.parallel === "number" && typeof block.ms.hybrid === "number";
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
