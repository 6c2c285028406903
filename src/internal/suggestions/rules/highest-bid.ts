import { type Contest, contestsOver } from "../code/contests.ts";
import { CodeIndex } from "../code/code-index.ts";
import type { CodeFunction, ContractCode } from "../code/contract-code.ts";
import { isAmong } from "../code/entry-label.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { companionOf, runningExtremeOf } from "../code/running-extremes.ts";
import { type Use, usesOf } from "../code/uses.ts";
import type { AstNode } from "../../model/solidity/ast-node.ts";
import type { ReportAccumulator } from "../../model/report.ts";
import { changesByUsers } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";
import { isForUsers, listed } from "../users.ts";
import { shortContract } from "../../model/short-contract.ts";

/** Only the highest of all that is offered may stay. */
export const HIGHEST_BID: Rule = {
  id: "highest-bid",
  title: "Only the highest may stay",
  detects:
    "A value that calls compare with what they offer, and then replace by it, or what is replaced together with it; other values in it were seen to change what the calls do.",
  impact: "high",
  isInherent: true,
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Auction {
    uint256 public highestBid;
    address public highestBidder;
    mapping(address bidder => uint256) public returnsOf;

    function bid() external payable {
        require(msg.value > highestBid, "too low");
        returnsOf[highestBidder] += highestBid;
        highestBid = msg.value;
        highestBidder = msg.sender;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Another auction, not the same one made faster: nobody is outbid before it is over.
contract SealedAuction {
    uint256 public immutable endsAt = block.timestamp + 1 days;
    uint256 public immutable revealedAt = block.timestamp + 2 days;
    mapping(address bidder => bytes32) public sealedBidOf;
    mapping(address bidder => uint256) public bidOf;
    uint256 public highestBid;
    address public highestBidder;

    /// Each bidder writes an entry of the own. What is paid may be more than what is bid.
    function bid(bytes32 sealedBid) external payable {
        require(block.timestamp < endsAt, "over");
        sealedBidOf[msg.sender] = sealedBid;
        bidOf[msg.sender] += msg.value;
    }

    /// One after another, but only by those who may have won.
    function reveal(uint256 amount, bytes32 salt) external {
        require(block.timestamp >= endsAt && block.timestamp < revealedAt, "not now");
        require(keccak256(abi.encode(amount, salt)) == sealedBidOf[msg.sender], "not the bid");
        require(amount <= bidOf[msg.sender] && amount > highestBid, "too low");
        (highestBid, highestBidder) = (amount, msg.sender);
    }

    function fetch() external {
        require(block.timestamp >= revealedAt, "not now");
        uint256 amount = bidOf[msg.sender];
        if (msg.sender == highestBidder) amount -= highestBid;
        delete bidOf[msg.sender];
        (bool success, ) = msg.sender.call{value: amount}("");
        require(success, "not paid");
    }
}
`,
  refactor:
    "There is none that keeps what the contract means: whether a bid is taken depends on the one before it. Auctions of different things run in parallel if each has an entry of its own. What else there is is another auction: sealed bids, an entry for each bidder, of which the highest is found when bidding is over.",
  price:
    "With sealed bids nobody learns during the auction whether the own bid is enough, everybody's money stays there until the end, and a second transaction reveals the bid or proves it to be the highest.",
  confidence: {
    high: "Always: calls were run with another value there and came to something else, and the code compares with it and puts there what is ahead; or what is overwritten stands beside such a comparison.",
  },
  sources: [
    "https://github.com/arcology-network/concurrentlib",
    "https://docs.soliditylang.org/en/latest/solidity-by-example.html#blind-auction",
    "https://docs.sei.io/learn/sei-giga-developers",
  ],
  check: (subject) => {
    const { variable, code, hotspot } = subject;
    if (variable === undefined) return undefined;
    // Whoever is not ahead loses nothing by it: it decides about itself alone.
    const isUsers = (one: CodeFunction) => isForUsers(subject, one);
    const own = runningExtremeOf(code, variable, isUsers);
    if ((own ?? companionOf(code, variable, isUsers)) !== undefined) return undefined;
    const calls = changesByUsers(subject).filter(({ verdict }) => verdict === "flows");
    const contests = contestsOver(code, variable).filter((one) => isThere(one, hotspot.path));
    const [contest] = contests;
    const bidding = calls.filter((call) => mayBid(code, contests, call));
    if (contest !== undefined && bidding.length > 0) {
      const { offer, member } = contest;
      const name = member === undefined ? variable.name : `${variable.name}'s ${member}`;
      const functions = [...new Set(bidding.map((call) => call.function))].sort();
      const [compare, put] = functions.length === 1 ? ["compares", "puts"] : ["compare", "put"];
      return {
        message: `${listed(functions)} ${compare} ${offer} with ${name}, and ${put} it there: whether and how it is taken depends on the one before. That is what the contract is for, and no refactor keeps it.`,
        evidence: functions.map(
          (one) => `With another value there, ${one} came to something else.`,
        ),
        confidence: "high",
        refactor: `Leave ${name} as it is, and keep an entry of its own for each thing that is contested. If one must take more: an entry for each bidder, sealed if bids are to stay secret, of which the highest is found at the end; that is another contest.`,
      };
    }
    return companion(subject);
  },
};

