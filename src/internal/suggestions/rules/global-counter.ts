import { changingEntriesTo } from "../code/reach.ts";
import { otherUsesOf, sumsOf } from "../code/scalar.ts";
import { changingFunctions, onlyAdds } from "../evidence.ts";
import { shardCounter } from "../patches/shard-counter.ts";
import { PRICE_OF_PARTS, sketchOfShards } from "../patches/shard-sketch.ts";
import { describeReaders, isRead, readersOf } from "../readers.ts";
import type { Rule } from "../rule.ts";
import { aboutPart, storedNumber } from "../stored-number.ts";
import { usersReach } from "../users.ts";

/** Statistics: everybody adds to one number, and no transaction looks at it. */
export const GLOBAL_COUNTER: Rule = {
  id: "global-counter",
  title: "Statistics kept in one number",
  detects:
    "A number that calls of different users only add to, as was seen by running them with other values in it, and that no function reads but views and the sums themselves.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Visits {
    mapping(address visitor => uint256) public visitsOf;
    uint256 public totalVisits;

    function visit() external {
        visitsOf[msg.sender] += 1;
        totalVisits += 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Visits {
    mapping(address visitor => uint256) public visitsOf;
    uint256[16] private _totalVisitsShards;

    function totalVisits() public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _totalVisitsShards[i];
    }

    function visit() external {
        visitsOf[msg.sender] += 1;
        _totalVisitsShards[uint160(msg.sender) % 16] += 1;
    }
}
`,
  refactor:
    "Split the number into an array with one part for each group of callers, and sum the parts in a view; or leave it out, emit an event, and let whoever wants the statistics count.",
  price: `Reading the sum costs one SLOAD a part; contracts that need the exact number inside of a transaction meet all parts again. With an event instead, contracts cannot read it at all. ${PRICE_OF_PARTS}`,
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-47.md",
  ],
  check: (subject) => {
    const { code, project, shards } = subject;
    const number = storedNumber(subject);
    if (number === undefined || !onlyAdds(subject)) return undefined;
    const { variable, uses, name } = number;
    const sums = sumsOf(uses);
    if (sums?.some((use) => usersReach(subject, use.function).length > 0) !== true)
      return undefined;
    const others = otherUsesOf(uses);
    if (others.some((use) => changingEntriesTo(code, use.function).length > 0)) return undefined;
    const readers = readersOf(subject, variable, others);
    const edits = number.isWhole ? shardCounter(subject) : undefined;
    // Not those that only meet there because fields share the slot.
    const functions = changingFunctions(subject);
    return {
      ...aboutPart(number),
      message: `Everybody who calls ${functions.join(", ")} changes ${name}${describeReaders(readers)}`,
      evidence: ["With other values in it, the calls did the same, and added the same to it."],
      confidence: isRead(readers) ? "medium" : "high",
      refactor:
        edits === undefined
          ? sketchOfShards(number, shards, project)
          : `Split ${name} into ${shards} parts by the caller, and sum them in a view${isRead(readers) ? "" : "; or emit an event instead"}.`,
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "shard", shards, isSummed: true },
    };
  },
};
