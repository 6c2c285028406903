import { childOf, numberOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex } from "../code/code-index.ts";
import { rootVariable } from "../code/root-variable.ts";
import { isNumber } from "../code/scalar.ts";
import type { Sink } from "../code/sink.ts";
import { usesOf } from "../code/uses.ts";
import { flowsInto } from "../evidence.ts";
import { isStepped, type MovedValue, movedValue } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";
import { aboutPart, storedNumber } from "../stored-number.ts";

/** Ids from one counter: each call takes the number that the one before has left. */
export const SEQUENTIAL_ID: Rule = {
  id: "sequential-id",
  title: "Ids from one counter",
  detects:
    "A number that grows by one with each call, and whose value becomes a key of a mapping, is stored, logged or returned.",
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
    if (moved === undefined || !/^uint\d*$/.test(moved.type) || !isCounter(moved)) return undefined;
    // What a view tells, as of the price that goes up with it, is nothing that the call takes.
    const plain = moved.sinks.filter(
      ({ kind, hash, isModulo, function: inside }) =>
        !hash && !isModulo && !(kind === "return" && inside.isView),
    );
    const used = plain.filter(({ kind }) => kind in PURPOSES);
    if (used.length === 0 || isQueueEnd(subject, plain)) return undefined;
    const isSeen = flowsInto(subject).some((into) => SEEN.includes(into));
    if (moved.isSeenToFlow !== undefined && !isSeen) return undefined;
    const purposes = [...new Set(used.map(({ kind }) => PURPOSES[kind] ?? ""))];
    const isBound = moved.sinks.some(({ kind }) => kind === "condition");
    const number = storedNumber(subject);
    return {
      ...(number === undefined ? {} : aboutPart(number)),
      message: `Each call of ${moved.movers.join(", ")} takes the next number from ${moved.name}, so that all of them run one after another.`,
      evidence: [
        ...(isSeen
          ? [`With another value in it, the calls came to other ${flowsInto(subject).join(", ")}.`]
          : []),
        `The number ${purposes.join(", ")}.`,
        ...(isBound
          ? [`It is compared with something, too, which has to be kept another way.`]
          : []),
      ],
      confidence: isSeen ? "high" : "medium",
      ...refactorOf(moved, subject.shards),
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
function isCounter(moved: MovedValue): boolean {
  const isTakenBack = moved.changes.some(({ kind }) => kind === "subtract" || kind === "update");
  const isHashed = moved.returns.some(({ hash, isModulo }) => hash ?? isModulo);
  return isStepped(moved) && !isTakenBack && !isHashed;
}

/** What is put under one number is taken out under another one, that is kept in storage as well. */
function isQueueEnd({ code, variable }: Subject, sinks: readonly Sink[]): boolean {
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

function refactorOf({ name, type }: MovedValue, shards: number) {
  const own = `_${name.replace(/^.*\./, "").replace(/^_+/, "")}Of`;
  if (type === "uint256") {
    return {
      refactor: `Make ids of the sender and a number of the sender's own, instead of ${name}:\nmapping(address => uint96) private ${own};\nuint256 id = (uint256(uint160(msg.sender)) << 96) | ${own}[msg.sender]++;`,
      remedy: { kind: "remove" } as const,
    };
  }
  return {
    refactor: `Count in ${shards} parts by the sender instead of in ${name}, and interleave them, so that ids stay ${type}:\nmapping(uint256 part => ${type}) private ${own};\nuint256 part = uint160(msg.sender) % ${shards};\n${type} id = ++${own}[part] * ${shards} + ${type}(part);`,
    remedy: { kind: "shard", shards } as const,
  };
}
