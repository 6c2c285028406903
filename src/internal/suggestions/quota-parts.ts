import type { Remedy } from "../model/suggestion.ts";
import type { Draw } from "./draw.ts";

/** How a quota is dealt out, and what has to be said of it. */

/**
 * Into how many parts a quota is dealt out: as many as asked for, while each has room for a call; else fewer, with
 * room for two each and nothing left over. One: it is too small.
 */
export function partsOfQuota({ room }: Pick<Draw, "room">, shards: number): number {
  if (room === undefined || room >= BigInt(shards)) return shards;
  const calls = Number(room);
  for (let parts = Math.floor(calls / 2); parts > 1; parts--) {
    if (calls % parts === 0) return parts;
  }
  return 1;
}

/** Nothing is promised where nobody knows how much there is to deal out, and nobody can make it more. */
export function remedyOfParts(
  draw: Pick<Draw, "room" | "isFixed">,
  parts: number,
): Remedy | undefined {
  const isUnknown = draw.room === undefined && draw.isFixed;
  return isUnknown ? undefined : { kind: "shard", shards: parts };
}

/** What a sketch leaves to whoever makes it. `all`: what is dealt out, as the code has it. */
export function quotaNotes(
  { most, room, isBegunAtCreation, setBy, isLowered }: Draw,
  { name, all, parts }: { readonly name: string; readonly all: string; readonly parts: number },
): readonly string[] {
  const left = most === undefined ? undefined : most % BigInt(parts);
  return [
    ...(room === undefined
      ? [
          `// Only where ${all} is ${parts} times as much as a call takes, or more: with less there are parts from which nothing can be taken.`,
        ]
      : []),
    ...(left === 0n
      ? []
      : [
          `// ${left === undefined ? "What the division leaves" : `The ${left} that the division leaves`} over nobody can take.`,
        ]),
    ...(isBegunAtCreation && !isLowered
      ? [
          `// What the constructor makes of ${name} counts against the bound, too: it is in no part.`,
        ]
      : []),
    ...(setBy.length === 0
      ? []
      : [
          `// ${setBy.join(" and ")} ${setBy.length === 1 ? "sets" : "set"} each part to its share.`,
        ]),
  ];
}
