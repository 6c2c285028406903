import type { ContractInfo } from "../model/contract.ts";
import type { ReportContract, ReportStorageField } from "../model/report-contract.ts";
import { declarationsOf, definitionOf, type Declarations } from "../model/solidity/declarations.ts";
import { toWord } from "../primitives/hex.ts";
import type { CodeBook } from "./code-book.ts";
import { toNumber, type ContractStorage, type Place } from "./contract-storage.ts";
import { renderPath } from "./storage-path.ts";

/** A contract and its storage, for a reader. */
export function contractLayout(book: CodeBook, contract: ContractInfo): ReportContract {
  const declarations = declarationsOf(contract);
  const storage = book.storageOf(contract);
  const fields = (storage?.roots ?? []).flatMap((root) =>
    storage === undefined ? [] : fieldsOf(storage, root, declarations),
  );
  const definition = definitionOf(contract);
  return {
    name: contract.name,
    source: (definition && declarations.lineOf(definition.id)) ?? null,
    storage: fields.sort((a, b) => compare(a.slot, b.slot) || a.offset - b.offset),
  };
}

/** The field itself, or the members of a struct. Elements of fixed arrays stay together. */
function fieldsOf(
  storage: ContractStorage,
  place: Place,
  declarations: Declarations,
): ReportStorageField[] {
  const type = storage.type(place.type);
  const members = type?.encoding === "inplace" ? (type.members ?? []) : [];
  if (members.length > 0) {
    return members.flatMap((member) =>
      fieldsOf(
        storage,
        {
          ...place,
          path: [...place.path, { kind: "name", name: member.label }],
          declarationId: member.astId,
          type: member.type,
          slot: place.slot + toNumber(member.slot),
          offset: member.offset,
        },
        declarations,
      ),
    );
  }
  return [
    {
      path: renderPath(place.path, () => "*"),
      type: type?.label ?? place.type,
      slot: toWord(place.slot),
      offset: place.offset,
      bytes: Number(storage.sizeOf(place.type)),
      source: declarations.lineOf(place.declarationId ?? place.variableId) ?? null,
    },
  ];
}

/** Words of one length: their order as text is that of the numbers. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
