import { changingReaders } from "./code/changing-readers.ts";
import type { StateVariable } from "./code/contract-code.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { type Use, usesOf } from "./code/uses.ts";
import { flowsInto } from "./evidence.ts";
import { isStepped, movedValue, usesAt } from "./moved-value.ts";
import { readersOf } from "./readers.ts";
import type { Subject } from "./rule.ts";
import { sharedListOf } from "./shared-list.ts";

/** Entries that calls of users add one after another, and that no call reads. */
export interface History {
  /** The array, or the mapping. */
  readonly entries: StateVariable;
  /** Of a mapping: the running number. */
  readonly counter: StateVariable | undefined;
  /** `Shop.order`: functions of users that add entries. */
  readonly movers: readonly string[];
  /** The experiments saw that nothing but the place of entries depends on how many there are; undefined where there were none. */
  readonly isSeen: boolean | undefined;
}

/** Of a hotspot that is an array's length, or a number under which entries of a mapping are stored. */
export function historyOf(subject: Subject): History | undefined {
  // No code compares it, so that who fails does so at the compiler's own bound, of 2 ** 64 entries or of the type.
  const own = ["storage", "status"];
  const isElsewhere = flowsInto(subject).some((into) => !own.includes(into));
  return isElsewhere ? undefined : (listOf(subject) ?? numberedOf(subject));
}

function listOf(subject: Subject): History | undefined {
  const { variable, project, code } = subject;
  const list = sharedListOf(subject);
  if (variable === undefined || list?.name !== variable.name) return undefined;
  const others = list.uses.filter(({ kind }) => kind !== "push");
  if (list.changes.some(({ kind }) => kind === "pop")) return undefined;
  if (changingReaders(project, code, variable, others).length > 0) return undefined;
  if (readersOf(subject, variable, others).seen.length > 0) return undefined;
  const { movers, isSeenToFlow } = list;
  return { entries: variable, counter: undefined, movers, isSeen: isSeenToFlow };
}

function numberedOf(subject: Subject): History | undefined {
  const { variable, project, code } = subject;
  const moved = movedValue(subject);
  if (variable === undefined || moved === undefined || !isStepped(moved)) return undefined;
  const { sinks, returns, values, changes, movers, isSeenToFlow } = moved;
  const [first] = sinks;
  const isKeyOnly = sinks.every(
    ({ kind, hash, isModulo, variable: of }) =>
      kind === "key" && !hash && !isModulo && of === first?.variable,
  );
  const entries = code.variables.find(({ node }) => node.id === first?.variable);
  if (entries === undefined || !isKeyOnly || returns.some(({ hash }) => hash)) return undefined;
  if (!/^mapping\(uint\d*[^=]*=> (?!mapping)/.test(entries.type)) return undefined;
  const isCounted = (use: Use) => changes.includes(use) || values.includes(use);
  const counted = usesAt(subject).filter((use) => !isCounted(use));
  const entered = usesOf(code, entries);
  const read = entered.filter(
    (use) => use.kind !== "assign" || changingEntriesTo(code, use.function).length === 0,
  );
  const readers = [
    ...changingReaders(project, code, variable, counted),
    ...changingReaders(project, code, entries, read),
  ];
  if (readersOf(subject, variable, counted).seen.length > 0) return undefined;
  if (readers.length > 0 || read.length === entered.length) return undefined;
  return { entries, counter: variable, movers, isSeen: isSeenToFlow };
}
