import { withoutKeys } from "../../model/path-keys.ts";
import type { StorageEntry } from "../../model/contract.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { changingEntriesTo } from "./reach.ts";
import { type Use, usesOf } from "./uses.ts";

/** A field of a slot that holds several: a variable, or a member of a struct. */
export interface PackedField {
  /** As the report has it: `paused`, `light.colour`, `pools[7].open`. */
  readonly path: string;
  readonly variable: StateVariable;
  /** Members from the variable down, without keys. */
  readonly members: readonly string[];
  /** In the slot, from the right; undefined for members. */
  readonly bytes: { readonly offset: number; readonly size: number } | undefined;
}

/** Undefined where one of them is of no variable of the contract. */
export function packedFields(
  code: ContractCode,
  packed: readonly string[],
): readonly PackedField[] | undefined {
  const fields = packed.map((path): PackedField | undefined => {
    const [name = "", ...inner] = withoutKeys(path, "").split(".");
    const ofBase = code.variable(`${name}.${inner[0] ?? ""}`);
    const variable = ofBase ?? code.variable(name);
    const members = ofBase === undefined ? inner : inner.slice(1);
    return variable && { path, variable, members, bytes: bytesOf(code, variable, members) };
  });
  return fields.every((one) => one !== undefined) ? fields : undefined;
}

/** Fields that a function which users call may use, and those of them that it may change. */
export function fieldsUsedBy(
  code: ContractCode,
  fields: readonly PackedField[],
  entry: string,
): { readonly used: ReadonlySet<PackedField>; readonly changed: ReadonlySet<PackedField> } {
  const used = new Set<PackedField>();
  const changed = new Set<PackedField>();
  for (const field of fields) {
    for (const use of usesOf(code, field.variable)) {
      if (!concerns(use, field)) continue;
      if (!changingEntriesTo(code, use.function).some(({ name }) => name === entry)) continue;
      used.add(field);
      if (use.kind !== "read") changed.add(field);
    }
  }
  return { used, changed };
}

/** What it names is the field, holds it, or is a part of it. */
function concerns({ steps }: Use, { members }: PackedField): boolean {
  const named = steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
  return named.every((name, i) => members[i] === undefined || members[i] === name);
}

function bytesOf(
  { info }: ContractCode,
  variable: StateVariable,
  members: readonly string[],
): PackedField["bytes"] {
  if (members.length > 0) return undefined;
  const entry = entryOf(info.storageLayout?.storage, variable);
  const size = Number(info.storageLayout?.types[entry?.type ?? ""]?.numberOfBytes);
  return entry === undefined || !Number.isInteger(size)
    ? undefined
    : { offset: entry.offset, size };
}

function entryOf(
  entries: readonly StorageEntry[] | undefined,
  { node }: StateVariable,
): StorageEntry | undefined {
  return entries?.find(({ astId }) => astId === node.id);
}

/** Fields of which a mask (`ff` for each byte) has some byte. */
export function fieldsIn(mask: string, fields: readonly PackedField[]): readonly PackedField[] {
  const value = BigInt(mask);
  return fields.filter(({ bytes }) => {
    if (bytes === undefined) return false;
    const own = ((1n << BigInt(8 * bytes.size)) - 1n) << BigInt(8 * bytes.offset);
    return (value & own) !== 0n;
  });
}
