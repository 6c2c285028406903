import type { ContractInfo, SourceFile, StorageEntry } from "../../model/contract.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { familyOf, isTaken } from "../code/names.ts";
import type { PackedField } from "../code/packed-fields.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import type { Subject } from "../rule.ts";
import {
  commentEnd,
  documentationStart,
  indentationOf,
  lineRange,
  statementEnd,
} from "./layout.ts";
import { isUpgradeable } from "./upgradeable.ts";

/**
 * Padding between groups of variables that share a slot, and behind the last of them where what follows would
 * move up to it. Undefined for members of structs (constructors and getters would change), where groups are
 * mixed in the order of declarations, and where assembly counts on the bytes.
 */
export function separateFields(
  { code, project }: Pick<Subject, "code" | "project">,
  groups: readonly (readonly PackedField[])[],
): SourceEdit[] | undefined {
  if (groups.length < 2) return undefined;
  const fields = groups.flat();
  const family = fields.flatMap(({ variable }) => familyOf(variable, project));
  if (family.some(isUpgradeable)) return undefined;
  if (fields.some(({ members }) => members.length > 0)) return undefined;
  const variables = fields.map(({ variable }) => variable);
  if (variables.some((one) => isInAssembly(project, one))) return undefined;
  if (!isInLayoutOrder(code.info, variables)) return undefined;
  const later = groups.slice(1).flatMap(([first]) => (first === undefined ? [] : [first.variable]));
  const moving = nextToMove(code, project, variables);
  const padded = [...later, ...(moving === undefined ? [] : [moving])];
  const edits = padded.map((variable) => paddingBefore(variable, project));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function isInAssembly(project: readonly ContractCode[], variable: StateVariable): boolean {
  return usesEverywhere(project, variable).some(({ kind }) => kind === "assembly");
}

function isInLayoutOrder(info: ContractInfo, variables: readonly StateVariable[]): boolean {
  const places = variables.map(({ node }) => indexOf(info, node.id));
  return places.every(
    (place, i) => place !== -1 && (i === 0 || place === (places[i - 1] ?? 0) + 1),
  );
}

function indexOf({ storageLayout }: ContractInfo, id: number): number {
  return storageLayout?.storage.findIndex(({ astId }) => astId === id) ?? -1;
}

/** What follows the slot, of this contract or one that inherits it, and would now fit into the last one. */
function nextToMove(
  code: ContractCode,
  project: readonly ContractCode[],
  variables: readonly StateVariable[],
): StateVariable | undefined {
  const last = variables.at(-1);
  if (last === undefined) return undefined;
  const nexts = [code, ...project].flatMap(({ info, variables: own }) => {
    const mine = own.find(
      ({ node, source }) =>
        source.path === last.source.path && node.range.start === last.node.range.start,
    );
    const next =
      mine === undefined ? undefined : info.storageLayout?.storage[indexOf(info, mine.node.id) + 1];
    const isSmall = next?.offset === 0 && fitsBesideOthers(info, next);
    return isSmall ? own.filter(({ node }) => node.id === next.astId) : [];
  });
  return nexts[0];
}

function fitsBesideOthers({ storageLayout }: ContractInfo, { type }: StorageEntry): boolean {
  const found = storageLayout?.types[type];
  return (
    found?.encoding === "inplace" &&
    found.members === undefined &&
    found.base === undefined &&
    Number(found.numberOfBytes) < 32
  );
}

function paddingBefore(
  { node, source, contract, name }: StateVariable,
  project: readonly ContractCode[],
): SourceEdit | undefined {
  const plain = name.replace(/^_+/, "");
  const padding = `_padding${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
  if (source.isExternal === true || isTaken(padding, familyOf({ contract, source }, project)))
    return undefined;
  const first = documentationStart(node);
  const end = commentEnd(source, statementEnd(source, node.range.end));
  if (lineRange(source, first, end) === undefined) return undefined;
  const indentation = indentationOf(source, first);
  const start = first - indentation.length;
  const text = [
    ...(isBelowMember(source, start) ? [""] : []),
    `${indentation}/// @dev Never used: keeps ${name} out of the slot of what stands above.`,
    `${indentation}uint256 private ${padding};`,
    "",
    "",
  ].join("\n");
  return { file: source.path, start, end: start, text };
}

/** The line above this one is neither blank nor the beginning of the contract. */
function isBelowMember({ content }: SourceFile, lineStart: number): boolean {
  const above = Buffer.from(content, "utf8").subarray(0, lineStart).toString("utf8");
  const line = above.split("\n").at(-2)?.trim() ?? "";
  return line !== "" && !line.endsWith("{");
}
