import type { Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { ForwardWalk } from "./forward-walk.ts";
import type { Sink } from "./sink.ts";

/**
 * Where the values of these expressions go, by way of variables of functions, arguments and results of the
 * contract's own functions, arithmetic and hashes; in the order in which they are met. What is stored is not
 * followed further. It sees at least what there is: a value that is overwritten counts as used all the same.
 */
export function sinksOf(code: ContractCode, values: readonly Place[]): readonly Sink[] {
  return new ForwardWalk(code, values, "value").sinks;
}
