import type { RulePage } from "../../model/suggestion.ts";
import { confidenceText } from "../texts/confidence-text.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** The page of a rule; its Solidity is not wrapped. */
export function renderRule(rule: RulePage, { paint, width }: Screen): readonly string[] {
  const isInherent = rule.isInherent === true;
  const text = (words: string) => indent(wrap(words, width - 2), 2);
  const code = (solidity: string) => indent(solidity.trimEnd().split("\n"), 2);
  const section = (title: string, lines: readonly string[]) => [paint.heading(title), ...lines, ""];
  return [
    paint.strong(`${rule.id}: ${rule.title}`),
    "",
    ...(isInherent
      ? section("Inherent", text("No refactor keeps what such a contract means."))
      : []),
    ...section("What it looks for", text(rule.detects)),
    ...section("Impact", text(rule.impact)),
    ...section("Confidence", confidenceText(rule.confidence).flatMap(text)),
    ...section(isInherent ? "What can be done" : "What to do", text(rule.refactor)),
    ...section("What it costs", text(rule.price)),
    ...section("For example", code(rule.bad)),
    ...section(isInherent ? "With another meaning" : "Better", code(rule.better)),
    ...section(
      "Sources",
      rule.sources.map((source) => `  ${source}`),
    ),
    paint.heading("To hear nothing of it"),
    `  /// @custom:parallel-evm-ignore ${rule.id} why`,
    ...text("in the NatSpec comment of the variable, its contract or a function that uses it,"),
    `  /// @dev text @custom:parallel-evm-ignore ${rule.id} why`,
    ...text("where the compiler refuses that tag, as before 0.8; or in the Hardhat config:"),
    `  parallelEvm: { suggestions: { ignore: [{ rule: "${rule.id}", reason: "why" }] } }`,
  ];
}

/** Ids and titles of all rules. */
export function renderRuleList(
  rules: readonly RulePage[],
  { paint, width }: Screen,
): readonly string[] {
  const longest = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.flatMap(({ id, title }) =>
    wrap(title, Math.max(20, width - longest - 4)).map(
      (line, i) => `  ${(i === 0 ? id : "").padEnd(longest)}  ${line}`,
    ),
  );
  const end = "What a rule means and costs: npx hardhat parallel-evm explain RULE";
  return [paint.heading("Rules"), ...lines, "", ...wrap(end, width)];
}
