import { fieldsIn, fieldsUsedBy, type PackedField, packedFields } from "../code/packed-fields.ts";
import type { ReportSharing } from "../../model/report.ts";
import { separateFields } from "../patches/separate-fields.ts";
import type { Rule, Subject } from "../rule.ts";
import { listed, shortNameOf } from "../users.ts";

/** Small variables in one slot: who changes one of them meets those who use another one. */
export const FALSE_SHARING: Rule = {
  id: "false-sharing",
  title: "Variables of different users in one slot",
  detects:
    "A slot that the compiler has packed with several variables, where a call changes some of them and a call of another user looks at others only: whatever the one changes, the other takes the same course.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Fair {
    bool public open = true;
    uint64 public visitors;
    mapping(address guest => uint256) public ridesOf;

    function enter() external {
        visitors += 1;
    }

    function ride() external {
        require(open, "closed");
        ridesOf[msg.sender] += 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Fair {
    bool public open = true;
    mapping(address guest => uint256) public ridesOf;
    uint64 public visitors;

    function enter() external {
        visitors += 1;
    }

    function ride() external {
        require(open, "closed");
        ridesOf[msg.sender] += 1;
    }
}
`,
  refactor:
    "Give each of them a slot of its own: declare them apart, with a variable between them that fills a slot, or make the one that never changes immutable. Keep together what is written together.",
  price:
    "One slot more: who uses both pays for another cold access (2,100 gas), and the first write of a new slot costs more (up to 20,000 gas). The order of the storage changes: not for what is deployed behind a proxy.",
  confidence: {
    high: "Two functions were run with what the other one changes in the slot and took the same course, and the code says as well that they use different fields.",
    medium:
      "Two ways through one function were: which fields each of them uses, only the bytes tell that were seen to change.",
  },
  sources: [
    "https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html",
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://en.wikipedia.org/wiki/False_sharing",
  ],
  isAboutSlot: true,
  check: (subject) => {
    const { hotspot, code, variable } = subject;
    if (hotspot.class !== "storage" || variable === undefined) return undefined;
    const fields = packedFields(code, hotspot.packed);
    if (fields === undefined || fields.length < 2) return undefined;
    const meetings = hotspot.sharing.flatMap((one) => meetingOf(subject, one, fields) ?? []);
    const [first] = meetings;
    if (first === undefined) return undefined;
    const apart = (a: PackedField, b: PackedField): boolean =>
      meetings.some(({ pairs }) =>
        pairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a)),
      );
    // The slot is told of once, by the first variable that does not belong where another is.
    const names = (hotspot.variable ?? "").split(", ");
    const concerned = fields.filter((field) => fields.some((other) => apart(field, other)));
    const speaker = names.find((name) => concerned.some((one) => one.variable.name === name));
    if (speaker !== variable.name) return undefined;
    const groups = groupsOf(fields, apart);
    const edits = separateFields(subject, groups);
    const slots = groups.map((group) => listed(group.map(({ path }) => path)));
    const split = `Give a slot of its own to each of: ${slots.join(" | ")}`;
    const isMembers = fields.some(({ members }) => members.length > 0);
    const isAll = hotspot.sharing.every(({ verdict }) => verdict === "false sharing");
    const sentences = [...new Set(meetings.map(describe))];
    return {
      message: `${listed(hotspot.packed)} share a slot. ${sentences.join(" ")}`,
      evidence: [
        ...new Set(
          meetings.map(({ a, b }) =>
            a === b
              ? `Calls of ${a} change different bytes of the slot, and take the same course whatever others change in theirs.`
              : `${a} and ${b} take the same course whatever the other changes in the slot: this was run.`,
          ),
        ),
        ...(isAll ? [] : ["Others meet there because they use the same variable: that stays."]),
      ],
      confidence: meetings.every(({ isInCode }) => isInCode) ? "high" : "medium",
      refactor:
        edits === undefined
          ? `${split}:\n${isMembers ? "put a member between them that fills a slot, or take some out of the struct into a mapping of their own" : "uint256 private _padding; // between them, or a mapping: what fills a slot"}`
          : `${split}, by padding between them.`,
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "separate", slots: groups.map((group) => group.map(nameOf)) },
    };
  },
};

function nameOf({ variable, members }: PackedField): string {
  return [variable.name, ...members].join(".");
}

/** Two functions that meet for nothing. */
interface Meeting {
  readonly a: string;
  readonly b: string;
  /** What the one changes, and what the other uses: they are to be in different slots. */
  readonly pairs: readonly (readonly [PackedField, PackedField])[];
  readonly changedByA: readonly PackedField[];
  readonly changedByB: readonly PackedField[];
  /** The code says the same as the experiment. */
  readonly isInCode: boolean;
}

/** Undefined where the code does not bear out what was seen. */
function meetingOf(
  { code, notForUsers }: Subject,
  { a, b, verdict, masks }: ReportSharing,
  fields: readonly PackedField[],
): Meeting | undefined {
  if (verdict !== "false sharing" || masks === null) return undefined;
  if (notForUsers.has(a) && notForUsers.has(b)) return undefined;
  const entries = [a, b].map((title) => entryNameOf(title, shortNameOf(code)));
  const [first, second] = entries;
  if (first === undefined || second === undefined) return undefined;
  const seenA = fieldsIn(masks[0], fields);
  const seenB = fieldsIn(masks[1], fields);
  if (first === second) {
    // Two ways through one function: of what either uses, only the bytes tell.
    const pairs = pairsOf(seenA, seenB);
    if (seenA.some((one) => seenB.includes(one)) || pairs.length === 0) return undefined;
    return { a, b, pairs, changedByA: seenA, changedByB: seenB, isInCode: false };
  }
  const [usesA, usesB] = [first, second].map((entry) => fieldsUsedBy(code, fields, entry));
  if (usesA === undefined || usesB === undefined) return undefined;
  if (!seenA.every((one) => usesA.changed.has(one))) return undefined;
  if (!seenB.every((one) => usesB.changed.has(one))) return undefined;
  const isShared =
    [...usesA.changed].some((one) => usesB.used.has(one)) ||
    [...usesB.changed].some((one) => usesA.used.has(one));
  if (isShared) return undefined;
  const pairs = [...pairsOf(usesA.changed, usesB.used), ...pairsOf(usesB.changed, usesA.used)];
  if (pairs.length === 0) return undefined;
  const [changedByA, changedByB] = [usesA, usesB].map(({ changed }) =>
    fields.filter((one) => changed.has(one)),
  );
  return {
    a,
    b,
    pairs,
    changedByA: changedByA ?? [],
    changedByB: changedByB ?? [],
    isInCode: true,
  };
}

/** Of a function of this contract. */
function entryNameOf(title: string, contract: string): string | undefined {
  const plain = title.replace(/\(.*$/, "");
  return plain.startsWith(`${contract}.`) ? plain.slice(contract.length + 1) : undefined;
}

function pairsOf(
  changed: Iterable<PackedField>,
  used: Iterable<PackedField>,
): (readonly [PackedField, PackedField])[] {
  const others = [...used];
  return [...changed].flatMap((one) => others.map((other) => [one, other] as const));
}

/** As few as can be made in the order of the fields. */
function groupsOf(
  fields: readonly PackedField[],
  apart: (a: PackedField, b: PackedField) => boolean,
): readonly (readonly PackedField[])[] {
  const groups: PackedField[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    const open = [...(last === undefined ? [] : [last]), ...groups];
    const group = open.find((one) => !one.some((other) => apart(field, other)));
    if (group === undefined) groups.push([field]);
    else group.push(field);
  }
  return groups;
}

function describe({ a, b, changedByA, changedByB, pairs }: Meeting): string {
  const paths = (fields: readonly PackedField[]) => listed(fields.map(({ path }) => path));
  const usedBy = (changed: readonly PackedField[]) => [
    ...new Set(pairs.filter(([one]) => changed.includes(one)).map(([, other]) => other)),
  ];
  const [writer, reader, changed] = changedByA.length > 0 ? [a, b, changedByA] : [b, a, changedByB];
  return `${writer} changes ${paths(changed)}; ${reader} does not look at ${changed.length > 1 ? "them" : "it"}, but uses ${paths(usedBy(changed))}.`;
}
