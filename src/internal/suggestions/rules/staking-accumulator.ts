import { type Draw, drawIn } from "../draw.ts";
import { fieldNameOf } from "../code/fields.ts";
import { type RewardAccumulator, rewardAccumulatorsOf } from "../code/reward-accumulator.ts";
import { flowsInto, telling } from "../evidence.ts";
import { stakedEntry } from "../code/staked-entries.ts";
import { adviceOnHeldStakes } from "../held-stakes-advice.ts";
import { epochSketch } from "../patches/epoch-sketch.ts";
import type { Rule, Subject } from "../rule.ts";
import { usersReach } from "../users.ts";

/** Rewards or interest by stake and time: an index that grows by time over the total of all stakes. */
export const STAKING_ACCUMULATOR: Rule = {
  id: "staking-accumulator",
  title: "Rewards shared by the total of all stakes",
  detects:
    "A stored total, or what the contract holds of a token, that an index is divided by, which grows with the time since it was last brought up to date, and of which each user's part is reckoned: whoever stakes changes the total that decides what the next one's time is worth.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Staking {
    uint256 public constant RATE = 1e15;
    uint256 public rewardPerToken;
    uint256 public lastUpdate;
    uint256 public totalStaked;
    mapping(address account => uint256) public stakeOf;
    mapping(address account => uint256) public paidIndex;
    mapping(address account => uint256) public rewards;

    function stake() external payable {
        _update(msg.sender);
        totalStaked += msg.value;
        stakeOf[msg.sender] += msg.value;
    }

    function _update(address account) private {
        if (totalStaked > 0) {
            rewardPerToken += ((block.timestamp - lastUpdate) * RATE * 1e18) / totalStaked;
        }
        lastUpdate = block.timestamp;
        rewards[account] += (stakeOf[account] * (rewardPerToken - paidIndex[account])) / 1e18;
        paidIndex[account] = rewardPerToken;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Stakes count from the next epoch on. What comes in waits in parts; whoever rolls over adds them up once.
contract Staking {
    uint256 public constant RATE = 1e15;
    uint256 public constant EPOCH = 1 hours;
    uint256 public rewardPerToken;
    uint256 public lastUpdate = block.timestamp;
    uint256 public totalStaked;
    uint256 public epoch = 1;
    uint256[16] private _waiting;
    mapping(uint256 epoch => uint256) public indexAtStartOf;
    mapping(address account => uint256) public stakeOf;
    mapping(address account => uint256) public waitingOf;
    mapping(address account => uint256) public waitingSince;
    mapping(address account => uint256) public paidIndex;
    mapping(address account => uint256) public rewards;

    function stake() external payable {
        _update(msg.sender);
        waitingOf[msg.sender] += msg.value;
        waitingSince[msg.sender] = epoch;
        _waiting[uint160(msg.sender) % 16] += msg.value;
    }

    /// Once in an epoch, by anybody: all else only reads the index and the total.
    function rollOver() external {
        require(block.timestamp >= lastUpdate + EPOCH, "too early");
        if (totalStaked > 0) {
            rewardPerToken += ((block.timestamp - lastUpdate) * RATE * 1e18) / totalStaked;
        }
        lastUpdate = block.timestamp;
        indexAtStartOf[++epoch] = rewardPerToken;
        for (uint256 i = 0; i < 16; i++) {
            totalStaked += _waiting[i];
            _waiting[i] = 0;
        }
    }

    function _update(address account) private {
        rewards[account] += (stakeOf[account] * (rewardPerToken - paidIndex[account])) / 1e18;
        uint256 waiting = waitingOf[account];
        if (waiting > 0 && waitingSince[account] < epoch) {
            uint256 start = indexAtStartOf[waitingSince[account] + 1];
            rewards[account] += (waiting * (rewardPerToken - start)) / 1e18;
            stakeOf[account] += waiting;
            waitingOf[account] = 0;
        }
        paidIndex[account] = rewardPerToken;
    }
}
`,
  refactor:
    "Have stakes count from the next epoch on: they wait in an array with one part for each group of callers, and one call an epoch adds them to the total and brings the index up to date, which all others only read. Or keep several pools, each with its own index, total and part of the rewards. There is no refactor that pays by the second and lets stakers not meet.",
  price:
    "Rewards begin and end with epochs, or depend on who else is in the same pool. Somebody has to roll the epochs over and pay the gas. Within one block the index and the time change with the first call only: it is the total that costs most. Where the total is what the contract holds of a token, stakes meet at the token's entry in any case, unless several contracts hold it.",
  confidence: {
    high: "Calls were run with other values and did something else, stakes are raised by the same as the total, and the total has no bound.",
    medium:
      "Nothing was run with other values; or the total has a bound; or it is what the contract holds of a token.",
    low: "No entry is seen to be raised by the same as the total; or nothing was run, and the total is what the contract holds of a token.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/Synthetixio/synthetix/blob/develop/contracts/StakingRewards.sol",
  ],
  check: (subject) => {
    const { variable, code, hotspot, shards } = subject;
    if (variable === undefined) return undefined;
    const known = telling(subject);
    const into = flowsInto(subject);
    if (known.length > 0 && into.length === 0) return undefined;
    const field = fieldNameOf(hotspot.path, variable.name);
    const found = rewardAccumulatorsOf(code)
      .map((accumulator) => ({ accumulator, role: roleOf(field, accumulator) }))
      .find(({ role }) => role !== undefined);
    if (found?.role === undefined) return adviceOnHeldStakes(subject);
    const { total, index, time } = found.accumulator;
    const { name } = total;
    const bound = boundOf(found.accumulator, subject);
    const isStaked = stakedEntry(code, found.accumulator, "add") !== undefined;
    const updates = index.uses.filter(({ kind }) => kind !== "read");
    const updating = updates.flatMap((use) => usersReach(subject, use.function));
    const callers = updating.length === 0 ? hotspot.functions : [...new Set(updating)].sort();
    return {
      message: `${ROLES[found.role](field)}: ${index.name} grows by the time since ${time.name} divided by ${name}, in each call of ${callers.join(", ")}.`,
      evidence: [
        ...(into.length === 0
          ? []
          : [`With other values in ${field}, the calls did something else (${into.join(", ")}).`]),
        `${index.name} is computed from ${time.name} and divided by ${name}.`,
        ...(isStaked
          ? []
          : [
              `No entry is seen to be raised by the same as ${name}: whose it is, it has to say, too.`,
            ]),
        ...(bound === undefined
          ? []
          : [
              `${name} has a bound, too (${bound.condition}): one that is kept exactly for all calls is one number again, and gains nothing.`,
            ]),
      ],
      confidence: !isStaked ? "low" : known.length === 0 || bound !== undefined ? "medium" : "high",
      refactor: epochSketch(found.accumulator, code, { shards, bound: bound?.bound }),
      // By epochs nobody but one call of them changes index and time.
      remedy: found.role === "total" ? { kind: "shard", shards } : { kind: "remove" },
    };
  },
};

type Role = keyof RewardAccumulator;

const ROLES: Readonly<Record<Role, (field: string) => string>> = {
  total: (field) => `${field} is the total that rewards are shared by`,
  index: (field) => `${field} is the index that rewards are paid by`,
  time: (field) => `${field} says when rewards were last shared out`,
};

function roleOf(field: string, { total, index, time }: RewardAccumulator): Role | undefined {
  if (field === total.name) return "total";
  if (field === index.name) return "index";
  return field === time.name ? "time" : undefined;
}

/** At which calls fail that add to the total. */
function boundOf(
  { total }: RewardAccumulator,
  { code, hotspot, notForUsers }: Subject,
): Draw | undefined {
  const uses = total.uses.filter(({ kind }) => kind !== "subtract");
  return drawIn(code, uses, hotspot.functions, { notForUsers, mayMove: true });
}
