import { inspect } from "node:util";

import { nearestName } from "./nearest-name.ts";
import { ParallelEvmError } from "./plugin-error.ts";

/**
 * Throws PE039 where the options of a call of the test API are no object, and PE051 where they have one that there is
 * not: an option that is misspelt would do nothing, and a test would say less than it seems to.
 */
export function checkOptions(options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new ParallelEvmError("PE039", [
      "the last argument",
      inspect(options),
      "an object of options",
    ]);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new ParallelEvmError("PE051", [
    unknown,
    nearestName(unknown, known) ?? "",
    known.join(", "),
  ]);
}
