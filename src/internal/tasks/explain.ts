import type { NewTaskActionFunction } from "hardhat/types/tasks";

/** Prints the page of a rule, or the list of all. Throws PE015 when there is no such rule. */
const explain: NewTaskActionFunction<{ rule: string }> = async ({ rule }) => {
  const { explainRule } = await import("../session/explain-rule.ts");
  explainRule(rule);
};

export default explain;
