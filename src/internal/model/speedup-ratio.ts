/** How many times `shorter` goes into `total`, to two decimals: the only place where speed-ups are rounded. */
export function speedupRatio(total: bigint, shorter: bigint): number {
  if (shorter === 0n) return 1;
  return Math.round((Number(total) / Number(shorter)) * 100) / 100;
}
