import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** These functions and all that they may call in the same contract and in libraries, each once. */
export function reachableFrom(
  code: ContractCode,
  functions: readonly CodeFunction[],
): readonly CodeFunction[] {
  const reached = new Map(functions.map((one) => [one.node.id, one]));
  // What is added to the map while it is walked is walked, too.
  for (const { body } of reached.values()) {
    for (const callee of allIn(body).flatMap((node) => calleesOf(code, node))) {
      reached.set(callee.node.id, callee);
    }
  }
  return [...reached.values()];
}
