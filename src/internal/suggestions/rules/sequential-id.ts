import { type AstNode, childOf, contains } from "../../model/solidity/ast-node.ts";
import { amountText } from "../code/amount-text.ts";
import { endsLoop } from "../code/asked-of-ids.ts";
import { lastChangeOf } from "../code/changes.ts";
import { CodeIndex } from "../code/code-index.ts";
import { sourceText, type StateVariable } from "../code/contract-code.ts";
import { decisionsIn } from "../code/decisions.ts";
import { isEpoch } from "../code/epochs.ts";
import { isGivenByCaller } from "../code/given-by-caller.ts";
import { isRepeated } from "../code/loops.ts";
import { freeName } from "../code/names.ts";
import { neededComparisons } from "../code/needed-comparisons.ts";
import { isInCondition, isValueUsed } from "../code/position.ts";
import { isPlaceInArray, isQueueEnd } from "../code/numbered-places.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isSigned } from "../code/signed-values.ts";
import type { Sink } from "../code/sink.ts";
import { isPlaceInTree } from "../code/tree-places.ts";
import { placeOfUse } from "../code/uses.ts";
import { cappedIds } from "../capped-ids.ts";
import { type Draw, drawIn } from "../draw.ts";
import { flowsInto } from "../evidence.ts";
import { type FreeIds, freeIds } from "../free-ids.ts";
import { describeIdsLater, notesOnIds } from "../describe-ids-later.ts";
import { type IdsLater, idsLater } from "../ids-later.ts";
import { isStepped, type MovedValue, movedValue, usesAt } from "../moved-value.ts";
import { partsOfQuota } from "../quota-parts.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { aboutPart, firstOf, storedNumber } from "../stored-number.ts";
import { listed } from "../users.ts";

