import type { Draw } from "./draw.ts";
import { partsOfQuota, quotaNotes, remedyOfParts } from "./quota-parts.ts";
import type { Diagnosis } from "./rule.ts";

/** Ids from one counter that has a bound. */
export interface CappedIds {
  readonly name: string;
  /** As the compiler writes it: `uint256`. */
  readonly type: string;
  /** The mapping that counts instead. */
  readonly own: string;
  /** So many at once; undefined: one. */
  readonly batch: string | undefined;
  /** The id that the first call takes. */
  readonly first: bigint;
  readonly shards: number;
}

/**
 * With ids of its own for each part the bound holds, too: a range, where nobody moves the bound, as ranges would move
 * with it; else every so many, or one far from the others.
 */
export function cappedIds(cap: Draw, ids: CappedIds): Pick<Diagnosis, "refactor" | "remedy"> {
  const { name, type, own, batch } = ids;
  const { bound, isFixed } = cap;
  const parts = partsOfQuota(cap, ids.shards);
  if (parts === 1) {
    return {
      refactor: `Leave ${name} as it is: its bound (${bound}) is too small to be dealt out.`,
    };
  }
  const remedy = remedyOfParts(cap, parts);
  const isWide = type === "uint256";
  if (!isFixed && batch !== undefined && !isWide) {
    return {
      refactor: `Leave ${name} as it is: ranges of ${type} would move with its bound (${bound}), and others' ids be given out again.`,
    };
  }
  const as = (text: string) => (isWide ? text : `${type}(${text})`);
  const kind = isFixed
    ? "each with a range of ids of its own, which keeps the bound, too"
    : "which keeps the bound, too, but in no ranges that move with it, as ids would be given out again then";
  const begin = isFixed ? `${as("part")} * room` : "(part << 128)";
  return {
    refactor: [
      `Count in ${parts} parts by the sender instead of in ${name}, ${kind}:`,
      `mapping(uint256 part => ${type}) private ${own};`,
      `uint256 part = uint160(msg.sender) % ${parts};`,
      `${type} room = ${as(`(${bound}) / ${parts}`)};`,
      ...(batch === undefined
        ? [
            `require(${own}[part] < room); // one part is full before another is`,
            `${type} id = ${isFixed ? `${begin} + ${next(ids)}` : `${own}[part]++ * ${parts} + ${as("part")}${plus(ids)}`};`,
          ]
        : [
            `require(${own}[part] + ${batch} <= room); // one part is full before another is`,
            `${type} id = ${begin} + ${own}[part]${plus(ids)}; // in place of what ${name} was: the first of ${batch}`,
            `${own}[part] += ${batch};`,
          ]),
      ...quotaNotes(cap, { name, all: bound, parts }),
    ].join("\n"),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

function next(ids: CappedIds): string {
  return ids.first === 1n ? `++${ids.own}[part]` : `${ids.own}[part]++${plus(ids)}`;
}

function plus({ first }: CappedIds): string {
  return first === 0n ? "" : ` + ${first}`;
}
