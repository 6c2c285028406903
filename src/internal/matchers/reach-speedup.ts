import { inspect } from "node:util";

import type { ParallelRun } from "../model/parallel-run.ts";
import { shortContract } from "../model/short-contract.ts";
import { checkOptions } from "../primitives/check-options.ts";

import { certain, type Check, impossible } from "./check.ts";

export interface SpeedupOptions {
  /** Default: 8. */
  readonly threads?: number;
}

const DEFAULT_THREADS = 8;

/** The modelled speed-up on some threads is `atLeast` or more. */
export function reachSpeedup(
  run: ParallelRun,
  atLeast: number,
  options: SpeedupOptions = {},
): Check {
  checkOptions(options, ["threads"]);
  const { threads = DEFAULT_THREADS } = options;
  // Of what is no number, the negation would hold whatever happens.
  if (typeof atLeast !== "number" || !(atLeast > 0)) {
    return impossible(`a speed-up is a number above 0, not ${inspect(atLeast)}`);
  }
  const found = run.speedupOn(threads);
  const [dearest] = run.hotspots;
  const why = dearest === undefined ? "" : `; what delays them most is ${placeIn(dearest)}`;
  const on = `on ${threads} ${threads === 1 ? "thread" : "threads"}`;
  return certain(
    found >= atLeast,
    `expected a speed-up of ${atLeast}x ${on}, but it is ${found}x${why}`,
    `expected a speed-up below ${atLeast}x ${on}, but it is ${found}x`,
  );
}

function placeIn({ contract, path }: ParallelRun["hotspots"][number]): string {
  return contract === null ? path : `${shortContract(contract)}.${path}`;
}
