import type { AstNode } from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "../code/contract-code.ts";
import { entryChangesOf, type EntryChange, isSetOtherwise } from "../code/changes.ts";
import { keysOf } from "../code/entry-keys.ts";
import { changingEntriesTo, entriesTo } from "../code/reach.ts";
import { isLiteral, isSameAmount } from "../code/same-amount.ts";
import { otherUsesOf, sumsOf } from "../code/scalar.ts";
import type { Use } from "../code/uses.ts";
import { changingFunctions, isAddedTo, telling } from "../evidence.ts";
import { shardCounter } from "../patches/shard-counter.ts";
import { PRICE_OF_PARTS, sketchOfShards } from "../patches/shard-sketch.ts";
import { describeReaders, isRead, readersOf } from "../readers.ts";
import type { Rule } from "../rule.ts";
import { aboutPart, storedNumber } from "../stored-number.ts";

/** The sum of what all have: it changes by as much as somebody's entry. */
export const TOTAL_SUPPLY: Rule = {
  id: "total-supply",
  title: "Sum of what all users have",
  detects:
    "A number that calls of different users only add to or take from, as was seen by running them with other values in it, each time by the amount by which an entry of a mapping changes in the same call. No function reads it but views.",
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
    if (number === undefined || !isAddedTo(telling(subject))) return undefined;
    const { variable, uses, name } = number;
    const sums = sumsOf(uses);
    const matched = sums?.map((use) => entryOf(code, use));
    const entries = [...new Set(matched?.flatMap((one) => one ?? []))];
    if (matched?.every((one) => one !== undefined) !== true) return undefined;
    if (entries.some((entry) => isSetOtherwise(code, entry))) return undefined;
    if (!entryChangesOf(code).every((one) => isCounted(code, one, entries, uses))) return undefined;
    const others = otherUsesOf(uses);
    if (others.some((use) => changingEntriesTo(code, use.function).length > 0)) return undefined;
    const readers = readersOf(subject, variable, others);
    const edits = number.isWhole ? shardCounter(subject, { isBounded: true }) : undefined;
    // Not those that only read it.
    const functions = changingFunctions(subject).join(", ");
    return {
      ...aboutPart(number),
      message: `${name} is the sum of ${entries.join(", ")}: whoever calls ${functions} changes it by as much as an entry there${describeReaders(readers)}`,
      evidence: [
        "With other values in it, the calls did the same, and changed it by the same.",
        `Wherever it changes, an entry of ${entries.join(", ")} changes by the same amount.`,
      ],
      confidence: isRead(readers) ? "medium" : "high",
      refactor:
        edits !== undefined
          ? `Split ${name} into ${shards} parts by the caller, and sum them in a view; parts may wrap around, as who takes out need not be who has paid in.`
          : sketchOfShards(number, shards, project),
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "shard", shards, isSummed: true },
    };
  },
};

/** The variable of which an entry changes by as much, in the same direction. */
function entryOf(code: ContractCode, sum: Use): string | undefined {
  const changes = entryChangesOf(code);
  const amount = { amount: sum.value, function: sum.function };
  const found = changes.find(
    (one) =>
      one.kind === sum.kind &&
      isSameAmount(code, amount, { amount: one.amount, function: one.use.function }) &&
      !isFixed(code, one) &&
      // One more visit of all and one more visit of somebody's count, but are nothing that anybody has.
      (!isLiteral(one) || changes.some((other) => isTaken(other, one))),
  );
  return found?.name;
}

/**
 * What changes an entry changes the sum by as much, or another entry the other way, as a transfer does. Else the
 * number is no sum of them, though all that changes it changes one of them.
 */
function isCounted(
  code: ContractCode,
  change: EntryChange,
  entries: readonly string[],
  sums: readonly Use[],
): boolean {
  const { use, kind, name } = change;
  if (use.function.kind === "constructor") return true;
  // A struct goes with all that it holds.
  if (entries.some((entry) => entry.startsWith(`${name}.`))) {
    const own = entriesTo(code, use.function);
    return sums.some(
      (sum) =>
        sum.kind === kind && entriesTo(code, sum.function).some((entry) => own.includes(entry)),
    );
  }
  if (!entries.includes(name)) return true;
  const isSame = (amount: AstNode | undefined, inside: CodeFunction) =>
    isSameAmount(
      code,
      { amount: change.amount, function: use.function },
      { amount, function: inside },
    );
  return (
    sums.some((sum) => sum.kind === kind && isSame(sum.value, sum.function)) ||
    entryChangesOf(code).some(
      (other) =>
        other.name === name && other.kind !== kind && isSame(other.amount, other.use.function),
    )
  );
}

/** What one account gets of each call is not what all have. */
function isFixed(code: ContractCode, { use }: EntryChange): boolean {
  return keysOf(code, use).some(
    (origins) => origins.length > 0 && origins.every(({ kind }) => kind === "fixed"),
  );
}

function isTaken(other: EntryChange, { name }: EntryChange): boolean {
  return other.name === name && other.kind === "subtract";
}
