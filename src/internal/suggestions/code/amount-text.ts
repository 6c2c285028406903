import { sourceText } from "./contract-code.ts";
import type { Use } from "./uses.ts";

/** By how much it becomes more or less, as the code has it where that is one and short; for sketches. */
export function amountText(uses: readonly Use[], kind: "add" | "subtract"): string {
  const changes = uses.filter((use) => use.kind === kind);
  const texts = new Set(
    changes.map(({ value, source }) => (value === undefined ? "1" : sourceText(source, value))),
  );
  const [text = "amount"] = texts;
  return texts.size === 1 && /^[\w.$[\]]{1,32}$/.test(text) ? text : "amount";
}
