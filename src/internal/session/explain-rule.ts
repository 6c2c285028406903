import { nearestName } from "../primitives/nearest-name.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { printRule, printRules } from "../report/print-rule.ts";
import { ALL_RULES, ruleOf } from "../suggestions/all-rules.ts";
import type { Rule } from "../suggestions/rule.ts";

/** Prints the page of a rule; without an id, the list of all. Throws PE015 when there is no such rule. */
export function explainRule(id: string): void {
  if (id === "") {
    printRules(ALL_RULES, process.stdout, process.env);
    return;
  }
  printRule(checkRule(id), process.stdout, process.env);
}

/** The rule of an id. Throws PE015 when there is none. */
export function checkRule(id: string): Rule {
  const rule = ruleOf(id);
  if (rule !== undefined) return rule;
  const ids = ALL_RULES.map((one) => one.id);
  throw new ParallelEvmError("PE015", [id, nearestName(id, ids) ?? ""]);
}
