import { type EntryChange, entryChangesOf } from "./code/changes.ts";
import type { CodeFunction } from "./code/contract-code.ts";
import { keysOf } from "./code/entry-keys.ts";
import { labelsOf } from "./code/entry-label.ts";
import { isGivenBackByTaker } from "./code/given-back.ts";
import { isOfOneAccount } from "./code/of-one-account.ts";
import { changingEntriesTo } from "./code/reach.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";

/** Who makes a number in an entry more or less, as the code has it. */
export interface EntryChanges {
  /** By callers who are many for one entry. */
  readonly puts: readonly EntryChange[];
  /** By its one account, or into each caller's own. */
  readonly putsOfOne: readonly EntryChange[];
  readonly takes: readonly EntryChange[];
  /** One account does this: that of the entry or of all, or the only one of those with a role that was seen to. */
  readonly takesOfOne: readonly EntryChange[];
  /** How reports name the functions of these that nobody else calls. */
  readonly functionsOfOne: readonly string[];
  /** Those that take and that only some accounts can call: those with a role, or on a list. */
  readonly functionsOfSome: readonly string[];
  /** Who takes has put in as much, as the code shows. */
  readonly isOwnTaken: boolean;
}

/** Of `field`: `pools.total`. */
export function entryChangesBy(subject: Subject, field: string): EntryChanges {
  const { code, variable, notForUsers, admissions } = subject;
  const all = entryChangesOf(code).filter(
    ({ variable: { node }, name, use }) =>
      node.id === variable?.node.id && name === field && use.function.kind !== "constructor",
  );
  const isOfSome = (use: Use, entry: CodeFunction) =>
    labelsOf(code, [entry]).every((label) => notForUsers.has(label)) &&
    !isOfOneAccount(code, use, entry);
  // Several who have a role are many, as many as there are.
  const isOfSeveral = (entry: CodeFunction) =>
    labelsOf(code, [entry]).some((label) => (admissions.get(label)?.senders ?? 1) > 1);
  const isOfOne = (use: Use, entry: CodeFunction) =>
    isOfOneAccount(code, use, entry) || (isOfSome(use, entry) && !isOfSeveral(entry));
  const entriesOf = ({ use }: EntryChange) => changingEntriesTo(code, use.function);
  const isByMany = (one: EntryChange) =>
    keysOf(code, one.use).every((origins) => origins.some(({ kind }) => kind === "other")) &&
    // Of what is called by way of an interface or what is overridden, nobody knows here who comes there.
    (entriesOf(one).length === 0 || entriesOf(one).some((entry) => !isOfOne(one.use, entry)));
  const isByOne = (one: EntryChange) =>
    entriesOf(one).length > 0 && entriesOf(one).every((entry) => isOfOne(one.use, entry));
  const puts = all.filter((one) => one.kind === "add" && isByMany(one));
  const putsOfOne = all.filter((one) => one.kind === "add" && !isByMany(one));
  const takes = all.filter((one) => one.kind === "subtract" && isByMany(one));
  const takesOfOne = all.filter((one) => one.kind === "subtract" && isByOne(one));
  const others = new Set(labelsOf(code, [...puts, ...takes].flatMap(entriesOf)));
  const functionsOfOne = labelsOf(code, takesOfOne.flatMap(entriesOf)).filter(
    (label) => !others.has(label),
  );
  const functionsOfSome = labelsOf(
    code,
    [...takes, ...takesOfOne].flatMap((one) =>
      entriesOf(one).filter((entry) => isOfSome(one.use, entry)),
    ),
  );
  const isOwnTaken =
    takes.length > 0 &&
    puts.length > 0 &&
    puts.every((put) => isGivenBackByTaker(code, put, takes));
  return { puts, putsOfOne, takes, takesOfOne, functionsOfOne, functionsOfSome, isOwnTaken };
}
