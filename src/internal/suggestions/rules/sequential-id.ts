import { type AstNode, childOf, contains, numberOf } from "../../model/solidity/ast-node.ts";
import { amountText } from "../code/amount-text.ts";
import { lastChangeOf } from "../code/changes.ts";
import { CodeIndex } from "../code/code-index.ts";
import { sourceText } from "../code/contract-code.ts";
import { decisionsIn } from "../code/decisions.ts";
import { isEpoch } from "../code/epochs.ts";
import { isGivenByCaller } from "../code/given-by-caller.ts";
import { isRepeated, LOOPS } from "../code/loops.ts";
import { freeName } from "../code/names.ts";
import { neededComparisons } from "../code/needed-comparisons.ts";
import { isInCondition, isValueUsed } from "../code/position.ts";
import { queuePartOf } from "../code/queues.ts";
import { rootVariable } from "../code/root-variable.ts";
import { isNumber } from "../code/scalar.ts";
import type { Sink } from "../code/sink.ts";
import { usesOf } from "../code/uses.ts";
import { cappedIds } from "../capped-ids.ts";
import { type Draw, drawIn } from "../draw.ts";
import { flowsInto } from "../evidence.ts";
import { isStepped, type MovedValue, movedValue, usesAt } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";
import { aboutPart, firstOf, storedNumber } from "../stored-number.ts";

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
    "Ids do not tell the order any more, nor how many there are, and have gaps: what enumerates from 0 to the last one, or checks `id < next`, needs another way. With the sender in them they are long, and show whose they are.",
  sources: [
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-43.md",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://docs.sei.io/learn/sei-giga-developers",
  ],
  check: (subject) => {
    const moved = movedValue(subject);
    if (moved === undefined || !/^uint\d*$/.test(moved.type)) return undefined;
    const batch = batchOf(subject, moved);
    if (!isCounter(moved, batch) || isEpoch(moved.changes, moved.values)) return undefined;
    // What a view tells, as of the price that goes up with it, is nothing that the call takes.
    const plain = moved.sinks.filter(
      ({ kind, hash, isModulo, isReckoned, function: inside }) =>
        !hash && !isModulo && !isReckoned && !(kind === "return" && inside.isView),
    );
    const used = plain.filter(({ kind }) => kind in PURPOSES);
    if (used.length === 0 || isPlaceInArray(subject, plain)) return undefined;
    if (isPlaceInTree(subject, moved)) return undefined;
    if (isQueueEnd(subject, plain) || isPriced(subject, moved)) return undefined;
    const isSeen = flowsInto(subject).some((into) => SEEN.includes(into));
    if (moved.isSeenToFlow !== undefined && !isSeen) return undefined;
    const purposes = [...new Set(used.map(({ kind }) => PURPOSES[kind] ?? ""))];
    const number = storedNumber(subject);
    const cap = capOf(subject, moved);
    // Ranges of a bound that moves would move, and ids without it would have none.
    if (cap === undefined && capOf(subject, moved, true) !== undefined) return undefined;
    const other = otherUse(subject, moved);
    const isBound = moved.sinks.some(
      (sink) => sink.kind === "condition" && !endsLoop(subject, sink),
    );
    // It goes on to count for what else it is for, and where nobody knows how to deal it out.
    const isMore = other !== undefined || (cap === undefined && isHeldDown(subject, moved));
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
              `It is no id alone: ${other}, which hangs on all calls before it, and stays with any ids.`,
            ]),
        ...(isBound && cap === undefined && other === undefined
          ? [`It is compared with something, too, which has to be kept another way.`]
          : []),
      ],
      confidence: isSeen && cap === undefined && !isMore ? "high" : "medium",
      ...(cap === undefined || isMore
        ? refactorOf(subject, moved, { isMore, batch })
        : cappedIds(cap, {
            name: moved.name,
            type: moved.type,
            own: counterOf(subject, moved),
            batch,
            first: firstIdOf(subject, moved, batch),
            shards: subject.shards,
          })),
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

