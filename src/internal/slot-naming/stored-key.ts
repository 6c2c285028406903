import type { AccessSite } from "../model/access-set.ts";
import type { StorageField } from "./fields-at.ts";
import type { Key } from "./storage-path.ts";

/** Ids from here on are the same as another number by chance no more. */
const TELLING_ID = 1n << 24n;

/** A slot that the call has read, with what the compiler keeps in it. */
export interface ReadSlot<Access> {
  readonly access: Access;
  readonly field: StorageField;
}

export interface StoredKeyOptions<Access> {
  /** Reads of the same account. */
  readonly reads: readonly AccessSite[];
  /** Names that stand in the brackets of the accessing expression: `posts[idOf[msg.sender]]`; members, too, as `.id`. */
  readonly indexNames: ReadonlySet<string>;
  fieldsOf(read: AccessSite): { readonly access: Access; readonly fields: readonly StorageField[] };
}

/**
 * The variable that a key was read from, as the number of a member is in `posts[idOf[msg.sender]]`. A small number has
 * to be named in the brackets: else it is the same by chance.
 */
export function storedKey<Access>(
  key: Key,
  options: StoredKeyOptions<Access>,
): ReadSlot<Access> | undefined {
  if (key.type.kind === "string" || key.type.kind === "bytes") return undefined;
  const value = BigInt(key.data);
  if (value === 0n) return undefined;
  const digits = value.toString(16);
  for (const read of options.reads) {
    // Cheap, and enough for nearly all of them.
    if (!read.before.toString(16).includes(digits)) continue;
    const { access, fields } = options.fieldsOf(read);
    const field = fields.find((one) => valueIn(read.before, one) === value);
    if (field === undefined) continue;
    const names = field.path.flatMap((one) => (one.kind === "name" ? one.name : []));
    // Behind the name of its base, where there is another one of that name.
    const name = names.at(-1)?.split(".").at(-1) ?? "";
    const isNamed = options.indexNames.has(names.length > 1 ? `.${name}` : name);
    if (value >= TELLING_ID || isNamed) return { access, field };
  }
  return undefined;
}

function valueIn(word: bigint, { offset, size }: StorageField): bigint {
  return BigInt.asUintN(8 * size, word >> BigInt(8 * offset));
}
