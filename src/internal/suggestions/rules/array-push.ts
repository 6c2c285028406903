import { changingReaders } from "../code/changing-readers.ts";
import type { Rule } from "../rule.ts";
import { sharedListOf } from "../shared-list.ts";

/** A list that everybody writes to, and that code reads. */
export const ARRAY_PUSH: Rule = {
  id: "array-push",
  title: "One list that everybody pushes to",
  detects:
    "A dynamic array to which calls of different users push, or from which they pop, so that all of them read and write its length, and which functions read that change the state.",
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
    const { name, uses, changes, movers, isSeenToFlow } = list;
    const isRead = changes.some(({ kind }) => kind === "pop");
    const reads = uses.filter(({ kind }) => kind !== "push");
    if (!isRead && changingReaders(project, code, variable, reads).length === 0) return undefined;
    const parts = name.replace(/^.*\./, "");
    const what = isRead ? "pushes to or pops from" : "pushes to";
    return {
      message: `Each call of ${movers.join(", ")} ${what} ${name}, so that all of them read and write its length.`,
      evidence: [
        ...(isSeenToFlow ? ["With another length, the calls wrote or took another entry."] : []),
        ...(variable.source.isExternal === true
          ? [`${variable.contract} of a package keeps the list: without it, events tell the same.`]
          : []),
      ],
      confidence: isSeenToFlow ? "high" : "medium",
      refactor:
        variable.source.isExternal === true
          ? `Do without ${variable.contract}, whose ${name} is pushed to: whoever wants to enumerate can do so from the events.`
          : `Split ${name} into ${shards} parts by the caller, and go through the parts where it is read:\n${variable.type.replace(/^(struct|enum|contract) /, "")}[${shards}] ${parts};\n${parts}[uint160(msg.sender) % ${shards}].push(…);`,
      remedy: { kind: "shard", shards },
    };
  },
};
