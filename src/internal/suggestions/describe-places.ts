import type { Place } from "./code/code-index.ts";
import { lineOf, sourceText, type StateVariable } from "./code/contract-code.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";
import { storedNumber } from "./stored-number.ts";

/** Where the variable is declared, changed and read, a sentence each. */
export function describePlaces(subject: Subject): string[] {
  const { variable } = subject;
  if (variable === undefined) return [];
  // Of a struct only what the finding is about.
  const uses = storedNumber(subject)?.uses ?? subject.uses;
  // A library's function that a view calls only reads it.
  const isRead = ({ kind, function: inside }: Use) => kind === "read" || inside.isView;
  const changes = uses.filter((use) => !isRead(use));
  const reads = uses.filter(isRead);
  return [
    `${variable.name} is declared at ${placeOf(variable)}.`,
    ...list("It is changed by", changes),
    ...list("It is read by", reads),
  ];
}

function list(lead: string, uses: readonly Use[]): string[] {
  const places = placeNames(
    uses.map(({ function: inside, operation }) => ({ function: inside, node: operation })),
  );
  return places.length === 0 ? [] : [`${lead} ${places.join(", ")}.`];
}

/** `deposit (contracts/Vault.sol:12)`, each once. */
export function placeNames(places: readonly Place[]): readonly string[] {
  const names = places.map(
    ({ function: { name, source }, node }) => `${name} (${placeOf({ source, node })})`,
  );
  return [...new Set(names)];
}

/** What stands there, cut to 60 characters. */
export function codeText({ node, function: { source } }: Place): string {
  const text = sourceText(source, node).replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function placeOf({ source, node }: Pick<StateVariable, "source" | "node">): string {
  const line = lineOf(source, node);
  return line === undefined ? source.path : `${line.file}:${line.line}`;
}
