import { amountTexts, inBrackets } from "../code/amount-text.ts";
import type { EntryChange } from "../code/changes.ts";
import { labelsOf } from "../code/entry-label.ts";
import { freeName } from "../code/names.ts";
import { changingEntriesTo } from "../code/reach.ts";
import type { EntryChanges } from "../entry-changes.ts";
import type { Subject } from "../rule.ts";
import { entryParts } from "./entry-parts.ts";

/**
 * How an entry would be split by hand: what many put in goes to their own parts, and what is taken out comes from
 * all of them where one account takes it, else from the own part first. `isAsked`: calls ask whether there is enough.
 */
export function sketchOfEntry(
  subject: Subject,
  field: string,
  changes: EntryChanges,
  isAsked: boolean,
): string {
  const { code, shards } = subject;
  const { puts, takes, takesOfOne } = changes;
  const [first] = [...puts, ...takes, ...takesOfOne];
  if (first === undefined) return "";
  const { declaration, entry, index } = entryParts(code, field, first.use, shards);
  const sum = `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) sum += ${entry}[${index}];`;
  const where = takesOfOne.length > 0 ? "shown" : "spent or shown";
  const own = `${entry}[uint160(msg.sender) % ${shards}]`;
  const putting = amountsOf(puts, "add").map((amount) => `${own} += ${amount};`);
  const drawing = takes.length === 0 ? [] : taking(subject, field, changes, isAsked);
  // What is drawn and put in by one way is shown behind it.
  const shown = `${sum} // where it is ${where}`;
  return [
    declaration,
    ...putting,
    ...(puts.length > 0 ? [shown, ...drawing] : [...drawing, shown]),
    ...takesOfOne.flatMap((one) => takingAll(subject, field, one, isAsked)),
  ].join("\n");
}

/** By callers who are many: each from the own part. */
function taking(
  { code, shards }: Subject,
  field: string,
  { puts, takes, isOwnTaken }: EntryChanges,
  isAsked: boolean,
): readonly string[] {
  const [take] = takes;
  if (take === undefined) return [];
  const { entry, index } = entryParts(code, field, take.use, shards);
  const own = `${entry}[uint160(msg.sender) % ${shards}]`;
  const amounts = amountsOf(takes, "subtract");
  const asking = isAsked ? amounts.map((amount) => `require(${own} >= ${amount});`) : [];
  const draws = (why: string) => amounts.map((amount) => `${own} -= ${amount}; // ${why}`);
  if (isOwnTaken) return [...asking, ...draws("of what its sender has put in")];
  if (puts.length === 0)
    return [...asking, ...draws(`what is put in is dealt out to all ${shards}`)];
  const part = freeName("own", [code]);
  const [amount = "amount"] = amounts;
  return [
    `uint256 ${part} = uint160(msg.sender) % ${shards};`,
    `if (${entry}[${part}] < ${amount}) for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) if (${index} != ${part}) { ${entry}[${part}] += ${entry}[${index}]; ${entry}[${index}] = 0; }`,
    ...draws(
      "of what all have put in, where its own part has too little: fails where there is less",
    ),
  ];
}

/** By the one account that may: of all parts together. */
function takingAll(
  { code, shards }: Subject,
  field: string,
  { use, amount }: EntryChange,
  isAsked: boolean,
): readonly string[] {
  const { entry, index } = entryParts(code, field, use, shards);
  const sum = freeName("all", [code]);
  const isEmptied = amount?.id === use.target.id;
  const much = amountsOf([{ use, amount }], "subtract").map(inBrackets).join("");
  return [
    `// In ${labelsOf(code, changingEntriesTo(code, use.function)).join(", ")}:`,
    `uint256 ${sum};`,
    `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) { ${sum} += ${entry}[${index}]; ${entry}[${index}] = 0; }`,
    ...(isEmptied
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
