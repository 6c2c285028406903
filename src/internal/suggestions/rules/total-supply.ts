import { areEntriesFull } from "../code/bounded-sum.ts";
import { labelsOf } from "../code/entry-label.ts";
import { otherUsesOf, sumsOf } from "../code/scalar.ts";
import { summedBy } from "../code/summed-by.ts";
import { changingFunctions, isAddedTo, telling } from "../evidence.ts";
import { isBoundKept } from "../kept-bound.ts";
import { before, laterReaders } from "../later-readers.ts";
import { shardCounter } from "../patches/shard-counter.ts";
import { PRICE_OF_PARTS, sketchOfShards } from "../patches/shard-sketch.ts";
import { describeReaders, isRead, readersOf } from "../readers.ts";
import type { Rule } from "../rule.ts";
import { aboutPart, storedNumber } from "../stored-number.ts";
import { usersReach } from "../users.ts";

/** The sum of what all have: it changes by as much as somebody's entry. */
export const TOTAL_SUPPLY: Rule = {
  id: "total-supply",
  title: "Sum of what all users have",
  detects:
    "A number that calls of different users only add to or take from, as was seen by running them with other values in it, each time by the amount by which entries of a mapping change in the same call, taken together: what a transfer takes from one of them, others get, a fee too. No function reads it but views, and those that come when the changing is over.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Vouchers {
    uint256 public totalSupply;
    mapping(address holder => uint256) public balanceOf;

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
        totalSupply += msg.value;
    }

    function redeem(uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        totalSupply -= amount;
        payable(msg.sender).transfer(amount);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Vouchers {
    uint256[16] private _totalSupplyShards;
    mapping(address holder => uint256) public balanceOf;

    function totalSupply() public view returns (uint256 sum) {
        unchecked {
            for (uint256 i = 0; i < 16; i++) sum += _totalSupplyShards[i];
        }
    }

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
        // A part that has gone below nothing is near the end of its range.
        unchecked {
            _totalSupplyShards[uint160(msg.sender) % 16] += msg.value;
        }
    }

    function redeem(uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        // Another one may have paid it in: a part may go below nothing, the sum does not.
        unchecked {
            _totalSupplyShards[uint160(msg.sender) % 16] -= amount;
        }
        payable(msg.sender).transfer(amount);
    }
}
`,
  refactor:
    "Split the sum into an array with one part for each group of callers, and add the parts up in the view of the old name. The entries of the users already bound what can be taken from it.",
  price: `Reading the sum costs one SLOAD a part, for other contracts too. A part by itself means nothing, and may wrap around. A call that needs the exact sum meets all the others again. ${PRICE_OF_PARTS}`,
  confidence: {
    high: "Calls were run with other values and changed it by the same, as the code changes entries with it, and no transaction reads it.",
    medium: "Another contract reads it, or may, by a getter or a view.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-43.md",
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-70.md",
    "https://github.com/OpenZeppelin/openzeppelin-contracts/blob/master/contracts/token/ERC20/ERC20.sol",
  ],
  check: (subject) => {
    const { code, project, shards } = subject;
    const number = storedNumber(subject);
    // Checked arithmetic bounds the entry before it bounds the sum: that the sum can run out means nothing.
    const later = number && laterReaders(code, number.uses);
    if (number === undefined || later === undefined) return undefined;
    if (!isAddedTo(telling(before(subject, later)))) return undefined;
    const { variable, uses, name } = number;
    const summed = summedBy(code, uses);
    if (!sumsOf(uses)?.some((use) => usersReach(subject, use.function).length > 0))
      return undefined;
    // An entry that is lowered without a check bounds nothing: then the sum's own check does.
    if (summed === undefined || !isBoundKept(subject, number)) return undefined;
    const entries = summed.entries.join(", ");
    const readers = readersOf(subject, variable, otherUsesOf(uses), labelsOf(code, later));
    const areFull = areEntriesFull(code, uses, summed.entries);
    const edits =
      number.isWhole && !areFull ? shardCounter(subject, { isBounded: true }) : undefined;
    // Not those that only read it.
    const functions = changingFunctions(before(subject, later)).join(", ");
    return {
      ...aboutPart(number),
      message: `${name} is the sum of ${entries}: whoever calls ${functions} changes it by as much as an entry there${describeReaders(readers)}`,
      evidence: [
        "With other values in it, the calls did the same, and changed it by the same.",
        summed.isTogether
          ? `In each call entries of ${entries} change, taken together, by the same amount.`
          : `Wherever it changes, an entry of ${entries} changes by the same amount.`,
      ],
      confidence: isRead(readers) ? "medium" : "high",
      refactor:
        edits !== undefined
          ? `Split ${name} into ${shards} parts by the caller, and sum them in a view${uses.some(({ kind }) => kind === "subtract") ? "; parts may wrap around, as who takes out need not be who has paid in" : ""}.`
          : [
              sketchOfShards(number, shards, project),
              ...(areFull
                ? [
                    `// ${entries}: added to without a check, which that of ${name} stood for: check it there.`,
                  ]
                : []),
            ].join("\n"),
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "shard", shards, isSummed: true },
    };
  },
};
