import type { ConfidencePage } from "../../model/suggestion.ts";

/** What makes the findings of a rule high, medium or low, a line each, and what lowers those of any rule. */
export function confidenceText(page: ConfidencePage): readonly string[] {
  const own = LEVELS.flatMap((level) => {
    const text = page[level];
    return text === undefined ? [] : `${level}: ${text}`;
  });
  return [...own, OF_ALL];
}

const LEVELS = ["high", "medium", "low"] as const;

const OF_ALL =
  "Of any rule: medium at most where assembly goes by the variable's place in storage; low where users come by another contract alone and parts by the caller were advised, where it gains nothing by itself nor with the others, and of a diff that was proved to break tests, not to compile or to gain less.";
