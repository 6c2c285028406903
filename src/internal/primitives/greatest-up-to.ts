/** Binary search: the greatest of the ascending `values` that is not above `limit`. */
export function greatestUpTo(values: readonly bigint[], limit: bigint): bigint | undefined {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? limit) <= limit) low = middle + 1;
    else high = middle;
  }
  return values[low - 1];
}
