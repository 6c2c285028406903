import type { ContractInfo } from "../model/contract.ts";
import type { AccountWords, LocationName, NamedField, SlotField } from "../model/slot-name.ts";
import { NOTHING_KNOWN, type Accessed } from "./accessed.ts";
import type { CodeBook } from "./code-book.ts";
import { declarationsOf } from "../model/solidity/declarations.ts";
import type { StorageField } from "./fields-at.ts";
import { keyNamer } from "./key-namer.ts";
import { layoutCandidates, layoutOf, type StorageAccess } from "./layout-of.ts";
import { placeOfSite } from "./place-of-site.ts";
import { showLiteral, showValue } from "./show-literal.ts";
import { renderGroup, renderPath } from "./storage-path.ts";
import { touchedFields, writtenFields } from "./touched-fields.ts";
import { wellKnownSlot } from "./well-known-slots.ts";

export interface NamedStorage {
  readonly name: LocationName;
  readonly accessed: Accessed;
}

export function nameStorage(book: CodeBook, access: StorageAccess): NamedStorage {
  const contracts = layoutCandidates(book, access);
  const known = layoutOf(book, access, contracts);
  if (known !== undefined) {
    const { contract, fields } = known;
    return { name: named(book, access, contract, fields), accessed: accessedBy(fields) };
  }
  const name =
    wellKnown(access, contracts) ??
    namedByConstant(book, access, contracts) ??
    raw(book, access, contracts);
  return { name, accessed: NOTHING_KNOWN };
}

/** What the compiler keeps in the slot, from the right; empty when that is not known. */
export function fieldsOfStorage(book: CodeBook, access: StorageAccess): readonly SlotField[] {
  const known = layoutOf(book, access, layoutCandidates(book, access));
  return (known?.fields ?? []).map(({ path, offset, size }) => ({
    variable: renderPath(path.slice(0, 1), showLiteral),
    path: renderPath(path, (key) => showValue(key, access.call.words)),
    offset,
    size,
  }));
}

function named(
  book: CodeBook,
  access: StorageAccess,
  contract: ContractInfo,
  fields: readonly StorageField[],
): LocationName {
  const places = access.sites.map((site) => ({
    site,
    place: placeOfSite(book, access.call, site),
  }));
  const showKey = keyNamer(book, access, contract, places);
  const path = (field: StorageField) => renderPath(field.path, showKey);
  const touched = touchedFields(fields, places);
  const written = writtenFields(fields, access.sites);
  // A neighbour in a packed array: that its index equals an argument is chance.
  const neighbour = (field: StorageField) => {
    const end = field.path.at(-1);
    return renderPath(field.path, (key) =>
      end?.kind === "key" && end.key === key ? showValue(key, access.call.words) : showKey(key),
    );
  };
  return {
    kind: "named",
    contract: contract.name,
    group: renderGroup(fields.map((field) => field.path)),
    fields: touched.map((field) => ({
      ...nameField(contract, field, path(field), access.call.words),
      ...(written.has(field) ? { written: true } : {}),
    })),
    packed:
      fields.length > 1
        ? fields.map((field) => (touched.includes(field) ? path(field) : neighbour(field)))
        : [],
  };
}

function accessedBy(fields: readonly StorageField[]): Accessed {
  return {
    declarations: new Set(fields.map((field) => field.namedId)),
    variables: new Set(fields.map((field) => field.variableId)),
  };
}

function nameField(
  contract: ContractInfo,
  field: StorageField,
  path: string,
  words: AccountWords | undefined,
): NamedField {
  const source = declarationsOf(contract).lineOf(field.variableId);
  return {
    variable: renderPath(field.path.slice(0, 1), showLiteral),
    path,
    concretePath: renderPath(field.path, (key) => showValue(key, words)),
    ...(source === undefined ? {} : { source }),
  };
}

function wellKnown(
  access: StorageAccess,
  contracts: readonly ContractInfo[],
): LocationName | undefined {
  const name = wellKnownSlot(access.slot);
  // The last one is the proxy itself, if it is known.
  const contract = contracts.at(-1);
  if (name === undefined || contract === undefined) return undefined;
  const field = { variable: name, path: name, concretePath: name };
  return { kind: "named", contract: contract.name, group: name, fields: [field], packed: [] };
}

/** A slot without a variable, as libraries for proxies and locks use it: `REENTRANCY_GUARD_STORAGE`. */
function namedByConstant(
  book: CodeBook,
  access: StorageAccess,
  contracts: readonly ContractInfo[],
): LocationName | undefined {
  for (const contract of contracts) {
    const constant = book.slotConstant(contract, BigInt(access.slot));
    if (constant === undefined) continue;
    const { name, id } = constant;
    const source = declarationsOf(contract).lineOf(id);
    const field = { variable: name, path: name, concretePath: name, ...(source && { source }) };
    return { kind: "named", contract: contract.name, group: name, fields: [field], packed: [] };
  }
  return undefined;
}

function raw(
  book: CodeBook,
  { address, slot, call }: StorageAccess,
  contracts: readonly ContractInfo[],
): LocationName {
  const [contract] = contracts;
  return {
    kind: "raw",
    ...(contract && { contract: contract.name }),
    path: `slot ${slot}`,
    slot,
    reason: reasonOf(book, call.words?.stranger?.(address) ?? address, BigInt(slot), contracts),
  };
}

function reasonOf(
  book: CodeBook,
  account: string,
  slot: bigint,
  contracts: readonly ContractInfo[],
): string {
  if (contracts.length === 0) return `the code at ${account} is not of this project`;
  if (contracts.every((contract) => book.storageOf(contract) === undefined)) {
    return "the compiler gave no storage layout";
  }
  return slot < 1n << 64n
    ? "the storage layout has no variable at this slot (inline assembly?)"
    : "no hash input was seen for this slot (inline assembly?)";
}
