import type { RulePage } from "../../model/suggestion.ts";

/** What formats that describe rules say of one. */
export type RuleText = Omit<RulePage, "bad" | "better" | "confidence" | "isInherent">;

/** Of the findings that orders make: no suggestion, as no code is named that should be another. */
export const ORDER_RULE: RuleText = {
  id: "order-decides-success",
  title: "The order decides who succeeds",
  detects:
    "Two recorded calls of different senders that conflict were run in both orders on the same state: " +
    "one of them fails when it comes second, or first, and succeeds otherwise.",
  impact: "high",
  refactor:
    "Whether that is meant depends on the contract: the last ticket goes to whoever comes first, and a pause stops " +
    "whoever comes later. Where it is not, let both calls succeed in either order: take what is asked for at most, " +
    "give each user a state of its own, or settle later what many asked for.",
  price: "",
  sources: [],
};
