import { type AskedElsewhere, askedElsewhere } from "./code/asked-elsewhere.ts";
import { type ContractCode, sourceText } from "./code/contract-code.ts";
import { labelsOf } from "./code/entry-label.ts";
import type { Use } from "./code/uses.ts";
import type { Draw } from "./draw.ts";
import { listed } from "./users.ts";

/**
 * What calls that do not draw on a quota want to know of how far all have come.
 * - `nothing`: they do not ask.
 * - `little`: callers of one part alone can come so far: the sum of the parts says the same as the number.
 * - `much`: callers of a few parts cannot.
 */
export type AskedOfQuota =
  | { readonly kind: "nothing" }
  | { readonly kind: "little"; readonly notes: readonly string[]; readonly isOver: boolean }
  | { readonly kind: "much"; readonly refactor: string };

export function askedOfQuota(
  code: ContractCode,
  { name, uses }: { readonly name: string; readonly uses: readonly Use[] },
  draw: Draw,
  parts: number,
): AskedOfQuota {
  const all = askedElsewhere(code, uses, draw.isLowered ? "subtract" : "add");
  if (all.length === 0) return { kind: "nothing" };
  const much = all.find((one) => !isLittle(one, draw, parts));
  if (much !== undefined) {
    const what = `Leave ${name} as it is, unless ${askingOf(code, much)} can do without asking how far all have come (${textOf(much)})`;
    const isBound = draw.isLowered || much.text === draw.bound;
    const why = isBound
      ? "with callers of a few parts the others never get there, and nobody can draw on what these have left."
      : `one of ${parts} parts is full at a ${parts}th of ${draw.bound}, so that callers of a few parts may never get to ${much.text} while the others have room.`;
    return {
      kind: "much",
      refactor: `${what}${isBound ? ":" : `, or ${much.text} is so little that one part may come to it:`} ${why}`,
    };
  }
  return {
    kind: "little",
    isOver: all.every(({ isOver }) => isOver),
    notes: all.map(
      (one) =>
        `// In ${askingOf(code, one)} the sum of all parts, instead of ${name}, is compared (${textOf(one)})${one.isOver ? ", when they are filled no more" : ": that meets all who draw, so ask it seldom"}.`,
    ),
  };
}

function isLittle(asked: AskedElsewhere, { isLowered, most }: Draw, parts: number): boolean {
  if (isLowered || most === undefined || asked.with === undefined) return false;
  return asked.with <= most / BigInt(parts);
}

function askingOf(code: ContractCode, { entries }: AskedElsewhere): string {
  return listed(labelsOf(code, entries));
}

function textOf({ comparison: { node, function: inside } }: AskedElsewhere): string {
  return sourceText(inside.source, node);
}
