import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { isCompiledSince } from "../code/compiled-since.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import { isInUpgradeable } from "./upgradeable.ts";

/** What there is to pay for a split in any case. */
export const PRICE_OF_PARTS =
  "The order of the storage behind it changes: not for what is deployed behind a proxy. Each part has room of its own: no call fails any more because the number is full, and the sum of one of less than 256 bits is cut to its type.";

/** How a number would be split by hand where there is no diff. */
export function sketchOfShards(
  variable: StateVariable,
  shards: number,
  project: readonly ContractCode[],
): string {
  const { name, source } = variable;
  const parts = partsOf(name);
  const own = `${parts}[uint160(msg.sender) % ${shards}]`;
  const isLowered = usesEverywhere(project, variable).some(({ kind }) => kind === "subtract");
  // Before 0.8 nothing is checked, and there is no such word.
  const isChecked = isCompiledSince(project, source.path, [0, 8, 0]) !== false;
  const wrapping = (text: string) => (isLowered && isChecked ? `unchecked { ${text} }` : text);
  const sum = `for (uint256 i = 0; i < ${shards}; i++) sum += ${parts}[i];`;
  return [
    ...(source.isExternal === true
      ? [`// ${name} is in ${source.path}: derive from a copy in which it is split.`]
      : []),
    `uint256[${shards}] private ${parts}; // instead of ${name}`,
    `${wrapping(`${own} += amount;`)} // where it was raised`,
    ...(isLowered
      ? [`${wrapping(`${own} -= amount;`)} // where it was lowered: a part may wrap`]
      : []),
    `${wrapping(sum)} // where it was read`,
    ...(SMALL.test(variable.type)
      ? [
          `// As ${variable.type} it may be full; parts never are: keep ${name} where that must stop a call.`,
        ]
      : []),
    ...layoutNotes(variable, project),
  ].join("\n");
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
const SMALL = /^uint(\d\d?|1[01]\d|12[0-7])$/;

/** `_total` → `_totalShards` */
export function partsOf(name: string): string {
  return `_${name.replace(/^_+/, "")}Shards`;
}
