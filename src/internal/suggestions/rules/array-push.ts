import { changingReaders } from "../code/changing-readers.ts";
import { type ContractCode, sourceText, type StateVariable } from "../code/contract-code.ts";
import { queuePartOf } from "../code/queues.ts";
import { typeName } from "../code/type-name.ts";
import type { Rule } from "../rule.ts";
import { type SharedList, sharedListOf } from "../shared-list.ts";
import { listed } from "../users.ts";

/** A list that everybody writes to, and that code reads. */
export const ARRAY_PUSH: Rule = {
  id: "array-push",
  title: "One list that everybody pushes to",
  detects:
    "A dynamic array to which calls of different users push, or from which they pop, so that all of them read and write its length, and which functions read that change the state; or one under a key that several users name.",
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
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable, project, code, shards } = subject;
    const list = sharedListOf(subject);
    if (variable === undefined || list === undefined) return undefined;
    // Parts of a queue are queues, each with a front of its own.
    if (queuePartOf(code, variable) !== undefined) return undefined;
    const { name, keys, uses, changes, movers, isSeenToFlow } = list;
    const isPopped = changes.some(({ kind }) => kind === "pop");
    const reads = uses.filter(({ kind }) => kind !== "push");
    const isRead = isPopped || changingReaders(project, code, variable, reads).length > 0;
    // At no key it is a history then.
    if (!isRead && keys.length === 0) return undefined;
    const what = isPopped ? "pushes to or pops from" : "pushes to";
    return {
      message: `Each call of ${movers.join(", ")} ${what} ${name}, so that all of them read and write its length.`,
      evidence: [
        ...(isSeenToFlow ? ["With another length, the calls wrote or took another entry."] : []),
        ...(keys.length === 0
          ? []
          : [`Several users name the same list, by ${listed(keys.map(withoutOrigin))}.`]),
        ...(variable.source.isExternal === true
          ? [`${variable.contract} of a package keeps the list: without it, events tell the same.`]
          : []),
      ],
      confidence: isSeenToFlow ? "high" : "medium",
      refactor:
        variable.source.isExternal === true
          ? `Do without ${variable.contract}, whose ${name} is pushed to: whoever wants to enumerate can do so from the events.`
          : sketch(code, list, variable, shards, isRead),
      remedy: { kind: "shard", shards },
    };
  },
};

function sketch(
  code: ContractCode,
  { name, type, keys, changes }: SharedList,
  variable: StateVariable,
  shards: number,
  isRead: boolean,
): string {
  const own = `${name}[uint160(msg.sender) % ${shards}]`;
  const pushed = changes.flatMap(({ kind, value, source }) =>
    kind === "push" && value !== undefined ? sourceText(source, value) : [],
  );
  const value = pushed.find((one) => one.length <= 40 && !one.includes("\n")) ?? "entry";
  const isPopped = changes.some(({ kind }) => kind === "pop");
  const whole = typeName(code, variable.type);
  return [
    isRead
      ? `// Split ${name} into ${shards} parts by the caller, and go through the parts where it is read:`
      : `// No call reads ${name}: an event tells the same. If it must stay, split it by the caller:`,
    keys.length > 0 && whole.includes(type)
      ? `${whole.replace(type, `${type}[${shards}]`)} ${variable.name};`
      : `${type}[${shards}] ${lastOf(name)};`,
    ...(pushed.length > 0 ? [`${own}.push(${value});`] : []),
    ...(isPopped ? [`${own}.pop();`] : []),
  ].join("\n");
}

function withoutOrigin(key: string): string {
  return key.replace(/^arg:/, "");
}

function lastOf(name: string): string {
  return name.replace(/^.*\./, "");
}
