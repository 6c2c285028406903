import { nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { amountTexts, inBrackets } from "../code/amount-text.ts";
import { freeName } from "../code/names.ts";
import { type CodeFunction, sourceText } from "../code/contract-code.ts";
import { isAmong, labelsOf } from "../code/entry-label.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { otherUsesOf } from "../code/scalar.ts";
import { isValueUsed } from "../code/position.ts";
import type { Use } from "../code/uses.ts";
import { creditedAccounts } from "../credited-accounts.ts";
import { isAddedTo, telling } from "../evidence.ts";
import { shardCounter } from "../patches/shard-counter.ts";
import {
  beginNotes,
  layoutNotes,
  partTypeOf,
  placesOf,
  PRICE_OF_PARTS,
} from "../patches/shard-sketch.ts";
import { describeReaders, isRead, readersOf } from "../readers.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { aboutPart, type StoredNumber, storedNumber } from "../stored-number.ts";
import { doing } from "../users.ts";

/** Fees summed up in one place until somebody takes them out. */
export const FEE_ACCUMULATOR: Rule = {
  id: "fee-accumulator",
  title: "Fees summed up in one place",
  detects:
    "A number that calls of different users only add to, as was seen by running them with other values in it, and that another function takes out; or the entry of one fixed account, by its address, that everybody's calls add to.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Tips {
    address public immutable owner = msg.sender;
    uint256 public protocolFees;
    mapping(address artist => uint256) public creditOf;

    function tip(address artist) external payable {
        uint256 fee = msg.value / 100;
        protocolFees += fee;
        creditOf[artist] += msg.value - fee;
    }

    function collectFees() external {
        require(msg.sender == owner);
        uint256 amount = protocolFees;
        protocolFees = 0;
        payable(owner).transfer(amount);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Tips {
    address public immutable owner = msg.sender;
    uint256[16] private _protocolFeesShards;
    mapping(address artist => uint256) public creditOf;

    function protocolFees() public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _protocolFeesShards[i];
    }

    function tip(address artist) external payable {
        uint256 fee = msg.value / 100;
        _protocolFeesShards[uint160(msg.sender) % 16] += fee;
        creditOf[artist] += msg.value - fee;
    }

    function collectFees() external {
        require(msg.sender == owner);
        uint256 amount = protocolFees();
        delete _protocolFeesShards;
        payable(owner).transfer(amount);
    }
}
`,
  refactor:
    "Let fees come together in an array with one part for each group of payers; whoever takes them out sums the parts and clears them.",
  price: `To take the fees out, and to read what there is, costs one SLOAD a part, and an SSTORE for each that holds some. Where the fees were an entry like those of users, its owner has to have the parts credited before they can be spent, and they are in no balance until then; whoever had the entry before an owner changed it has its parts still, and no other's. ${PRICE_OF_PARTS}`,
  confidence: {
    high: "Calls were run with other values and added the same, and no transaction reads the number before it is taken out; or the entries that are credited are the same for all callers.",
    medium: "Another contract reads the number, or may, by a getter or a view.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/risechain/pevm/issues/203",
    "https://github.com/risechain/pevm/issues/346",
  ],
  check: (subject) => checkNumber(subject) ?? creditedAccounts(subject),
};

/** A number that is taken out by another function. */
function checkNumber(subject: Subject): Diagnosis | undefined {
  const { code, project, shards } = subject;
  const number = storedNumber(subject);
  if (number === undefined) return undefined;
  const { variable, uses, name } = number;
  const adds = uses.filter(({ kind }) => kind === "add");
  if (adds.length === 0 || adds.some(isValueUsed)) return undefined;
  const entriesOf = (some: readonly Use[]): readonly CodeFunction[] =>
    some.flatMap((use) => changingEntriesTo(code, use.function));
  const takers = uses.filter((use) => isTaking(use, uses));
  const takerEntries = entriesOf(takers);
  const addEntries = entriesOf(adds);
  if (takerEntries.length === 0 || addEntries.some((one) => takerEntries.includes(one))) {
    return undefined;
  }
  // A number that users draw on is no fee: only who may take all of it may take some of it.
  const isDrawnOn = takers.some(({ kind }) => kind === "subtract");
  const labels = labelsOf(code, takerEntries);
  if (isDrawnOn && !labels.every((label) => subject.notForUsers.has(label))) return undefined;
  const others = otherUsesOf(uses).filter((use) => !takers.includes(use));
  if (entriesOf(others).some((one) => !takerEntries.includes(one))) return undefined;
  const paying = telling(subject).filter((one) => !isAmong(takerEntries, one.function));
  if (!isAddedTo(paying)) return undefined;
  const edits = isDrawnOn || !number.isWhole ? undefined : shardCounter(subject);
  const readers = readersOf(subject, variable, others);
  // Not those that only read it.
  const until = isRead(readers)
    ? `which ${doing(labels, "takes", "take")} out${describeReaders(readers)}`
    : `which nobody looks at until ${doing(labels, "takes", "take")} it out.`;
  const payers = [...new Set(paying.map((one) => one.function))].sort().join(", ");
  return {
    ...aboutPart(number),
    message: `Everybody who calls ${payers} adds to ${name}, ${until}`,
    evidence: ["With other values in it, the calls did the same, and added the same to it."],
    confidence: isRead(readers) ? "medium" : "high",
    refactor:
      edits === undefined
        ? [
            sketchOfNumber(number, takers, labels, subject),
            ...(variable.node.nodeType === "StructDefinition"
              ? []
              : layoutNotes(variable, project)),
          ].join("\n")
        : `Split ${name} into ${shards} parts by the payer; ${doing(labels, "sums and clears", "sum and clear")} them.`,
    ...(edits === undefined ? {} : { edits }),
    remedy: { kind: "shard", shards, isSummed: true },
  };
}

/** It empties the number, or lowers it, and does something with what it was. */
function isTaking(use: Use, all: readonly Use[]): boolean {
  const { kind, value, source } = use;
  if (kind === "subtract") return true;
  const isEmptied =
    kind === "delete" ||
    (kind === "assign" && value !== undefined && sourceText(source, value) === "0");
  return isEmptied && all.some((one) => one.kind === "read" && one.function === use.function);
}

function sketchOfNumber(
  number: StoredNumber,
  takers: readonly Use[],
  labels: readonly string[],
  { code, project, shards }: Subject,
): string {
  const { parts, declaration } = placesOf(number, shards, project);
  const taking = new Set(takers.map((use) => use.function));
  const held = number.uses.flatMap((use) =>
    use.kind === "read" && taking.has(use.function) ? (holderOf(use) ?? []) : [],
  );
  // The variable that takes it now goes on to; else one that nothing there is called.
  const [sum = freeName("sum", [code])] = held;
  return [
    ...declaration,
    ...amountTexts(number.uses, "add").map(
      (amount) => `${parts}[uint160(msg.sender) % ${shards}] += ${amount};`,
    ),
    `// In ${labels.join(", ")}:`,
    `${partTypeOf(number.type)} ${sum};`,
    `for (uint256 i = 0; i < ${shards}; i++) { ${sum} += ${parts}[i]; ${parts}[i] = 0; }`,
    ...(takers.some(({ kind }) => kind === "subtract") ? amountTexts(takers, "subtract") : []).map(
      (amount) =>
        `${parts}[0] = ${sum} - ${inBrackets(amount)}; // what is left; fails where there is less`,
    ),
    ...beginNotes(number),
  ].join("\n");
}

/** `amount` of `uint256 amount = fees;` */
function holderOf({ around: [statement] }: Use): string | undefined {
  if (statement?.nodeType !== "VariableDeclarationStatement") return undefined;
  const [declaration, ...others] = nodesIn(statement.fields.declarations);
  return others.length === 0 ? textOf(declaration, "name") : undefined;
}
