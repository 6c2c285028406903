import type { ByteRange } from "../model/experiment.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import type { RunOnState } from "./compare-results.ts";
import { constantsNear } from "./constants-near.ts";
import { fieldOf, maskOf } from "./slot-bytes.ts";
import { slotOf } from "./slot-change.ts";

/** Each costs up to six runs. */
const MOST_STORED = 6;
const MOST_STORED_ELSEWHERE = 3;
const MOST_PASSED = 4;
const MOST_CONSTANT = 8;

const WORD_DIGITS = 64;
/** `0x` and the selector. */
const SELECTOR_DIGITS = 10;
/** Hashes, addresses, numbers below zero: nothing counts up to there. */
const END = 1n << 128n;

/**
 * Numbers that a transaction may compare a field with: those beside it that are of its size, those in the other
 * slots of the contract that it reads, then of other contracts, those that are passed to who reads or writes the
 * slot, and those in its code near by.
 */
export function chooseThresholds(
  run: RunOnState,
  codes: ReadonlyMap<Hex, Hex>,
  location: LocationKey,
  field: ByteRange,
): readonly bigint[] {
  const isOwn = (other: LocationKey) => accountOf(other) === accountOf(location);
  const stored = [...besides(run, location, field), ...elsewhere(run, location, isOwn)];
  const foreign = elsewhere(run, location, (other) => !isOwn(other));
  const { frames, sites } = run.result.attribution;
  const touching = sites.filter((site) => site.location === location);
  const constant = frames.flatMap(({ codeHash }, frame) => {
    const places = touching.filter((site) => site.frame === frame).map(({ pc }) => pc);
    const code = codes.get(codeHash);
    if (places.length === 0 || code === undefined) return [];
    return constantsNear(code, places, MOST_CONSTANT);
  });
  const passed = frames.flatMap(({ input }, frame) =>
    touching.some((site) => site.frame === frame) ? wordsOf(input) : [],
  );
  const isPossible = (number: bigint) => number > 1n && number <= maskOf({ ...field, offset: 0 });
  const first = (numbers: readonly bigint[], most: number) =>
    [...new Set(numbers.filter(isPossible))].slice(0, most);
  return [
    ...new Set([
      ...first(stored, MOST_STORED),
      ...first(foreign, MOST_STORED_ELSEWHERE),
      ...first(passed, MOST_PASSED),
      ...first(constant, MOST_CONSTANT),
    ]),
  ];
}

/** What to add to a number before `own` is added so that either of the two sums is just at a threshold, below or above it. */
export function deltasAround(
  thresholds: readonly bigint[],
  value: bigint,
  own: bigint,
  bits: number,
): readonly bigint[] {
  const end = 1n << BigInt(bits);
  const isInRange = (number: bigint) => number >= 0n && number < end;
  const contents = thresholds.flatMap((threshold) =>
    [threshold, threshold - own].flatMap((at) => [at - 1n, at, at + 1n]),
  );
  return [...new Set(contents)]
    .filter((content) => isInRange(content) && isInRange(content + own) && content !== value)
    .map((content) => content - value);
}

/**
 * What to add to a number that is `value` and comes to be `written`, so that it is a little more or less than that
 * before, half of it or twice as much: a minimum takes the place of what is more only.
 */
export function deltasBeside(written: bigint, value: bigint, bits: number): readonly bigint[] {
  const end = 1n << BigInt(bits);
  const contents = [written - 1n, written + 1n, written / 2n, written * 2n];
  return [...new Set(contents)]
    .filter((content) => content >= 0n && content < end && content !== value)
    .map((content) => content - value);
}

function besides(run: RunOnState, location: LocationKey, { offset, size }: ByteRange): bigint[] {
  const { before } = slotOf(run, location);
  const offsets = Array.from(
    { length: Math.floor(32 / size) },
    (_, i) => (offset % size) + i * size,
  );
  return offsets
    .filter((other) => other !== offset && other + size <= 32)
    .map((other) => fieldOf(before, { offset: other, size }));
}

/** A slot that holds more than such numbers are is taken for several, cut where fields often end. */
function elsewhere(
  { result }: RunOnState,
  location: LocationKey,
  isWanted: (location: LocationKey) => boolean,
): bigint[] {
  return result.accesses.reads
    .filter((read) => read.location.startsWith("storage:") && read.location !== location)
    .filter((read) => isWanted(read.location))
    .flatMap(({ value }) =>
      value < END ? [value] : [value & (END - 1n), value >> 128n, value >> 160n],
    );
}

/** `storage:` and the address. */
function accountOf(location: LocationKey): string {
  return location.slice(0, location.lastIndexOf(":"));
}

/** The arguments of a call, as far as they are numbers that something counts up to. */
function wordsOf(input: Hex): bigint[] {
  const data = input.slice(SELECTOR_DIGITS);
  return Array.from({ length: Math.floor(data.length / WORD_DIGITS) }, (_, i) =>
    BigInt(`0x${data.slice(i * WORD_DIGITS, (i + 1) * WORD_DIGITS)}`),
  ).filter((number) => number < END);
}
