import { quotaNotes, remedyOfParts } from "./quota-parts.ts";
import type { Diagnosis } from "./rule.ts";
import type { UsedLength } from "./used-length.ts";

/** Lists and sets that may come to be no longer than so much: a quota of places, dealt out with the list. */
export type BoundedLength = Extract<UsedLength, { readonly kind: "bound" }>;

/** Undefined where the bound can be dealt out. */
export function leftWithBound(
  name: string,
  { draw, parts, asked }: BoundedLength,
): Pick<Diagnosis, "refactor" | "confidence"> | undefined {
  if (parts === 1) {
    return {
      confidence: "high",
      refactor: `Leave ${name} as it is: its bound (${draw.bound}) is too small to be dealt out.`,
    };
  }
  return asked.kind === "much" ? { confidence: "medium", refactor: asked.refactor } : undefined;
}

export function describeBound({ draw, parts }: BoundedLength): string {
  const share = parts === 1 ? "" : ` Dealt out with it, each part has a ${parts}th of that.`;
  return `How long it may be has a bound (${draw.condition}), and asking how long all parts are meets all others again.${share}`;
}

/** `length`: of the part of the one who calls, as it is written. */
export function boundLines(
  name: string,
  length: string,
  { draw, parts, asked }: BoundedLength,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  return {
    before: [
      `require(${length} < (${draw.bound}) / ${parts}); // its share, instead of asking how long all of ${name} is`,
    ],
    after: [
      "// One part is full before another is: a call can fail while others have room, and who comes first is served first only within one.",
      // What the constructor has put in is in a part.
      ...quotaNotes(
        { ...draw, isBegunAtCreation: false },
        { name: `${name}.length`, all: draw.bound, parts },
      ),
      ...(asked.kind === "little" ? new Set(asked.notes) : []),
    ],
  };
}

/** What is gained by `shards` parts, or where there is a bound, by as many as it is dealt out to. */
export function remedyInParts(
  bound: BoundedLength | undefined,
  shards: number,
): Pick<Diagnosis, "remedy"> {
  if (bound === undefined) return { remedy: { kind: "shard", shards } };
  const remedy = remedyOfParts(bound.draw, bound.parts);
  return remedy === undefined ? {} : { remedy };
}

/** Of what is stored or handed to a constructor nobody knows here how much it is. */
export function isBoundKnown({ draw, asked }: BoundedLength): boolean {
  return draw.room !== undefined && (asked.kind !== "little" || asked.isOver);
}
