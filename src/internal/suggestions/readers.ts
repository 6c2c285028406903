import type { StateVariable } from "./code/contract-code.ts";
import { inheritingReaders } from "./code/inheriting-readers.ts";
import { outsideReaders } from "./code/outside-readers.ts";
import { isNumber } from "./code/scalar.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";
import { doing, labelOfReader, listed, shortNameOf, withoutParameters } from "./users.ts";

/** Functions by which transactions read a variable: `Toll.pay`, sorted. From outside of its contract, but for later ones. */
export interface Readers {
  /** Transactions of the suite did. */
  readonly seen: readonly string[];
  /** The code may, and was not seen to. */
  readonly possible: readonly string[];
  /** The contract's own ones, which come when nobody changes it any more. */
  readonly later: readonly string[];
}

/** Who gets at what these uses read by a call of the getter or of a view. */
export function readersOf(
  subject: Subject,
  variable: StateVariable,
  reads: readonly Use[],
  later: readonly string[] = [],
): Readers {
  const { project, code } = subject;
  const seen = readersSeen(subject, variable, reads);
  const coded = [
    ...outsideReaders(project, code, variable, reads),
    ...(isNumber(variable) ? inheritingReaders(project, code, variable) : []),
  ].map(labelOfReader);
  const isSeen = (name: string) => seen.some((one) => withoutParameters(one) === name);
  return { seen, possible: [...new Set(coded)].filter((name) => !isSeen(name)).sort(), later };
}

export function isRead({ seen, possible }: Readers): boolean {
  return seen.length + possible.length > 0;
}

/** To follow on who changes the number; it is one that will be in parts. */
export function describeReaders({ seen, possible, later }: Readers): string {
  const after =
    later.length === 0
      ? ""
      : `. ${doing(later, "reads it", "read it")} when that is over, and would read all parts`;
  const parts = [
    ...(seen.length > 0 ? [doing(seen, "reads it", "read it")] : []),
    ...(possible.length > 0 ? [`${listed(possible)} may read it`] : []),
  ];
  if (parts.length === 0) {
    return after === "" ? ", and no transaction reads it." : `${after}.`;
  }
  return `${after}. ${parts.join(", and ")}: such a call would meet all parts.`;
}

/** Functions of other contracts that do not change it, where a getter or a view was seen to read it. */
function readersSeen(
  { hotspot, code, accumulators }: Subject,
  variable: StateVariable,
  reads: readonly Use[],
): readonly string[] {
  const views = reads.map((use) => use.function).filter(({ isView }) => isView);
  const getters = new Set([variable, ...views].map(({ contract, name }) => `${contract}.${name}`));
  const isAsked = hotspot.accesses.some(
    (one) =>
      one.kind === "read" && one.function !== null && getters.has(withoutParameters(one.function)),
  );
  if (!isAsked) return [];
  const own = `${shortNameOf(code)}.`;
  const isChanging = (name: string) =>
    accumulators.some((one) => one.function === name && !READING.includes(one.verdict));
  return hotspot.functions.filter((name) => !name.startsWith(own) && !isChanging(name));
}

const READING: readonly Subject["accumulators"][number]["verdict"][] = ["read-only", "not-written"];
