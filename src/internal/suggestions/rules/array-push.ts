import { changingReaders } from "../code/changing-readers.ts";
import { type OrderAsked, orderAskedOf } from "../code/order-of-list.ts";
import { harmlessForList, isTakenWhole } from "../code/harmless-for-lists.ts";
import { lengthUses } from "../code/length-uses.ts";
import { queuePartOf } from "../code/queues.ts";
import { sortedListOf } from "../code/sorted-lists.ts";
import { isRunBy } from "../code/used-beside.ts";
import type { Use } from "../code/uses.ts";
import {
  boundLines,
  describeBound,
  isBoundKnown,
  leftWithBound,
  remedyInParts,
} from "../bounded-length.ts";
import { placeNames } from "../describe-places.ts";
import { describeListPlaces, type ListPlaces, listPlaces } from "../list-places.ts";
import { type IdsOfPackageList, idsOfPackageList } from "../ids-of-package-list.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { listPartOf, sketchListInParts } from "../list-in-parts.ts";
import { type SharedList, sharedListOf } from "../shared-list.ts";
import { type UsedLength, movingEntries, usedLength } from "../used-length.ts";
import { doing, listed } from "../users.ts";

/** A list that everybody writes to, and that code reads. */
export const ARRAY_PUSH: Rule = {
  id: "array-push",
  title: "One list that everybody pushes to",
  detects:
    "A dynamic array to which calls of different users push, or from which they pop, so that all of them read and write its length, and which functions read that change the state; or one under a key that several users name. Not where these calls do something else with its length than a part would do with its own.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Raffle {
    address[] private _players;
    address public winner;

    function enter() external {
        _players.push(msg.sender);
    }

    function draw() external {
        winner = _players[block.prevrandao % _players.length];
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Raffle {
    uint256 private constant PARTS = 16;

    address[][PARTS] private _players;
    address public winner;

    function enter() external {
        _players[uint160(msg.sender) % PARTS].push(msg.sender);
    }

    function draw() external {
        uint256 count;
        for (uint256 part = 0; part < PARTS; part++) count += _players[part].length;
        uint256 place = block.prevrandao % count;
        uint256 at;
        while (place >= _players[at].length) place -= _players[at++].length;
        winner = _players[at][place];
    }
}
`,
  refactor:
    "Keep a list for each user; or split the list into parts by the caller, and have who reads it go through the parts; or keep a mapping for what code looks up, and emit an event for whoever wants to enumerate.",
  price:
    "The order of entries over all parts is lost, and places change: what holds the index of an entry needs the part as well. Who reads the whole list reads a length for each part.",
  confidence: {
    high: "Calls were run with another length and came to another entry; nothing in the code asks for an order of entries, nor for one by its place; a bound of its length, if there is one, is a number that the code says.",
    medium:
      "Nothing was run with another length; or entries are asked for by their place, which has to go on in another way; or what is asked of the list keeps it as it is; or how long it may be is stored or handed to a constructor.",
    low: "Calls go through places from one to another, or something is asked of a place that may be one of this list or of another contract: the evidence says where to look; or a contract makes ids or a bound of how long a package's list is.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable, project, code } = subject;
    const list = sharedListOf(subject);
    if (variable === undefined || list === undefined) return undefined;
    // Parts of a queue are queues, each with a front of its own.
    if (queuePartOf(code, variable) !== undefined) return undefined;
    // Nor is what is sorted in parts sorted over all.
    if (sortedListOf(code, variable) !== undefined) return undefined;
    const { name, keys, uses, changes, movers, isSeenToFlow } = list;
    const isPopped = changes.some(({ kind }) => kind === "pop");
    const reads = uses.filter(({ kind }) => kind !== "push");
    const places = listPlaces(subject, list);
    const isKept = [places.keyed, places.asking, places.maybeAsking].some((all) => all.length > 0);
    const { byNumber, ranges, unsure } = places;
    const isRead = isPopped || isKept || changingReaders(project, code, variable, reads).length > 0;
    // At no key it is a history then.
    if (!isRead && keys.length === 0) return undefined;
    const isForeign = variable.source.isExternal === true;
    const ordered = isForeign ? [] : orderAskedOf(code, uses, keys.length);
    const order = describeOrder(ordered.filter(({ kind }) => kind !== "first"));
    const inherent = [
      ...(order.length === 0
        ? []
        : [`${listed(order)}, and there is no order over all parts of it`]),
      ...(isForeign || byNumber.length === 0
        ? []
        : [`${listed(byNumber)}, and a place in one part says nothing of that in all`]),
    ];
    const what = isPopped ? "pushes to or pops from" : "pushes to";
    const ids = isForeign ? idsOfPackageList(subject, list) : undefined;
    const length = isForeign || inherent.length > 0 ? NOTHING : lengthOf(subject, list);
    // No part knows what hangs on the length of all.
    if (length.kind === "else") return undefined;
    const isSure = isSeenToFlow === true && ordered.length === 0 && !isKept;
    const isLow = ranges.length > 0 || unsure.length > 0;
    return {
      message: `Each call of ${movers.join(", ")} ${what} ${name}, so that all of them read and write its length.`,
      evidence: [
        ...(isSeenToFlow ? ["With another length, the calls wrote or took another entry."] : []),
        ...(keys.length === 0
          ? []
          : [`Several users name the same list, by ${listed(keys.map(withoutOrigin))}.`]),
        ...(isForeign
          ? [`${variable.contract} of a package keeps the list: without it, events tell the same.`]
          : []),
        ...describeOrder(ordered).map((one) => `${one}.`),
        ...describeListPlaces(places, name),
        ...(ids === undefined ? [] : [ids.evidence]),
        ...(length.kind === "bound" ? [describeBound(length)] : []),
      ],
      ...(inherent.length > 0
        ? {
            confidence: "medium" as const,
            refactor: `Leave ${name} as it is: ${inherent.join("; and ")}.`,
          }
        : isForeign
          ? withoutPackage(subject, list, ids, isSure)
          : ((length.kind === "bound" ? leftWithBound(name, length) : undefined) ?? {
              confidence: isLow
                ? "low"
                : isSure && (length.kind !== "bound" || isBoundKnown(length))
                  ? "high"
                  : "medium",
              ...inParts(subject, list, { isRead, places, length }),
            })),
    };
  },
};

const NOTHING: UsedLength = { kind: "nothing" };

function lengthOf(subject: Subject, { name, uses, keys, movers }: SharedList): UsedLength {
  const { code, variable } = subject;
  const counts = lengthUses(uses);
  const entries = movingEntries(subject, counts);
  const isTaken = (use: Use) => isTakenWhole(use) && isRunBy(code, entries, use.function);
  if (variable === undefined || uses.some(isTaken)) return { kind: "else" };
  const list = { variable, uses, keys: keys.length };
  return usedLength(subject, { name, counts, movers }, harmlessForList(code, list, entries));
}

/** What a package keeps is done without; where ids or a bound are made of it, that is not all. */
function withoutPackage(
  { variable, shards }: Subject,
  { name }: SharedList,
  ids: IdsOfPackageList | undefined,
  isSure: boolean,
): Pick<Diagnosis, "confidence" | "refactor" | "remedy"> {
  if (ids !== undefined) return { confidence: "low", refactor: ids.refactor };
  return {
    confidence: isSure ? "high" : "medium",
    refactor: `Do without ${variable?.contract ?? ""}, whose ${name} is pushed to: whoever wants to enumerate can do so from the events.`,
    remedy: { kind: "shard", shards },
  };
}

function inParts(
  subject: Subject,
  list: SharedList,
  {
    isRead,
    places,
    length,
  }: { readonly isRead: boolean; readonly places: ListPlaces; readonly length: UsedLength },
): Pick<Diagnosis, "refactor" | "remedy"> {
  const { code, variable } = subject;
  const shards = length.kind === "bound" ? length.parts : subject.shards;
  const lines =
    length.kind === "bound"
      ? boundLines(list.name, `${listPartOf(list, shards)}.length`, length)
      : NONE;
  const refactor =
    variable === undefined
      ? ""
      : sketchListInParts(code, list, variable, { shards, isRead, places, lines });
  return { refactor, ...remedyInParts(length.kind === "bound" ? length : undefined, shards) };
}

const NONE = { before: [], after: [] };

/** Parts know no order over all of them. */
function describeOrder(ordered: readonly OrderAsked[]): readonly string[] {
  return ASKED.flatMap(([kind, what]) => {
    const places = placeNames(ordered.filter((one) => one.kind === kind));
    return places.length === 0 ? [] : doing(places, `asks ${what}`, `ask ${what}`);
  });
}

const ASKED: readonly (readonly [OrderAsked["kind"], string])[] = [
  ["last", "for the last entries of all"],
  ["between", "what stands before or behind an entry"],
  ["first", "for the first one of all, which each part has"],
];

function withoutOrigin(key: string): string {
  return key.replace(/^arg:/, "");
}
