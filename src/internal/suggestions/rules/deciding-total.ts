import { type AstNode, childOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "../code/all-in.ts";
import { type CodeFunction, type ContractCode, sourceText } from "../code/contract-code.ts";
import { comparisonIn, decisionsIn, NEGATED } from "../code/decisions.ts";
import { isAmong } from "../code/entry-label.ts";
import { flowFrom, type ValueTrace } from "../code/flow.ts";
import { isGivenByCaller } from "../code/given-by-caller.ts";
import { isRepeated } from "../code/loops.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isSum } from "../code/scalar.ts";
import { type DecidingCount, decidingCount } from "../deciding-count.ts";
import { changesByUsers } from "../evidence.ts";
import type { Rule } from "../rule.ts";
import { doing } from "../users.ts";

/** One number that calls change, or the length of one list, and that decides what the next ones pay, or whether they do more. */
export const DECIDING_TOTAL: Rule = {
  id: "deciding-total",
  title: "A total that decides what each call does",
  detects:
    "A number that calls of different users raise or lower, or the length of a list or a set that they change, and from which the same calls reckon the price that the caller has to pay, or which they compare with a goal to do something else from there on; run with other values in it they did something else.",
  impact: "high",
  isInherent: true,
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Curve {
    uint256 public sold;
    mapping(address account => uint256) public keysOf;

    function buy() external payable {
        uint256 price = 0.01 ether + sold * 0.001 ether;
        require(msg.value == price, "not the price");
        sold += 1;
        keysOf[msg.sender] += 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Another sale, not the same one made faster: the price holds for an hour, and follows what was sold before it.
contract SteppedSale {
    uint256 public price = 0.01 ether;
    uint256 public steppedAt = block.timestamp;
    uint256[16] private _sold;
    mapping(address account => uint256) public keysOf;

    function buy() external payable {
        require(msg.value == price, "not the price");
        _sold[uint160(msg.sender) % 16] += 1;
        keysOf[msg.sender] += 1;
    }

    /// Once in an hour, by anybody: all else only reads the price.
    function step() external {
        require(block.timestamp >= steppedAt + 1 hours, "too early");
        uint256 sum;
        for (uint256 i = 0; i < 16; i++) sum += _sold[i];
        steppedAt = block.timestamp;
        price = 0.01 ether + sum * 0.001 ether;
    }
}
`,
  refactor:
    "There is none that keeps what the contract means: what a call pays, or whether it is the one that reaches the goal, hangs on all calls before it. What else there is is another contract: a price that holds for a while and is reckoned anew by one call; a goal that a call of its own looks at, with what came in kept in parts until then.",
  price:
    "A price that holds for a while is not the exact one: who comes first in it buys as cheaply as who comes last. A goal that is looked at later is reached later, by a transaction that somebody has to send, and more than the goal can come in until then.",
  confidence: {
    high: "Always: calls were run with another value in it and came to something else, and the code compares what is reckoned from it with what they pay, or with a goal.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://docs.sei.io/learn/sei-giga-developers",
  ],
  check: (subject) => {
    const { code } = subject;
    const count = decidingCount(subject);
    if (count === undefined) return undefined;
    const calls = changesByUsers(subject).filter(({ verdict }) => verdict === "flows");
    const sums = count.uses.filter(isSum);
    const changing = sums.flatMap((use) => changingEntriesTo(code, use.function));
    const concerned = calls.filter((one) => isAmong(changing, one.function));
    if (concerned.length === 0) return undefined;
    const found = decidedBy(code, count, changing);
    if (found === undefined) return undefined;
    const { name, holder } = count;
    const functions = [...new Set(concerned.map((one) => one.function))].sort();
    const what =
      found.kind === "price"
        ? `${doing(functions, "asks", "ask")} for a price that is reckoned from ${name} (${found.condition}), and ${functions.length === 1 ? "changes" : "change"} it: each call has the price that those before it have left.`
        : `${doing(functions, "changes", "change")} ${name}, and ${functions.length === 1 ? "does" : "do"} something else once it has come to its goal (${found.condition}): which call that is, hangs on all before it.`;
    return {
      ...(count.about === undefined ? {} : { about: count.about }),
      message: `${what} That is what the contract is for, and no refactor keeps it.`,
      evidence: [
        ...new Set(
          concerned.map(
            (call) => `With another value in ${name}, ${call.function} came to something else.`,
          ),
        ),
      ],
      confidence: "high",
      refactor:
        found.kind === "price"
          ? `Leave ${holder} as it is. If it must take more: a price that holds for a while, which one call reckons anew from what was sold; that is another sale.`
          : `Leave ${holder} as it is. If it must take more: keep what comes in in parts, and have a call of its own sum them and look at the goal; it is reached later then.`,
    };
  },
};

interface Decided {
  readonly kind: "price" | "goal";
  readonly condition: string;
}

/** What calls that change the number make of it. */
function decidedBy(
  code: ContractCode,
  { uses, isPlace }: DecidingCount,
  changing: readonly CodeFunction[],
): Decided | undefined {
  const values = new Set(
    uses.flatMap(({ kind, target, operation }) => (kind === "read" ? [target.id] : [operation.id])),
  );
  const flow = flowFrom(code, ({ id }) => values.has(id));
  const isConcerned = (inside: CodeFunction) =>
    changingEntriesTo(code, inside).some((entry) => changing.includes(entry));
  for (const { function: inside, condition, isRefusal } of decisionsIn(code)) {
    const comparison = isConcerned(inside) ? comparisonIn(condition, flow) : undefined;
    if (comparison === undefined || flow.carries(comparison.bound)) continue;
    // What somebody pays is at least the price; at most, it is as much as is owed.
    const needed = isRefusal ? NEGATED[comparison.operator] : comparison.operator;
    const isPrice =
      ["<", "<=", "=="].includes(needed) &&
      isGivenByCaller(code, comparison.bound, inside) &&
      !values.has(comparison.value.id);
    if (isPrice && isReckoned(code, flow)) {
      return { kind: "price", condition: sourceText(inside.source, condition) };
    }
  }
  for (const inside of code.functions.filter(isConcerned)) {
    for (const node of allIn(inside.body)) {
      const condition = goalIn(code, node, inside, { flow, isPlace });
      if (condition === undefined) continue;
      return { kind: "goal", condition: sourceText(inside.source, condition) };
    }
  }
  return undefined;
}

/** Multiplied or divided somewhere, as prices are. */
function isReckoned({ functions }: ContractCode, flow: ValueTrace): boolean {
  return functions.some(({ body }) =>
    allIn(body).some(
      (node) =>
        node.nodeType === "BinaryOperation" &&
        ["*", "/", "**"].includes(String(node.fields.operator)) &&
        flow.carries(node),
    ),
  );
}

/** `if (raised >= GOAL) finish();`, `raised < EARLY ? 2 * n : n`, where it refuses nothing. */
function goalIn(
  code: ContractCode,
  node: AstNode,
  inside: CodeFunction,
  { flow, isPlace }: Pick<DecidingCount, "isPlace"> & { readonly flow: ValueTrace },
): AstNode | undefined {
  const condition = CHOICES.includes(node.nodeType) ? childOf(node, "condition") : undefined;
  const comparison = condition && comparisonIn(condition, flow);
  if (comparison === undefined || flow.carries(comparison.bound)) return undefined;
  // What is left, or the lesser of two, is no other thing to do.
  if (VALUES.some((one) => flow.carries(childOf(node, one)))) return undefined;
  // Who owns an entry is no goal, nor is what each round of a loop asks for, as bits of an index in a tree.
  if (!/^u?int/.test(typeStringOf(comparison.value) ?? "")) return undefined;
  if (isRepeated(code, { node, function: inside })) return undefined;
  if (decisionsIn(code).some((one) => one.condition.id === condition?.id)) return undefined;
  const { bound } = comparison;
  if (bound.nodeType === "Literal" && sourceText(inside.source, bound) === "0") return undefined;
  if (isPlace(bound, inside)) return undefined;
  return isGivenByCaller(code, bound, inside) ? undefined : condition;
}

const CHOICES = ["IfStatement", "Conditional"];
const VALUES = ["trueExpression", "falseExpression"];
