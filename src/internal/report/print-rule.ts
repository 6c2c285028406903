import type { RulePage } from "../model/suggestion.ts";
import { type Environment, type Output, styleOf } from "./output.ts";
import { createScreen } from "./terminal/screen.ts";
import { renderRule, renderRuleList } from "./terminal/render-rule.ts";

/** Prints what there is to read of a rule. */
export function printRule(rule: RulePage, output: Output, environment: Environment): void {
  print(renderRule(rule, createScreen({ ...styleOf(output, environment), top: 0 })), output);
}

/** Prints the ids and titles of rules. */
export function printRules(
  rules: readonly RulePage[],
  output: Output,
  environment: Environment,
): void {
  print(renderRuleList(rules, createScreen({ ...styleOf(output, environment), top: 0 })), output);
}

function print(lines: readonly string[], output: Output): void {
  output.write(`\n${lines.join("\n")}\n\n`);
}
