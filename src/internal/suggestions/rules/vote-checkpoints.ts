import { openZeppelinStruct } from "../code/openzeppelin-struct.ts";
import { changesByUsers } from "../evidence.ts";
import type { StateVariable } from "../code/contract-code.ts";
import type { Rule } from "../rule.ts";

/** The history of a total, as OpenZeppelin's Votes keeps it for quorums. */
export const VOTE_CHECKPOINTS: Rule = {
  id: "vote-checkpoints",
  title: "Checkpoints of the total of votes",
  detects:
    "One list of OpenZeppelin's checkpoints for all, as Votes keeps it of the total supply, to which calls of different users write.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

contract Members is ERC721Votes {
    constructor() ERC721("Member", "MEM") EIP712("Member", "1") {}

    function join() external {
        _mint(msg.sender, uint160(msg.sender));
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// The total is counted in parts, and written to its history when somebody asks for it: before a vote at the latest.
contract Members is ERC721Votes {
    using Checkpoints for Checkpoints.Trace208;

    uint256[16] private _votesShards;
    Checkpoints.Trace208 private _totals;

    constructor() ERC721("Member", "MEM") EIP712("Member", "1") {}

    function join() external {
        _mint(msg.sender, uint160(msg.sender));
    }

    function checkpointTotal() external {
        _totals.push(clock(), SafeCast.toUint208(_getTotalSupply()));
    }

    function getPastTotalSupply(uint256 timepoint) public view override returns (uint256) {
        return _totals.upperLookupRecent(_validateTimepoint(timepoint));
    }

    function _getTotalSupply() internal view override returns (uint256 sum) {
        unchecked {
            for (uint256 i = 0; i < 16; i++) sum += _votesShards[i];
        }
    }

    /// A part alone may fall below zero: only the sum counts.
    function _transferVotingUnits(address from, address to, uint256 amount) internal override {
        unchecked {
            if (from == address(0)) _votesShards[uint160(msg.sender) % 16] += amount;
            if (to == address(0)) _votesShards[uint160(msg.sender) % 16] -= amount;
        }
        _moveDelegateVotes(delegates(from), delegates(to), amount);
    }
}
`,
  refactor:
    "Do not write the total's history in calls of users: make all votes at once and hand them out, mint and burn for many in one call, or count the total in parts and write the sum to the history when a proposal is made.",
  price:
    "With parts, somebody has to write the sum before a vote, the total of a block in between is the last one that was written, and a quorum is of that. Of an ERC-20 the supply itself remains, which ERC20Votes also compares with its maximum on each mint: it has to be dealt with, too (total-supply).",
  confidence: {
    high: "Always: calls that anybody may make changed the list of all votes of OpenZeppelin's Votes.",
  },
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/governance#Votes",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable, code, shards } = subject;
    const struct = variable && openZeppelinStruct(code, variable);
    // Before 4.9 a checkpoint was of Votes and ERC20Votes themselves, and History one of the library's lists.
    if (variable === undefined || !/^Checkpoints\.|\.Checkpoint$/.test(struct ?? "")) {
      return undefined;
    }
    if (!isOfVotes(variable)) return undefined;
    const writers = [...new Set(changesByUsers(subject).map((one) => one.function))];
    if (writers.length === 0) return undefined;
    const { name } = variable;
    return {
      message: `Everybody who calls ${writers.join(", ")} writes the new total to ${name}, the one history that all share.`,
      evidence: [
        `${name} is a list of ${struct ?? ""} of ${variable.contract}, for all accounts together.`,
        `It was changed by ${writers.join(", ")}, which anybody may call.`,
      ],
      confidence: "high",
      refactor: code.functions.some((one) => one.name === "_transferVotingUnits")
        ? sketch(shards)
        : "Count the total in parts where votes are made and taken, and write the sum to its history when a proposal is made.",
      remedy: { kind: "shard", shards },
    };
  },
};

/** A contract may keep a history of its own by the same library: of that the rule knows nothing. */
function isOfVotes({ contract, source }: StateVariable): boolean {
  return source.isExternal === true && /Votes(Comp)?(Upgradeable)?$/.test(contract);
}

function sketch(shards: number): string {
  const own = `_votesShards[uint160(msg.sender) % ${shards}]`;
  return [
    `Count the total in parts, and write the sum to its history when a proposal is made:`,
    `uint256[${shards}] private _votesShards;`,
    `function _transferVotingUnits(address from, address to, uint256 amount) internal override {`,
    `    unchecked { // a part may fall below zero, the sum does not`,
    `        if (from == address(0)) ${own} += amount;`,
    `        if (to == address(0)) ${own} -= amount;`,
    `    }`,
    `    _moveDelegateVotes(delegates(from), delegates(to), amount);`,
    `}`,
  ].join("\n");
}