/** Arrays have no room for ids that are made of anything else than their places. */
function isPlaceInArray({ code }: Subject, sinks: readonly Sink[]): boolean {
  return sinks.some(({ kind, variable }) => {
    const container = code.variables.find(({ node }) => kind === "key" && node.id === variable);
    return container?.type.endsWith("]") === true;
  });
}

/**
 * What is put under one number is taken out under another one, that is kept in storage as well; or what is pushed
 * to an array.
 */
function isQueueEnd({ code, variable }: Subject, sinks: readonly Sink[]): boolean {
  if (variable !== undefined && queuePartOf(code, variable) !== undefined) return true;
  const index = CodeIndex.of(code);
  const scalars = code.variables.filter(isNumber);
  return sinks.some(({ kind, variable: keyed }) => {
    const container = code.variables.find(({ node }) => kind === "key" && node.id === keyed);
    const uses = container === undefined ? [] : usesOf(code, container);
    return uses.some(({ steps: [step] }) => {
      if (step?.kind !== "index") return false;
      const key =
        step.key.nodeType === "UnaryOperation" ? childOf(step.key, "subExpression") : step.key;
      const root = key?.nodeType === "Identifier" ? rootVariable(index, key) : undefined;
      const end = root ?? numberOf(key, "referencedDeclaration");
      return scalars.some(({ node }) => node.id === end && node.id !== variable?.node.id);
    });
  });
}

/** `while (id < end)`: up to which of several at once. */
function endsLoop({ code }: Subject, { node }: Sink): boolean {
  return CodeIndex.of(code)
    .around(node)
    .some((loop) => {
      const condition = LOOPS.includes(loop.nodeType) ? childOf(loop, "condition") : undefined;
      return condition !== undefined && contains(condition.range, node.range);
    });
}

/** Bit by bit it says where in a tree something goes, as in one of hashes: another number would be another place. */
function isPlaceInTree({ code }: Subject, { sinks }: MovedValue): boolean {
  return sinks.some(
    (sink) => sink.kind === "condition" && sink.isModulo && !sink.hash && isRepeated(code, sink),
  );
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

/** The mapping that counts instead of it. */
function counterOf({ code }: Subject, { name }: MovedValue): string {
  return freeName(`_${name.replace(/^.*\./, "").replace(/^_+/, "")}Of`, [code]);
}

/** `isMore`: it stays for what else it is for. `batch`: so many at once. */
function refactorOf(
  subject: Subject,
  moved: MovedValue,
  { isMore, batch }: { readonly isMore: boolean; readonly batch: string | undefined },
) {
  const { name, type } = moved;
  const { shards } = subject;
  const own = counterOf(subject, moved);
  const stays = `Calls still meet at ${name} for what else hangs on it; only the ids need not:\n`;
  if (type === "uint256") {
    const refactor = `Make ids of the sender and a number of the sender's own, instead of ${name}:\nmapping(address => uint96) private ${own};\n${
      batch === undefined
        ? `uint256 id = (uint256(uint160(msg.sender)) << 96) | ${own}[msg.sender]++;`
        : `uint256 id = (uint256(uint160(msg.sender)) << 96) | ${own}[msg.sender]; // the first of ${batch}\n${own}[msg.sender] += uint96(${batch});`
    }`;
    return isMore
      ? { refactor: `${stays}${refactor}` }
      : { refactor, remedy: { kind: "remove" } as const };
  }
  const refactor = `Count in ${shards} parts by the sender instead of in ${name}, and interleave them, so that ids stay ${type}:\nmapping(uint256 part => ${type}) private ${own};\nuint256 part = uint160(msg.sender) % ${shards};\n${
    batch === undefined ? "" : `// ${batch} times, for each of them:\n`
  }${type} id = ++${own}[part] * ${shards} + ${type}(part);`;
  return isMore
    ? { refactor: `${stays}${refactor}` }
    : { refactor, remedy: { kind: "shard", shards } as const };
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
