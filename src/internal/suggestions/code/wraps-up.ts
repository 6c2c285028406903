import type { Use } from "./uses.ts";

/** It is added to without a check somewhere, as sums of prices over time are: it may pass the end of its range. */
export function wrapsUp(uses: readonly Use[]): boolean {
  return uses.some(
    ({ kind, around }) =>
      kind === "add" && around.some(({ nodeType }) => nodeType === "UncheckedBlock"),
  );
}
