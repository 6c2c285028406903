import type { Rule } from "./rule.ts";
import { GLOBAL_COUNTER } from "./rules/global-counter.ts";

/** The most specific first: of several that fit a hotspot, the first one speaks. */
export const ALL_RULES: readonly Rule[] = [GLOBAL_COUNTER];

/** Undefined where there is no rule of that id. */
export function ruleOf(id: string): Rule | undefined {
  return ALL_RULES.find((rule) => rule.id === id);
}
