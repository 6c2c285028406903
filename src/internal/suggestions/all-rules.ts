import type { Rule } from "./rule.ts";
import { ARRAY_PUSH } from "./rules/array-push.ts";
import { CHAINED_RANDOMNESS } from "./rules/chained-randomness.ts";
import { ENUMERABLE_SET } from "./rules/enumerable-set.ts";
import { GLOBAL_COUNTER } from "./rules/global-counter.ts";
import { GLOBAL_NONCE } from "./rules/global-nonce.ts";
import { ROUND_ROBIN } from "./rules/round-robin.ts";
import { SEQUENTIAL_ID } from "./rules/sequential-id.ts";
import { STORED_HISTORY } from "./rules/stored-history.ts";

/** The most specific first: of several that fit a hotspot, the first one speaks. */
export const ALL_RULES: readonly Rule[] = [
  ENUMERABLE_SET,
  CHAINED_RANDOMNESS,
  GLOBAL_NONCE,
  ROUND_ROBIN,
  STORED_HISTORY,
  ARRAY_PUSH,
  SEQUENTIAL_ID,
  GLOBAL_COUNTER,
];

/** Undefined where there is no rule of that id. */
export function ruleOf(id: string): Rule | undefined {
  return ALL_RULES.find((rule) => rule.id === id);
}
