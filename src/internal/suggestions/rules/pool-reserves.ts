import type { ReportAccumulator, ReportHotspot } from "../../model/report.ts";
import type { StateVariable } from "../code/contract-code.ts";
import { areTraded, type Reserve } from "../code/trades.ts";
import { ValueFlow } from "../code/value-flow.ts";
import { changesByUsers, flowsTo, nameIn } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing } from "../users.ts";
import { shortContract } from "../../model/short-contract.ts";

/** A pool that trades one thing for another, at a price that each trade moves. */
export const POOL_RESERVES: Rule = {
  id: "pool-reserves",
  title: "A price that comes from reserves",
  detects:
    "Two quantities of one contract of which a call raises one and lowers the other, by an amount that the code reckons from both, by a product or a quotient, and that was seen to depend on both by running it with other values in them.",
  impact: "high",
  isInherent: true,
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Market {
    uint256 public reserveEth;
    uint256 public reserveGems;
    mapping(address account => uint256) public gemsOf;

    constructor(uint256 gems) payable {
        (reserveEth, reserveGems) = (msg.value, gems);
    }

    function buy(uint256 minimum) external payable {
        uint256 gems = (reserveGems * msg.value) / (reserveEth + msg.value);
        require(gems >= minimum, "too little");
        reserveEth += msg.value;
        reserveGems -= gems;
        gemsOf[msg.sender] += gems;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Another contract, not the same one made faster: all buyers of a batch pay one price, and know it afterwards.
contract BatchMarket {
    uint256 public reserveEth;
    uint256 public reserveGems;
    uint256 public batch;
    uint256 public immutable start = block.timestamp;
    mapping(uint256 batch => uint256[16]) private _paidShards;
    mapping(uint256 batch => mapping(address account => uint256)) public paidBy;
    mapping(uint256 batch => uint256) public gemsPerEth;
    mapping(address account => uint256) public gemsOf;

    constructor(uint256 gems) payable {
        (reserveEth, reserveGems) = (msg.value, gems);
    }

    function order() external payable {
        _paidShards[batch][uint160(msg.sender) % 16] += msg.value;
        paidBy[batch][msg.sender] += msg.value;
    }

    function settle() external {
        require(block.timestamp >= start + (batch + 1) * 1 minutes, "not over");
        uint256 paid;
        for (uint256 i = 0; i < 16; i++) paid += _paidShards[batch][i];
        uint256 gems = (reserveGems * paid) / (reserveEth + paid);
        if (paid > 0) gemsPerEth[batch] = (gems * 1 ether) / paid;
        reserveEth += paid;
        reserveGems -= gems;
        batch++;
    }

    function claim(uint256 settled) external {
        require(settled < batch, "not settled");
        gemsOf[msg.sender] += (paidBy[settled][msg.sender] * gemsPerEth[settled]) / 1 ether;
        delete paidBy[settled][msg.sender];
    }
}
`,
  refactor:
    "There is none that keeps what the contract means: each trade has the price that the trades before it have left. Trades of different pairs run in parallel if each pair has a pool of its own. What else there is is another market: trades that are gathered and settled at one price for a batch, quotes that are signed off-chain, or several pools with a fee that keeps traders from splitting their trades among them.",
  price:
    "In a batch nobody knows the price before it is settled, a trade takes a second transaction, and no other contract can trade within its own call. Pools that are split have less depth each: larger slippage, and arbitrage between them.",
  confidence: {
    high: "Always: calls were run with other values in both and moved them by something else, in opposite directions, and the code reckons that from both.",
  },
  sources: [
    "https://arxiv.org/abs/2406.05568",
    "https://docs.uniswap.org/contracts/v2/concepts/protocol-overview/how-uniswap-works",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable } = subject;
    if (variable === undefined) return undefined;
    const trades = changesByUsers(subject).flatMap((one) => tradeOf(one, variable, subject) ?? []);
    const [first] = trades;
    if (first === undefined) return undefined;
    const functions = [...new Set(trades.map((trade) => trade.function))];
    const change = functions.length === 1 ? "changes" : "change";
    return {
      message: `What ${doing(functions, "gives", "give")} depends on ${variable.name} and ${first.other}, which ${functions.length === 1 ? "it" : "they"} ${change}: each trade moves the price of the next one. That is what the contract is for, and no refactor keeps it.`,
      evidence: trades.map(
        (trade) =>
          `With another value in ${variable.name} or in ${trade.other}, ${trade.function} gave another amount; it ${trade.raises ? "raised" : "lowered"} the former and ${trade.raises ? "lowered" : "raised"} the latter.`,
      ),
      confidence: "high",
      refactor: `Leave ${variable.name} as it is, and keep a pool of its own for each pair. If one pool must take more: gather orders in an entry for each user and settle them at one price, or have quotes signed off-chain; both are other markets.`,
    };
  },
};

/** A call that moves two reserves in opposite directions, by what both of them decide. */
interface Trade {
  readonly function: string;
  readonly other: string;
  /** The reserve that is asked about. */
  readonly raises: boolean;
}

function tradeOf(
  own: ReportAccumulator,
  variable: StateVariable,
  subject: Subject,
): Trade | undefined {
  const { hotspot, hotspots, code } = subject;
  const flow = ValueFlow.of(code);
  for (const place of hotspots) {
    if (place.contract !== hotspot.contract || place.address !== hotspot.address) continue;
    for (const other of place.accumulators) {
      const partner = code.variable(nameOf(other, place) ?? "");
      if (partner === undefined || other.function !== own.function) continue;
      if (partner === variable && !areMembers(own, other)) continue;
      const direction = product(own, other);
      if (direction === undefined || direction >= 0n) continue;
      const isOnePlace = place === hotspot;
      const meet =
        decidesTogether(own, other, [variable, partner], code.info.name) ||
        // Reserves that are counted afterwards: their product decides whether the trade is taken.
        (isOnePlace && [own, other].every(({ into }) => into.includes("status")));
      if (!meet || !flow.areMultiplied(variable.node.id, partner.node.id)) continue;
      if (!areTraded(code, reserveOf(variable, own), reserveOf(partner, other))) continue;
      const name = partner === variable ? (other.field ?? partner.name) : partner.name;
      return { function: own.function, other: name, raises: BigInt(own.own ?? 0) > 0n };
    }
  }
  return undefined;
}

function reserveOf(variable: StateVariable, call: ReportAccumulator): Reserve {
  return { variable, member: memberOf(call) };
}

/** Two members of a struct; not elements of an array, nor entries of a mapping. */
function areMembers(a: ReportAccumulator, b: ReportAccumulator): boolean {
  const [own, other] = [a, b].map(memberOf);
  return own !== undefined && other !== undefined && own !== other;
}

function memberOf({ field }: ReportAccumulator): string | undefined {
  return /\.([\w$]+)$/.exec(field ?? "")?.[1];
}

function nameOf({ field }: ReportAccumulator, { variable }: ReportHotspot): string | undefined {
  return field === null ? (variable ?? undefined) : nameIn(field);
}

/** Below zero if the call moves them in opposite directions; undefined where that was not seen. */
function product(a: ReportAccumulator, b: ReportAccumulator): bigint | undefined {
  return a.own === null || b.own === null ? undefined : BigInt(a.own) * BigInt(b.own);
}

/** What becomes of one of the two depends on both. */
function decidesTogether(
  a: ReportAccumulator,
  b: ReportAccumulator,
  variables: readonly StateVariable[],
  contract: string,
): boolean {
  const name = shortContract(contract);
  return variables.some((one) => [a, b].every((call) => flowsTo(call, name, one.name)));
}
