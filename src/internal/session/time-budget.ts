/** Whether so many seconds are over, from when that is asked first: what comes before does not count. */
export function timeBudget({ seconds }: { readonly seconds: number }): () => boolean {
  let start: number | undefined;
  return () => {
    start ??= performance.now();
    return performance.now() - start > seconds * 1000;
  };
}
