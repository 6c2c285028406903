import { historyOf } from "../history-of.ts";
import { historyToEvents } from "../patches/history-to-events.ts";
import type { Rule } from "../rule.ts";

/** A log that is kept in storage: whoever adds to it meets whoever else does, for what no contract reads. */
export const STORED_HISTORY: Rule = {
  id: "stored-history",
  title: "A history in storage that no code reads",
  detects:
    "A dynamic array, or a mapping under a running number, to which calls of different users add entries, and which nothing reads but views and getters.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Tips {
    struct Tip {
        address from;
        uint256 amount;
    }

    Tip[] public history;

    function tip() external payable {
        history.push(Tip(msg.sender, msg.value));
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Tips {
    event Tipped(address indexed from, uint256 amount);

    function tip() external payable {
        emit Tipped(msg.sender, msg.value);
    }
}
`,
  refactor:
    "Emit an event for each entry instead of storing it: logs never conflict, cost a fraction of storage, and tell the block and its time by themselves. Sites read them from an indexer.",
  price:
    "Contracts cannot read the entries, not even later ones, and getters and views of them go from the ABI. Who wants the history needs the logs, from a node that keeps them or an indexer.",
  confidence: {
    high: "Calls were run with another number of entries and wrote the same in another place, and no function reads it but views.",
    medium: "Nothing was run with another number of entries: this is from the code alone.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.soliditylang.org/en/latest/contracts.html#events",
  ],
  check: (subject) => {
    const history = historyOf(subject);
    if (history === undefined) return undefined;
    const { entries, counter, movers, isSeen } = history;
    const edits = historyToEvents(subject, history);
    const isTold = edits?.every(({ text }) => !text.startsWith("emit ")) === true;
    const names = [entries, counter].flatMap((one) => one?.name ?? []).join(", ");
    const under = counter === undefined ? "" : ` under the next ${counter.name}`;
    return {
      message: `Each call of ${movers.join(", ")} adds an entry to ${entries.name}${under}, and no function reads it but views.`,
      evidence: isSeen
        ? [
            "With another number of entries, the calls wrote the same in another place, and did nothing else.",
          ]
        : [],
      confidence: isSeen ? "high" : "medium",
      refactor: isTold
        ? `The event beside it tells the same as each entry: ${names}, and what reads it, go.`
        : `Emit an event instead of each entry; ${names}, and what reads it, go.`,
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "remove" },
    };
  },
};
