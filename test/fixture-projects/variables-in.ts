/**
 * The state variables that a path of a report names: `Pool.reserve0, reserve1` is two, as they share a
 * slot, `Farm.pools[arg:pid].total` is `pools`, `Sale.address(this).balance` is `balance`.
 */
export function variablesIn(path: string): string[] {
  const [, ...afterContract] = path.split(".");
  return afterContract
    .join(".")
    .split(", ")
    .map((one) => variableOf(one.replace("address(this).", "")));
}

/** `pools` of `pools[arg:pid].total`. */
export function variableOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}
