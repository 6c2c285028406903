import { childOf } from "../../model/solidity/ast-node.ts";
import { amountText } from "../code/amount-text.ts";
import { type ContractCode, sourceText, type StateVariable } from "../code/contract-code.ts";
import { isCompiledSince } from "../code/compiled-since.ts";
import { familyOf, freeName } from "../code/names.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import { wrapsUp } from "../code/wraps-up.ts";
import type { StoredNumber } from "../stored-number.ts";
import { isInUpgradeable } from "./upgradeable.ts";

/** What there is to pay for a split in any case. */
export const PRICE_OF_PARTS =
  "The order of the storage behind it changes: not for what is deployed behind a proxy. Each part has room of its own: no call fails any more because the number is full, and the sum of one of less than 256 bits is cut to its type.";

/** How a number would be split by hand where there is no diff. */
export function sketchOfShards(
  number: StoredNumber,
  shards: number,
  project: readonly ContractCode[],
): string {
  const { variable, name, path, type } = number;
  const { source } = variable;
  const places = placesOf(number, shards, project);
  const { parts } = places;
  const own = `${parts}[uint160(msg.sender) % ${shards}]`;
  const uses = number.isWhole ? usesEverywhere(project, variable) : number.uses;
  const isLowered = uses.some(({ kind }) => kind === "subtract");
  // A signed part may be less than nothing.
  const isSigned = partTypeOf(type) === "int256";
  // Before 0.8 nothing is checked, and there is no such word.
  const isChecked = isCompiledSince(project, source.path, [0, 8, 0]) !== false;
  const isWrapping = (isLowered && !isSigned) || wrapsUp(uses);
  const wrapping = (text: string) => (isWrapping && isChecked ? `unchecked { ${text} }` : text);
  const sum = `for (uint256 i = 0; i < ${shards}; i++) sum += ${parts}[i];`;
  return [
    ...(source.isExternal === true
      ? [`// ${path} is in ${source.path}: derive from a copy in which it is split.`]
      : []),
    ...places.declaration,
    `${wrapping(`${own} += ${amountText(uses, "add")};`)} // where it was raised`,
    ...(isLowered
      ? [
          `${wrapping(`${own} -= ${amountText(uses, "subtract")};`)} // where it was lowered: a part may ${isSigned ? "be less than nothing" : "wrap"}`,
        ]
      : []),
    `${wrapping(sum)} // where it was read`,
    ...beginNotes(number),
    ...(SMALL.test(type)
      ? [`// As ${type} it may be full; parts never are: keep ${name} where that must stop a call.`]
      : []),
    ...(isNamespace(variable) ? [] : layoutNotes(variable, project)),
  ].join("\n");
}

/** What it holds before anybody has called; else it would be lost. */
export function beginNotes({ variable, name, isWhole, uses }: StoredNumber): readonly string[] {
  const { node, source } = variable;
  const value = isWhole ? childOf(node, "value") : undefined;
  const isSet = uses.some(
    ({ kind, function: inside }) => kind !== "read" && inside.kind === "constructor",
  );
  const first = value === undefined ? "0" : sourceText(source, value);
  return [
    ...(first === "0"
      ? []
      : [`// ${name} begins with ${first}: in the constructor one part has to be set to it.`]),
    ...(isSet ? [`// What the constructor makes of ${name} goes to one of the parts.`] : []),
  ];
}

interface Places {
  /** How the code names the array. */
  readonly parts: string;
  readonly declaration: readonly string[];
}

/** Where the parts go: beside the variable, or into the struct that the contract keeps at a slot of its own. */
export function placesOf(
  { variable, name, path, type }: Pick<StoredNumber, "variable" | "name" | "path" | "type">,
  shards: number,
  project: readonly ContractCode[],
  suffix = "Shards",
): Places {
  const partType = partTypeOf(type);
  const family = familyOf(variable, project);
  if (!isNamespace(variable)) {
    const parts = freeName(partsOf(name, suffix), family);
    return {
      parts,
      declaration: [`${partType}[${shards}] private ${parts}; // instead of ${name}`],
    };
  }
  const [member = ""] = path.split(".").slice(-1);
  const parts = freeName(partsOf(member, suffix), family);
  return {
    parts: `$.${parts}`,
    declaration: [
      `${partType}[${shards}] ${parts}; // behind all members of ${variable.name}: none may move`,
      `// What ${member} holds by then counts on: it is one more part of the sum. With ${variable.name} storage $:`,
    ],
  };
}

/** Parts have room: only the sign is the number's. */
export function partTypeOf(type: string): "int256" | "uint256" {
  return type.startsWith("int") ? "int256" : "uint256";
}

function isNamespace({ node }: StateVariable): boolean {
  return node.nodeType === "StructDefinition";
}

/** What has to be thought of behind a proxy. */
export function layoutNotes(
  variable: StateVariable,
  project: readonly ContractCode[],
): readonly string[] {
  if (!isInUpgradeable(variable, project)) return [];
  const { name } = variable;
  return [
    `// Behind a proxy no storage may move: leave ${name} where it is, and append the parts behind all variables, or keep them in an ERC-7201 namespace.`,
    `// What ${name} holds at the upgrade counts on: it is one more part of the sum.`,
  ];
}

/** Less than 128 bits. */
const SMALL = /^u?int(\d\d?|1[01]\d|12[0-7])$/;

/** `_total` → `_totalShards`, `stats.visits` → `_statsVisitsShards` */
export function partsOf(name: string, suffix = "Shards"): string {
  const plain = name
    .replace(/^_+/, "")
    .replace(/[.]_*(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `_${plain}${suffix}`;
}
