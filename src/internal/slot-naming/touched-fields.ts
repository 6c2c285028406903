import type { AccessSite } from "../model/access-set.ts";
import { contains, sameRange, type Range } from "../model/solidity/ast-node.ts";
import { codeIndexOf, type CodeIndex } from "./code-index.ts";
import type { StorageField } from "./fields-at.ts";
import type { SourcePosition } from "./source-position.ts";

/**
 * Which fields of a packed slot a transaction meant. An SLOAD reads the whole slot, and a write to
 * one field reads and rewrites the others; so a write tells by the bytes that it changed, and
 * anything else by the names in the source. Where neither is known, all fields are taken.
 */
export function touchedFields(
  fields: readonly StorageField[],
  sites: readonly { readonly site: AccessSite; readonly place: SourcePosition | undefined }[],
): readonly StorageField[] {
  if (fields.length < 2) return fields;
  const touched = new Set<StorageField>();
  for (const { site, place } of sites) {
    const changed = changedFields(fields, site);
    const known = changed.length > 0 ? changed : mentionedFields(fields, place);
    for (const field of known) touched.add(field);
  }
  return touched.size === 0 ? fields : fields.filter((field) => touched.has(field));
}

/** The fields of a packed slot whose bytes a transaction changed. */
export function writtenFields(
  fields: readonly StorageField[],
  sites: readonly AccessSite[],
): ReadonlySet<StorageField> {
  if (fields.length < 2) return new Set();
  return new Set(sites.flatMap((site) => changedFields(fields, site)));
}

function changedFields(fields: readonly StorageField[], site: AccessSite): readonly StorageField[] {
  if (site.kind !== "write") return [];
  const changed = site.before ^ site.after;
  return fields.filter(
    ({ offset, size }) => BigInt.asUintN(size * 8, changed >> BigInt(offset * 8)) !== 0n,
  );
}

function mentionedFields(
  fields: readonly StorageField[],
  place: SourcePosition | undefined,
): readonly StorageField[] {
  if (place === undefined) return [];
  const index = codeIndexOf(place.source);
  const mentioned = declarationsAt(index, place.range, new Set(fields.map(idOf)));
  return fields.filter((field) => mentioned.has(idOf(field)));
}

/** Of an assignment the target only: what its value reads has instructions and ranges of its own. */
function declarationsAt(
  index: CodeIndex,
  range: Range,
  wanted: ReadonlySet<number | undefined>,
): ReadonlySet<number | undefined> {
  const assignment = index.assignments.find((one) => sameRange(one.range, range));
  const within = assignment?.target ?? range;
  const references = index.references.filter(({ declaration }) => wanted.has(declaration));
  const inside = references.filter((reference) => contains(within, reference.range));
  if (inside.length > 0) return new Set(inside.map(({ declaration }) => declaration));
  // The other way round: the access is a part of `accounts[i].debt`.
  const around = references.filter(
    (reference) => reference.range.start === within.start && contains(reference.range, within),
  );
  return new Set(around.map(({ declaration }) => declaration));
}

function idOf(field: StorageField): number | undefined {
  return field.declarationId;
}
