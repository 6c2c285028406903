import type { Rule } from "./rule.ts";
import { CAP } from "./rules/cap.ts";
import { FEE_ACCUMULATOR } from "./rules/fee-accumulator.ts";
import { GLOBAL_COUNTER } from "./rules/global-counter.ts";
import { HOT_KEY } from "./rules/hot-key.ts";
import { STAKING_ACCUMULATOR } from "./rules/staking-accumulator.ts";
import { TOTAL_SUPPLY } from "./rules/total-supply.ts";

/** The most specific first: of several that fit a hotspot, the first one speaks. */
export const ALL_RULES: readonly Rule[] = [
  STAKING_ACCUMULATOR,
  CAP,
  TOTAL_SUPPLY,
  FEE_ACCUMULATOR,
  HOT_KEY,
  GLOBAL_COUNTER,
];

/** Undefined where there is no rule of that id. */
export function ruleOf(id: string): Rule | undefined {
  return ALL_RULES.find((rule) => rule.id === id);
}
