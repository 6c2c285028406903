import { type AstNode, childOf, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { contextMember, senderName } from "../code/call-context.ts";
import type { StateVariable } from "../code/contract-code.ts";
import { labelsOf } from "../code/entry-label.ts";
import { changingEntriesTo, entriesTo } from "../code/reach.ts";
import { companionOf } from "../code/running-extremes.ts";
import { type Use, usesOf } from "../code/uses.ts";
import { eventInstead, eventName } from "../patches/event-instead.ts";
import { isRead, readersOf } from "../readers.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing, listed, usersReach } from "../users.ts";

/** Who was here last, and when: everybody overwrites it, and no transaction asks. */
export const BOOKKEEPING: Rule = {
  id: "bookkeeping",
  title: "Last caller or last time, for nobody's use",
  detects:
    "A number or an address that everybody's call overwrites with its sender, its block's time or number or the value that comes with it, and that no function reads but views.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Guestbook {
    address public lastVisitor;
    mapping(address visitor => bytes32 words) public wordsOf;

    function visit(bytes32 words) external {
        wordsOf[msg.sender] = words;
        lastVisitor = msg.sender;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Guestbook {
    event LastVisitorChanged(address indexed lastVisitor);
    mapping(address visitor => bytes32 words) public wordsOf;

    function visit(bytes32 words) external {
        wordsOf[msg.sender] = words;
        emit LastVisitorChanged(msg.sender);
    }
}
`,
  refactor:
    "Emit an event instead, which meets nobody and whose block has the time; or keep it for each user, in a mapping by msg.sender.",
  price:
    "The getter goes, and so does each view that reads the value, so that contracts cannot ask for it, and front ends read the log instead: leave it where one of them is needed. The order of the storage behind it changes: not for what is deployed behind a proxy. On engines that do not count a write of the value that is there already, a time or a block number conflicts with the first call of each block only.",
  confidence: {
    high: "Calls were run with other values in it and left the same there, and no view needs it.",
    medium: "Nothing was run with other values in it; or a view needs it, and cannot be kept.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.soliditylang.org/en/latest/contracts.html#events",
  ],
  check: (subject) => {
    const { variable, code, project, hotspot } = subject;
    if (variable === undefined) return undefined;
    const names = (hotspot.variable ?? "").split(", ");
    const kept = names.flatMap((name) => code.variable(name) ?? []);
    const books = kept.filter((one) => isBookkeeping(subject, one));
    // What shares the slot is told of once.
    if (books[0] !== variable) return undefined;
    // Without it the calls would meet at what else is in the slot.
    if (books.length < names.length) return undefined;
    const callers = usersReachAny(subject, books);
    if (callers.length === 0) return undefined;
    const seen = subject.accumulators.some(({ verdict }) => verdict === "overwritten");
    const all = listed(books.map(({ name }) => name));
    const views = viewsOf(subject, books);
    const isOne = books.length === 1;
    const edits = books.flatMap((one) => eventInstead(project, one, subject.asked) ?? [undefined]);
    return {
      message: [
        `Everybody who calls ${listed(callers)} overwrites ${all} with ${listed(valuesOf(subject, books))}, and no transaction reads ${isOne ? "it" : "them"}`,
        ...(views.length === 0
          ? ["."]
          : [
              `, but ${doing(views, "is a view that does", "are views that do")}: without ${isOne ? "it" : "them"} ${views.length === 1 ? "it cannot" : "they cannot"} be kept.`,
            ]),
      ].join(""),
      evidence: seen
        ? ["With other values in it, the calls did the same, and left the same there."]
        : ["Nothing was run with other values in it: this is from the code alone."],
      confidence: seen && views.length === 0 ? "high" : "medium",
      refactor: `Emit ${listed(books.map(({ name }) => eventName(name)))} instead of storing ${all}${views.length === 0 ? "." : `; ${doing(views, "goes, or what it says is", "go, or what they say is")} reckoned from the log by whoever asks. Where a contract has to ask, leave it as it is.`}`,
      ...(edits.every((edit) => edit !== undefined) ? { edits } : {}),
      remedy: {
        kind: "remove",
        ...(subject.hotspot.packed.length > 1 ? { fields: books.map(({ name }) => name) } : {}),
      },
    };
  },
};

/** Views that users call and that do more than to return one of them, as a getter does; sorted. */
function viewsOf({ code }: Subject, variables: readonly StateVariable[]): readonly string[] {
  const reads = variables.flatMap((one) => usesOf(code, one).filter(({ kind }) => kind === "read"));
  const needing = reads.flatMap((use) =>
    isGetter(use) ? [] : entriesTo(code, use.function).filter(({ isView }) => isView),
  );
  return labelsOf(code, needing);
}

/** `function last() … { return _last; }` */
function isGetter({ function: { body }, operation }: Use): boolean {
  const [statement, ...others] = nodesIn(body.fields.statements);
  const isReturned = childOf(statement, "expression")?.id === operation.id;
  return statement?.nodeType === "Return" && others.length === 0 && isReturned;
}

function isBookkeeping(subject: Subject, variable: StateVariable): boolean {
  const { code, hotspot } = subject;
  const uses = usesOf(code, variable);
  const sets = uses.filter(({ kind }) => kind !== "read");
  const reads = uses.filter(({ kind }) => kind === "read");
  if (sets.filter(isByUsers).length === 0) return false;
  if (!sets.every((use) => !isByUsers(use) || isNote(use))) return false;
  // Only who breaks a record overwrites it: it belongs to what decides that.
  if (companionOf(code, variable) !== undefined) return false;
  if (reads.some((use) => isByUsers(use) && changingEntriesTo(code, use.function).length > 0)) {
    return false;
  }
  if (isRead(readersOf(subject, variable, reads.filter(isByUsers)))) return false;
  const pattern = new RegExp(`^${variable.name.replaceAll("$", "\\$")}$`);
  return hotspot.accumulators
    .filter(({ field }) => field === null || pattern.test(field))
    .every(({ verdict }) => verdict !== "flows" && verdict !== "commutative");
}

function isByUsers({ function: { kind } }: Use): boolean {
  return kind !== "constructor";
}

/** `last = msg.sender`, `last = uint64(block.timestamp)` */
function isNote({ kind, steps, value }: Use): boolean {
  return (
    kind === "assign" && steps.length === 0 && value !== undefined && noteOf(value) !== undefined
  );
}

function noteOf(value: AstNode): string | undefined {
  if (senderName(value) !== undefined) return "the sender";
  if (value.nodeType === "FunctionCall") {
    const isConversion = textOf(value, "kind") === "typeConversion";
    const [inner] = nodesIn(value.fields.arguments);
    return isConversion && inner !== undefined ? noteOf(inner) : undefined;
  }
  return NOTES[contextMember(value) ?? ""];
}

const NOTES: Readonly<Record<string, string>> = {
  "tx.origin": "the sender",
  "block.timestamp": "the block's time",
  "block.number": "the block's number",
  "msg.value": "what is sent",
};

function valuesOf({ code }: Subject, variables: readonly StateVariable[]): string[] {
  const notes = variables.flatMap((one) =>
    usesOf(code, one).flatMap(({ kind, value }) =>
      kind === "assign" && value !== undefined ? (noteOf(value) ?? []) : [],
    ),
  );
  return [...new Set(notes)];
}

function usersReachAny(subject: Subject, variables: readonly StateVariable[]): string[] {
  const sets = variables.flatMap((one) => usesOf(subject.code, one).filter(isNote));
  return [...new Set(sets.flatMap((use) => usersReach(subject, use.function)))].sort();
}
