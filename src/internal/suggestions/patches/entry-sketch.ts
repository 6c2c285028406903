import { amountTexts, inBrackets } from "../code/amount-text.ts";
import type { EntryChange } from "../code/changes.ts";
import { labelsOf } from "../code/entry-label.ts";
import { freeName } from "../code/names.ts";
import { changingEntriesTo } from "../code/reach.ts";
import type { EntryChanges } from "../entry-changes.ts";
import type { Subject } from "../rule.ts";
import { entryParts } from "./entry-parts.ts";

/** How an entry is to be split, beyond what the code says. */
export interface EntrySplit {
  /** Calls ask whether there is enough. */
  readonly isAsked: boolean;
  /** What is put in is dealt out to all parts: who draws on it are others than those who put it in. */
  readonly isDealtOut: boolean;
}

/**
 * How an entry would be split by hand: what many put in goes to their own parts, or is dealt out to all of them, and
 * what is taken out comes from all of them where one account takes it, else from the own part first.
 */
export function sketchOfEntry(
  subject: Subject,
  field: string,
  changes: EntryChanges,
  split: EntrySplit,
): string {
  const { code, shards } = subject;
  const { puts, putsOfOne, takes, takesOfOne } = changes;
  const [first] = [...puts, ...takes, ...takesOfOne];
  if (first === undefined) return "";
  const { declaration, entry, index } = entryParts(code, field, first.use, shards);
  const sum = `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) sum += ${entry}[${index}];`;
  const where = takes.length + takesOfOne.length > 0 ? "shown" : "spent or shown";
  const own = `${entry}[uint160(msg.sender) % ${shards}]`;
  const putting = split.isDealtOut
    ? dealingOut(subject, field, [...puts, ...putsOfOne])
    : amountsOf(puts, "add").map((amount) => `${own} += ${amount};`);
  const isPartly = (one: EntryChange) => !isEmptied(one);
  const drawing = taking(subject, field, { ...changes, takes: takes.filter(isPartly) }, split);
  // What is drawn and put in by one way is shown behind it.
  const shown = `${sum} // where it is ${where}`;
  return [
    declaration,
    ...new Set(putting),
    ...(putting.length > 0 ? [shown, ...drawing] : [...drawing, shown]),
    ...[...takes.filter(isEmptied), ...takesOfOne].flatMap((one) =>
      takingAll(subject, field, one, split),
    ),
  ].join("\n");
}

/** A share for each part, all of which are what is put in: as many of them get one more as the division leaves. */
function dealingOut(
  { code, shards }: Subject,
  field: string,
  puts: readonly EntryChange[],
): readonly string[] {
  if (puts.length === 0) return ["// what is put in is dealt out to all parts"];
  return puts.flatMap((put) => {
    const { entry, index } = entryParts(code, field, put.use, shards);
    return amountsOf([put], "add").map(
      (amount) =>
        `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) ${entry}[${index}] += (${inBrackets(amount)} + ${index}) / ${shards}; // ${amount}, dealt out to all parts`,
    );
  });
}

/** By callers who are many: each from the own part. */
function taking(
  subject: Subject,
  field: string,
  { takes, isOwnTaken }: EntryChanges,
  { isAsked }: EntrySplit,
): readonly string[] {
  const { code, shards } = subject;
  const [take] = takes;
  if (take === undefined) return [];
  const { declaration, entry, index } = entryParts(code, field, take.use, shards);
  const own = `${entry}[uint160(msg.sender) % ${shards}]`;
  const amounts = amountsOf(takes, "subtract");
  if (isOwnTaken || /\bint256\[/.test(declaration)) {
    const why = isOwnTaken ? "of what its sender has put in" : "a part may be less than nothing";
    return amounts.flatMap((amount) => [
      ...(isAsked ? [`require(${own} >= ${amount});`] : []),
      `${own} -= ${amount}; // ${why}`,
    ]);
  }
  const [left, part, taken] = ["left", "own", "taken"].map((name) => freeName(name, [code]));
  return amounts.flatMap((amount, i) => [
    `${i === 0 ? "uint256 " : ""}${left} = ${amount};`,
    `for (uint256 ${index} = 0; ${left} > 0 && ${index} < ${shards}; ${index}++) { uint256 ${part} = (uint160(msg.sender) + ${index}) % ${shards}; uint256 ${taken} = ${entry}[${part}] < ${left} ? ${entry}[${part}] : ${left}; ${entry}[${part}] -= ${taken}; ${left} -= ${taken}; } // from its own part, and where that has too little from the next ones`,
    `require(${left} == 0); // all together have less`,
  ]);
}

/** All of it goes, whatever it is. */
export function isEmptied({ use, amount }: Pick<EntryChange, "use" | "amount">): boolean {
  return amount?.id === use.target.id;
}

/** By the one account that may, or by whoever takes all: of all parts together. */
function takingAll(
  { code, shards }: Subject,
  field: string,
  { use, amount }: EntryChange,
  { isAsked }: EntrySplit,
): readonly string[] {
  const { entry, index } = entryParts(code, field, use, shards);
  const sum = freeName("all", [code]);
  const much = amountsOf([{ use, amount }], "subtract").map(inBrackets).join("");
  return [
    `// In ${labelsOf(code, changingEntriesTo(code, use.function)).join(", ")}:`,
    `uint256 ${sum};`,
    `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) { ${sum} += ${entry}[${index}]; ${entry}[${index}] = 0; }`,
    ...(isEmptied({ use, amount })
      ? []
      : [
          ...(isAsked ? [`require(${sum} >= ${much});`] : []),
          `${entry}[0] = ${sum} - ${much}; // what is left; fails where there is less`,
        ]),
  ];
}

function amountsOf(
  changes: readonly Pick<EntryChange, "use" | "amount">[],
  kind: "add" | "subtract",
): readonly string[] {
  if (changes.length === 0) return [];
  return amountTexts(
    changes.map(({ use, amount }) => ({ ...use, kind, value: amount })),
    kind,
  );
}
