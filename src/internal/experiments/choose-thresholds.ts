import type { ByteRange } from "../model/experiment.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import type { RunOnState } from "./compare-results.ts";
import { constantsNear } from "./constants-near.ts";
import { fieldOf, maskOf } from "./slot-bytes.ts";
import { slotOf } from "./slot-change.ts";

/** Each costs up to six runs. */
const MOST_STORED = 6;
const MOST_CONSTANT = 8;

/**
 * Numbers that a transaction may compare a field with: those beside it that are of its size, those in the other
 * slots of the contract that it reads, and those in its code near where it reads or writes the slot.
 */
export function chooseThresholds(
  run: RunOnState,
  codes: ReadonlyMap<Hex, Hex>,
  location: LocationKey,
  field: ByteRange,
): readonly bigint[] {
  const stored = [...besides(run, location, field), ...elsewhere(run, location)];
  const { frames, sites } = run.result.attribution;
  const touching = sites.filter((site) => site.location === location);
  const constant = frames.flatMap(({ codeHash }, frame) => {
    const places = touching.filter((site) => site.frame === frame).map(({ pc }) => pc);
    const code = codes.get(codeHash);
    if (places.length === 0 || code === undefined) return [];
    return constantsNear(code, places, MOST_CONSTANT);
  });
  const isPossible = (number: bigint) => number > 1n && number <= maskOf({ ...field, offset: 0 });
  return [
    ...new Set([
      ...[...new Set(stored.filter(isPossible))].slice(0, MOST_STORED),
      ...[...new Set(constant.filter(isPossible))].slice(0, MOST_CONSTANT),
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
function elsewhere({ result }: RunOnState, location: LocationKey): bigint[] {
  const owner = location.slice(0, location.lastIndexOf(":") + 1);
  return result.accesses.reads
    .filter((read) => read.location.startsWith(owner) && read.location !== location)
    .flatMap(({ value }) =>
      value < 1n << 128n ? [value] : [value & ((1n << 128n) - 1n), value >> 128n, value >> 160n],
    );
}