/** Ids from one counter: each call takes the number that the one before has left. */
export const SEQUENTIAL_ID: Rule = {
  id: "sequential-id",
  title: "Ids from one counter",
  detects:
    "A number that grows by one with each call, or by as many as a loop then deals out, and whose value, not what is reckoned from it, becomes a key of a mapping, is stored, logged or returned.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Orders {
    uint256 private _nextId;
    mapping(uint256 id => address customer) public customerOf;

    event Placed(uint256 indexed id, address indexed customer);

    function place() external returns (uint256 id) {
        id = _nextId++;
        customerOf[id] = msg.sender;
        emit Placed(id, msg.sender);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Orders {
    mapping(address customer => uint96) private _nextIdOf;
    mapping(uint256 id => address customer) public customerOf;

    event Placed(uint256 indexed id, address indexed customer);

    function place() external returns (uint256 id) {
        id = (uint256(uint160(msg.sender)) << 96) | _nextIdOf[msg.sender]++;
        customerOf[id] = msg.sender;
        emit Placed(id, msg.sender);
    }
}
`,
  refactor:
    "Make ids of the sender and a number of the sender's own; or, where they must stay small, count in parts by the sender and interleave: `count * parts + part`.",
  price:
    "Ids do not tell the order any more, nor how many there are, and have gaps: what enumerates from 0 to the last one, tells which is the last, or checks `id < next`, needs another way. With the sender in them they are long, and show whose they are.",
  confidence: {
    high: "Calls were run with another number and came to other ids, and nothing hangs on the number but the ids, nor on what ids are.",
    medium:
      "Nothing was run with another number; or it has a bound; or ids are asked for elsewhere, or enumerated; or it matters how great one is, so that the counter stays.",
    low: "The number counts for something else, too, at which calls still meet; or ids are cut short; or something may be asked of them that other ids answer differently: the evidence says where to look.",
  },
  sources: [
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-43.md",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://docs.sei.io/learn/sei-giga-developers",
  ],
  check: (subject) => {
    const moved = movedValue(subject);
    const { variable } = subject;
    if (variable === undefined || moved === undefined || !/^uint\d*$/.test(moved.type))
      return undefined;
    const batch = batchOf(subject, moved);
    if (!isCounter(moved, batch) || isEpoch(moved.changes, moved.values)) return undefined;
    // What a view tells, as of the price that goes up with it, is nothing that the call takes.
    const plain = moved.sinks.filter(
      ({ kind, hash, isModulo, isReckoned, function: inside }) =>
        !hash && !isModulo && !isReckoned && !(kind === "return" && inside.isView),
    );
    const used = plain.filter(({ kind }) => kind in PURPOSES);
    if (used.length === 0 || isPlaceInArray(subject.code, plain)) return undefined;
    if (isInTree(subject, moved, variable)) return undefined;
    if (isQueueEnd(subject.code, variable, plain) || isPriced(subject, moved)) return undefined;
    const isSeen = flowsInto(subject).some((into) => SEEN.includes(into));
    if (moved.isSeenToFlow !== undefined && !isSeen) return undefined;
    // A nonce, whatever else becomes of it: who signs for it has to know it before.
    if (isSigned(subject.code, moved.values.map(placeOfUse))) return undefined;
    const purposes = [...new Set(used.map(({ kind }) => PURPOSES[kind] ?? ""))];
    const number = storedNumber(subject);
    const cap = capOf(subject, moved);
    // Ranges of a bound that moves would move, and ids without it would have none.
    if (cap === undefined && capOf(subject, moved, true) !== undefined) return undefined;
    const isDense = cap?.isFixed === true && partsOfQuota(cap, subject.shards) > 1;
    const bound = isDense ? { text: cap.bound, most: cap.most } : undefined;
    const later = idsLater(subject, moved, { counter: variable, sinks: plain, bound });
    // Who waits for the next one would wait for ever.
    if (later.isInOrder) return undefined;
    const other = otherUse(subject, moved);
    const isBound = moved.sinks.some(
      (sink) => sink.kind === "condition" && !endsLoop(subject.code, sink.node),
    );
    const isByNumber = later.byNumber.length > 0;
    // It goes on to count for what else it is for, and where nobody knows how to deal it out.
    const isMore =
      other !== undefined ||
      later.counted.length > 0 ||
      (cap === undefined && isHeldDown(subject, moved));
    const isShort = later.cut.length > 0;
    const { known, outside, maybeOutside, enumerated } = later;
    const isAsked = [known, outside, maybeOutside, enumerated].some((all) => all.length > 0);
    const isLow = isShort || isMore || later.unsure.length > 0;
    const isSure = cap === undefined && !isMore && !isByNumber && !isAsked;
    return {
      ...(number === undefined ? {} : aboutPart(number)),
      message: `Each call of ${moved.movers.join(", ")} takes the next ${batch === undefined ? "number" : "numbers"} from ${moved.name}, so that all of them run one after another.`,
      evidence: [
        ...(isSeen
          ? [`With another value in it, the calls came to other ${flowsInto(subject).join(", ")}.`]
          : []),
        `The number ${purposes.join(", ")}.`,
        ...(cap === undefined
          ? []
          : [
              `It has a bound, too (${cap.condition}): one that is kept exactly for all calls is one number again, and gains nothing.`,
            ]),
        ...(other === undefined
          ? []
          : [
              `It is no id alone: ${other}, which hangs on all calls before it: with other ids it comes to something else.`,
            ]),
        ...(isBound && cap === undefined && other === undefined
          ? [`It is compared with something, too, which has to be kept another way.`]
          : []),
        ...describeIdsLater(later),
      ],
      confidence: isLow && !isByNumber ? "low" : isSeen && isSure ? "high" : "medium",
      ...(isByNumber
        ? {
            refactor: `Leave ${moved.name} as it is: ${listed(later.byNumber)}, which hangs on ids that are given out one after another.`,
          }
        : withNotes(
            moved,
            later,
            cap === undefined || isMore
              ? freeIds({ ...idsOf(subject, moved, batch), isMore, isShort })
              : cappedIds(cap, {
                  ...idsOf(subject, moved, batch),
                  first: firstIdOf(subject, moved, batch),
                }),
          )),
    };
  },
};

const PURPOSES: Readonly<Partial<Record<Sink["kind"], string>>> = {
  key: "is a key",
  storage: "is stored",
  log: "gets into an event",
  return: "is returned",
  call: "is handed on",
};

const SEEN = ["storage", "log", "return", "created", "balance", "code", "nonce"];

/** Numbers that users take back as well are no ids. */
function isCounter(moved: MovedValue, batch: string | undefined): boolean {
  const isTakenBack = moved.changes.some(({ kind }) => kind === "subtract" || kind === "update");
  const isHashed = moved.returns.some(({ hash, isModulo }) => hash ?? isModulo);
  return (isStepped(moved) || batch !== undefined) && !isTakenBack && !isHashed;
}

/** How many a call takes at once, of which a loop gives each to something of its own; undefined where it is one. */
function batchOf({ code }: Subject, moved: MovedValue): string | undefined {
  if (isStepped(moved)) return undefined;
  const isDealt = moved.sinks.some(
    (sink) =>
      ["key", "storage", "call", "log"].includes(sink.kind) &&
      !sink.hash &&
      !sink.isModulo &&
      !sink.isReckoned &&
      isRepeated(code, sink),
  );
  const [change, ...others] = moved.changes.flatMap((use) => lastChangeOf(code, use) ?? []);
  const { amount, use } = change ?? {};
  if (!isDealt || others.length > 0 || amount === undefined || use === undefined) return undefined;
  return amountText([{ ...use, kind: "add", value: amount }], "add");
}

/** Calls fail where it comes to something that `capOf` makes nothing of. */
function isHeldDown({ code }: Subject, { sinks }: MovedValue): boolean {
  const compared = sinks.filter(({ kind, hash }) => kind === "condition" && !hash);
  return decisionsIn(code).some((decision) =>
    neededComparisons(decision).some(({ left, operator, right }) => {
      const isIn = (side: AstNode) =>
        compared.some(({ node }) => contains(side.range, node.range)) &&
        compared.some(({ function: inside }) => inside === decision.function);
      return (
        (isIn(left) && ["<", "<="].includes(operator)) ||
        (isIn(right) && [">", ">="].includes(operator))
      );
    }),
  );
}

/** What callers pay is compared with what is reckoned from it: a price, which no id of another kind keeps. */
function isPriced({ code }: Subject, { sinks }: MovedValue): boolean {
  const index = CodeIndex.of(code);
  return sinks.some(({ kind, isReckoned, node, function: inside }) => {
    const comparison = index.parentOf(node);
    if (kind !== "condition" || !isReckoned || comparison === undefined) return false;
    return ["leftExpression", "rightExpression"].some((side) => {
      const operand = childOf(comparison, side);
      return (
        operand !== undefined && operand.id !== node.id && isGivenByCaller(code, operand, inside)
      );
    });
  });
}

/** The bound that the number itself is compared with, and at which calls fail. */
function capOf(subject: Subject, { movers }: MovedValue, mayMove = false): Draw | undefined {
  const number = storedNumber(subject);
  return drawIn(subject.code, usesAt(subject), movers, {
    notForUsers: subject.notForUsers,
    mayMove,
    first: number && firstOf(number, subject.code),
  });
}

/** What else than an id calls make of it, in words. */
function otherUse({ code }: Subject, { sinks }: MovedValue): string | undefined {
  const index = CodeIndex.of(code);
  const refusals = new Set(decisionsIn(code).map(({ condition }) => condition.id));
  const textOfHolder = ({ node, function: { source } }: Sink) =>
    sourceText(source, index.parentOf(node) ?? node);
  const chosen = sinks.find(({ kind, node }) => {
    if (kind !== "condition") return false;
    const around = [node, ...index.around(node)];
    const place = around.findIndex(({ nodeType }) => CHOOSING.includes(nodeType));
    const [condition, choice] = [around[place - 1], around[place]];
    return (
      condition !== undefined &&
      childOf(choice, "condition")?.id === condition.id &&
      !refusals.has(condition.id)
    );
  });
  if (chosen !== undefined) return `it decides what the call does (${textOfHolder(chosen)})`;
  const reckoned = sinks.find(
    ({ kind, isReckoned, hash, isModulo }) =>
      isReckoned && !hash && !isModulo && RECKONED.includes(kind),
  );
  return reckoned && `something is reckoned from it (${textOfHolder(reckoned)})`;
}

const CHOOSING = ["IfStatement", "Conditional"];
const RECKONED: readonly Sink["kind"][] = ["storage", "call", "condition", "log"];

function withNotes(
  { name }: MovedValue,
  later: IdsLater,
  { refactor, remedy }: Pick<Diagnosis, "refactor" | "remedy">,
): Pick<Diagnosis, "refactor" | "remedy"> {
  const notes = notesOnIds(later, name);
  return { refactor: [refactor, ...notes].join("\n"), ...(remedy === undefined ? {} : { remedy }) };
}

/** The mapping that counts instead of it. */
function idsOf(
  { code, shards }: Subject,
  { name, type }: MovedValue,
  batch: string | undefined,
): Omit<FreeIds, "isMore" | "isShort"> {
  const own = freeName(`_${name.replace(/^.*\./, "").replace(/^_+/, "")}Of`, [code]);
  return { name, type, own, batch, shards };
}

function isInTree(
  { code }: Subject,
  { sinks, changes }: MovedValue,
  variable: StateVariable,
): boolean {
  const movers = changes.flatMap((use) => changingEntriesTo(code, use.function));
  return isPlaceInTree(code, variable, sinks, movers);
}

/** The first id, where the code says it: what the number begins with, or one more; of several what it was. */
function firstIdOf(subject: Subject, moved: MovedValue, batch: string | undefined): bigint {
  const number = storedNumber(subject);
  const first = (number && firstOf(number, subject.code)) ?? 0n;
  return batch !== undefined || isTakenFirst(moved) ? first : first + 1n;
}

/** The id is what was there before, so that ids begin with 0 where the number does. */
function isTakenFirst({ values, changes }: MovedValue): boolean {
  const change = changes.find(({ kind }) => kind === "add");
  if (change === undefined) return true;
  if (isValueUsed(change)) return change.operation.fields.prefix === false;
  return !values.some(
    (use) =>
      use.kind === "read" &&
      use.function === change.function &&
      !isInCondition(use) &&
      use.target.range.start > change.operation.range.end,
  );
}