/** It comes to the comparison: who settles looks at the highest as well, and offers nothing. Other contracts may call it. */
function mayBid(
  code: ContractCode,
  contests: readonly Contest[],
  { function: label }: ReportAccumulator,
): boolean {
  return (
    !label.startsWith(`${shortContract(code.info.name)}.`) ||
    contests.some((one) => isAmong(changingEntriesTo(code, one.function), label))
  );
}

/** A struct has other members. */
function isThere({ member }: Contest, path: string): boolean {
  return member === undefined || path.split(", ").some((one) => one.endsWith(`.${member}`));
}

/** In the same branch of the code. */
function isSetWith(code: ContractCode, { around }: Use, { set }: Contest): boolean {
  const branch = CodeIndex.of(code).around(set).find(isBranch);
  return around.find(isBranch)?.id === branch?.id;
}

function isBranch({ nodeType }: AstNode): boolean {
  return nodeType === "IfStatement";
}

/** Who has offered the highest is overwritten together with it. */
function companion(subject: Subject): ReturnType<Rule["check"]> {
  const { variable, code, uses, hotspot } = subject;
  const calls = changesByUsers(subject).filter(({ verdict }) => verdict !== "commutative");
  const isEntry = variable === undefined || variable.type.startsWith("mapping(");
  if (variable === undefined || isEntry || calls.length === 0) return undefined;
  const set = uses.filter(({ kind }) => kind === "assign");
  for (const other of code.variables) {
    const isHot = subject.hotspots.some(
      (one) =>
        one.contract === hotspot.contract &&
        one.address === hotspot.address &&
        one.variable?.split(", ").includes(other.name) === true,
    );
    if (other === variable || !isHot) continue;
    const contest = contestsOver(code, other).find((one) =>
      set.some((use) => use.function === one.function && isSetWith(code, use, one)),
    );
    if (contest === undefined) continue;
    const isChangedElsewhere = usesOf(code, variable).some(
      ({ kind, function: inside }) =>
        kind !== "read" && inside !== contest.function && inside.kind !== "constructor",
    );
    if (isChangedElsewhere) continue;
    const where = `${shortContract(code.info.name)}.${contest.function.name}`;
    return {
      message: `${variable.name} goes with ${other.name}: ${where} sets both when ${contest.offer} is taken. No refactor keeps that only the highest stays.`,
      evidence: [`${where} compares ${contest.offer} with ${other.name}, and then sets both.`],
      confidence: "high",
      refactor: `Leave ${variable.name} with ${other.name}: one slot for both, if they fit, makes it one conflict less.`,
    };
  }
  return undefined;
}
