import type { Scenario } from "../model/scenario.ts";
import { toEthereumJsHardfork } from "./vm/hardforks.ts";

/** Why the executor cannot run a scenario at all; undefined when it can. */
export function unsupportedReason(scenario: Scenario): string | undefined {
  const { chainType, hardfork } = scenario.chain;
  if (chainType !== "l1" && chainType !== "generic") {
    return `chain type ${chainType} is not supported`;
  }
  if (toEthereumJsHardfork(hardfork) === undefined) {
    return `hardfork ${hardfork} is not supported`;
  }
  return undefined;
}
