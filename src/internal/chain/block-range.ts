import { ParallelEvmError } from "../primitives/plugin-error.ts";

/** A block by its number, or counted back from the latest. */
type BlockPoint =
  | { readonly kind: "number"; readonly number: bigint }
  | { readonly kind: "latest"; readonly back: bigint };

export interface BlockRange {
  /** As the user wrote it. */
  readonly text: string;
  readonly first: BlockPoint;
  readonly last: BlockPoint;
}

/** All of them are held for the report. */
const MOST_BLOCKS = 1_000n;

/** Reads `N`, `N..M`, `latest`, `latest-10..latest`. Throws PE041. */
export function parseBlockRange(text: string): BlockRange {
  const [first = "", last = first, ...others] = text.split("..");
  const range = { text, first: parsePoint(text, first), last: parsePoint(text, last) };
  if (others.length > 0) throw wrong(text, "it has more than two ends");
  return range;
}

/** The numbers of the blocks, lowest first. Throws PE041. */
export function blocksIn({ text, first, last }: BlockRange, latest: bigint): readonly bigint[] {
  const [from, to] = [numberOf(text, first, latest), numberOf(text, last, latest)];
  if (from > to) throw wrong(text, `the first one, ${from}, is behind the last one, ${to}`);
  const count = to - from + 1n;
  if (count > MOST_BLOCKS) {
    throw wrong(text, `these are ${count} blocks, and one run takes up to ${MOST_BLOCKS}`);
  }
  return Array.from({ length: Number(count) }, (_, index) => from + BigInt(index));
}

function parsePoint(text: string, point: string): BlockPoint {
  const [, number, latest, back] =
    /^\s*(?:(\d{1,18})|(latest)(?:-(\d{1,18}))?)\s*$/.exec(point) ?? [];
  if (number !== undefined) return { kind: "number", number: BigInt(number) };
  if (latest !== undefined) return { kind: "latest", back: BigInt(back ?? 0) };
  throw wrong(text, point.trim() === "" ? "an end is missing" : `"${point}" is no block`);
}

function numberOf(text: string, point: BlockPoint, latest: bigint): bigint {
  if (point.kind === "number") return point.number;
  if (point.back <= latest) return latest - point.back;
  throw wrong(text, `the latest block is ${latest}`);
}

function wrong(text: string, what: string): ParallelEvmError {
  return new ParallelEvmError("PE041", [text, what]);
}
