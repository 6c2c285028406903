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

/**
 * All that it becomes more or less by, each as the code has it; for lines of a sketch, one for each. `amount` where that is too much to show.
 */
export function amountTexts(uses: readonly Use[], kind: "add" | "subtract"): readonly string[] {
  const changes = uses.filter((use) => use.kind === kind);
  const texts = changes.map(({ value, source }) =>
    value === undefined ? "1" : sourceText(source, value),
  );
  const distinct = [...new Set(texts)];
  const isShown = distinct.length <= 3 && distinct.every((text) => PLAIN.test(text));
  return isShown && distinct.length > 0 ? distinct : ["amount"];
}

/** On one line, and without anything that is done on the way. */
const PLAIN = /^(?!.*(\+\+|--|\/\/|\/\*))[\w.$[\]() ,+*/%-]{1,60}$/;

/** To stand behind a minus. */
export function inBrackets(text: string): string {
  return /[ +-]/.test(text) ? `(${text})` : text;
}
