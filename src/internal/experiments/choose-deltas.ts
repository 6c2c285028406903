/**
 * What to add to a number of `bits` bits that is `value`, to which a transaction then adds `own`: small
 * and large, up and down, down to nothing. Neither sum leaves the range, as that would tell of the range
 * and not of the contract. `unit`: one more step to try, such as the lowest byte that the transaction
 * changes.
 */
export function chooseDeltas(value: bigint, own: bigint, bits: number, unit = 1n): bigint[] {
  const end = 1n << BigInt(bits);
  const lowest = own < 0n ? value + own : value;
  const candidates = [1n, 7n, -1n, -(value / 2n), -lowest, 1n << BigInt(bits - 2), unit];
  const isInRange = (number: bigint) => number >= 0n && number < end;
  const possible = candidates.filter(
    (delta) => delta !== 0n && isInRange(value + delta) && isInRange(value + own + delta),
  );
  return [...new Set(possible)];
}
