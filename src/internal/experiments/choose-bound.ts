import type { Bound, ByteRange } from "../model/experiment.ts";

/** That many calls can fill a number; a range that takes more is no bound that anybody meets. */
const FEW_CALLS = 65_536n;

/**
 * What to add to a number that is `value`, so that the sum with a transaction's `own` just leaves the
 * range: of what is taken away there is one `unit` too little, or of a number that calls like this one
 * can fill there is just no room. Undefined where neither says anything: a total that grows meets no
 * bound, and where the width is only inferred, a carry goes on into the next byte.
 */
export function chooseBound(
  value: bigint,
  own: bigint,
  { size, inferred }: ByteRange & { readonly inferred: boolean },
  unit: bigint,
): Bound | undefined {
  if (own < 0n) return boundBy("enough must be there", -own - unit - value);
  const end = 1n << BigInt(8 * size);
  const isFilledByFew = !inferred && size < 32 && end - value <= own * FEW_CALLS;
  return isFilledByFew ? boundBy("room must be left", end - own - value) : undefined;
}

function boundBy(kind: Bound["kind"], delta: bigint): Bound | undefined {
  return delta === 0n ? undefined : { kind, delta };
}
