import { allIn } from "./code/all-in.ts";
import { changeOf, lastChangeOf } from "./code/changes.ts";
import { CodeIndex } from "./code/code-index.ts";
import { keysOf } from "./code/entry-keys.ts";
import { fieldNameOf, nameOfUse } from "./code/fields.ts";
import { isValueUsed } from "./code/position.ts";
import { type IsHarmless, isOfBound, isRunBy, isUsedBeside } from "./code/used-beside.ts";
import { placeOfUse, type Use } from "./code/uses.ts";
import { isReadByCallers } from "./read-by-callers.ts";
import type { Subject } from "./rule.ts";
import { movingEntries } from "./used-length.ts";

/**
 * Calls that draw on a quota do something with the number beside that, or others that call them in the same
 * transaction: a price by tiers, something for the first ones, a fee by how much is gone. They may ask whether it has
 * come to the one bound, which is dealt out, and all else is such a use. `uses`: of the number.
 */
export function isQuotaUsedElse(
  subject: Subject,
  { uses, isEntry }: { readonly uses: readonly Use[]; readonly isEntry: boolean },
): boolean {
  const { code, variable, hotspot } = subject;
  if (variable === undefined) return true;
  const entries = movingEntries(subject, uses);
  const taken = uses.filter(
    (use) =>
      isRunBy(code, entries, use.function) &&
      (use.kind === "read" || changeOf(code, use) === undefined || isValueUsed(use)) &&
      !isOfCaller(use),
  );
  if (taken.some(({ kind }) => !KNOWN.includes(kind))) return true;
  if (isEntry && subject.uses.some((use) => isWhole(use) && isRunBy(code, entries, use.function))) {
    return true;
  }
  if (isReadByCallers(subject, variable)) return true;
  const isBound = isOfBound(code, uses, entries);
  const index = CodeIndex.of(code);
  const changes = uses.flatMap((use) => lastChangeOf(code, use) ?? []);
  const isPutBack: IsHarmless = ({ kind, node }, reached) => {
    const holder = index.parentOf(node);
    const change = changes.find(({ use }) => use.operation.id === holder?.id);
    const amount = change?.amount === undefined ? [] : allIn(change.amount);
    return kind === "storage" && change !== undefined && !amount.some(({ id }) => reached.has(id));
  };
  const moved = { values: taken.map(placeOfUse), entries };
  return isUsedBeside(code, moved, (sink, reached) => isBound(sink) || isPutBack(sink, reached));

  /** What an account has had is no number of all. */
  function isOfCaller(use: Use): boolean {
    return keysOf(code, use).some(
      (origins) => origins.length > 0 && origins.every(({ kind }) => kind === "sender"),
    );
  }

  /** The struct that holds it is copied or handed on. */
  function isWhole(use: Use): boolean {
    const field = variable === undefined ? "" : fieldNameOf(hotspot.path, variable.name);
    const name = variable === undefined ? "" : nameOfUse(variable, use);
    return field.startsWith(`${name}.`) && ["read", "call", "assembly"].includes(use.kind);
  }
}

/** What a use of one of these does with the value can be followed. */
const KNOWN: readonly Use["kind"][] = ["read", "add", "subtract", "delete", "assign"];
