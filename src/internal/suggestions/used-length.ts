import { endsLoop } from "./code/asked-of-ids.ts";
import type { CodeFunction } from "./code/contract-code.ts";
import { isSum } from "./code/scalar.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { type IsHarmless, isOfBound, isUsedBeside } from "./code/used-beside.ts";
import { placeOfUse, type Use } from "./code/uses.ts";
import { type AskedOfQuota, askedOfQuota } from "./asked-of-quota.ts";
import { type Draw, drawIn } from "./draw.ts";
import { partsOfQuota } from "./quota-parts.ts";
import { areReadByCallers } from "./read-by-callers.ts";
import type { Subject } from "./rule.ts";
import { isForUsers } from "./users.ts";

/**
 * What calls that push, pop, add or remove do with the length, beside that.
 * - `nothing`: what they do with it they do with that of a part as well.
 * - `bound`: they fail where it comes to a bound, which can be dealt out.
 * - `else`: something that hangs on the length of all, or nobody knows what.
 */
export type UsedLength =
  | { readonly kind: "nothing" | "else" }
  | {
      readonly kind: "bound";
      readonly draw: Draw;
      readonly parts: number;
      readonly asked: AskedOfQuota;
    };

export interface CountedList {
  /** As one writes it: `players`. */
  readonly name: string;
  /** As if its length were a number. */
  readonly counts: readonly Use[];
  /** Functions of users that change it, as reports name them. */
  readonly movers: readonly string[];
}

/** Functions of users by which a number or a length is changed. */
export function movingEntries(
  subject: Pick<Subject, "code" | "notForUsers">,
  uses: readonly Use[],
): readonly CodeFunction[] {
  const all = uses.filter(isSum).flatMap((use) => changingEntriesTo(subject.code, use.function));
  return [...new Set(all)].filter((one) => isForUsers(subject, one));
}

export function usedLength(
  subject: Subject,
  { name, counts, movers }: CountedList,
  isHarmless: IsHarmless,
): UsedLength {
  const { code, notForUsers, shards } = subject;
  const reads = counts.filter(({ kind }) => kind === "read");
  if (areReadByCallers(subject, reads)) return { kind: "else" };
  const moved = { values: reads.map(placeOfUse), entries: movingEntries(subject, counts) };
  if (!isUsedBeside(code, moved, isHarmless)) return { kind: "nothing" };
  const filling = counts.filter(({ kind }) => kind !== "subtract");
  const isBound = isOfBound(code, filling, moved.entries);
  const isKept: IsHarmless = (sink, reached) => isHarmless(sink, reached) || isBound(sink);
  if (isUsedBeside(code, moved, isKept)) return { kind: "else" };
  const isBegun = counts.some((use) => isSum(use) && use.function.kind === "constructor");
  const first = isBegun ? undefined : 0n;
  const draw = drawIn(code, filling, movers, { notForUsers, first });
  if (draw === undefined) return { kind: "else" };
  const parts = partsOfQuota(draw, shards);
  // Who goes through all of them does not ask how many there are.
  const asking = filling.filter((use) => use.kind !== "read" || !endsLoop(code, use.operation));
  const asked = askedOfQuota(code, { name: `${name}.length`, uses: asking }, draw, parts);
  return { kind: "bound", draw, parts, asked };
}
