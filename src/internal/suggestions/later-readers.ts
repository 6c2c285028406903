import type { CodeFunction, ContractCode } from "./code/contract-code.ts";
import { isAmong } from "./code/entry-label.ts";
import { isOtherPhase } from "./code/phases.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { isSum, otherUsesOf } from "./code/scalar.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";

/**
 * Functions that change the state and do with a number what is no sum: read it, or set it. Undefined where one of
 * them may come between those that sum.
 */
export function laterReaders(
  code: ContractCode,
  uses: readonly Use[],
): readonly CodeFunction[] | undefined {
  const entriesOf = (some: readonly Use[]) => [
    ...new Set(some.flatMap((use) => changingEntriesTo(code, use.function))),
  ];
  const others = otherUsesOf(uses);
  const readers = entriesOf(others);
  if (readers.length === 0) return readers;
  if (others.some(({ kind }) => kind !== "read")) return undefined;
  const adding = entriesOf(uses.filter(isSum));
  const isLater = readers.every((one) => !adding.includes(one) && isOtherPhase(code, one, adding));
  return isLater ? readers : undefined;
}

/** What was seen of the number while it changes. */
export function before(subject: Subject, later: readonly CodeFunction[]): Subject {
  if (later.length === 0) return subject;
  const isBefore = (label: string) => !isAmong(later, label);
  return {
    ...subject,
    accumulators: subject.accumulators.filter((one) => isBefore(one.function)),
    orders: subject.orders.filter(({ a, b }) => isBefore(a) && isBefore(b)),
  };
}
