import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import {
  type Comparison,
  comparisonIn,
  type Decision,
  decisionsIn,
  NEGATED,
} from "../code/decisions.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "../code/contract-code.ts";
import { type Change, changeOf } from "../code/changes.ts";
import { flowFrom } from "../code/flow.ts";
import { isAmong } from "../code/entry-label.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isGivenByCaller } from "../code/given-by-caller.ts";
import { isSameAmount } from "../code/same-amount.ts";
import { isNumber } from "../code/scalar.ts";
import type { Use } from "../code/uses.ts";
import { originsOf } from "../code/origins.ts";
import { telling } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";
import { listed } from "../users.ts";

/** A quota that all draw on: with each call it comes nearer to a bound, at which calls fail. */
export const CAP: Rule = {
  id: "cap",
  title: "Quota that all users draw on",
  detects:
    "A number that calls of different users raise or lower, and that the same calls compare with a bound of the contract's own, not with what a caller pays or says: run with other values in it they fail or succeed, but do nothing else differently.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Badges {
    uint256 public constant MAX_BADGES = 4096;
    uint256 public minted;
    mapping(address account => uint256) public badgesOf;

    function mint(uint256 quantity) external {
        require(minted + quantity <= MAX_BADGES, "sold out");
        minted += quantity;
        badgesOf[msg.sender] += quantity;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Badges {
    uint256 public constant MAX_BADGES = 4096;
    uint256 private constant BUCKETS = 16;
    mapping(address account => uint256) public badgesOf;

    uint256[BUCKETS] private _minted;

    /// @param bucket Whose share of the quota to draw on. Who finds one empty tries another one.
    function mint(uint256 quantity, uint256 bucket) external {
        require(_minted[bucket] + quantity <= MAX_BADGES / BUCKETS, "bucket sold out");
        _minted[bucket] += quantity;
        badgesOf[msg.sender] += quantity;
    }

    function minted() external view returns (uint256 sum) {
        for (uint256 i = 0; i < BUCKETS; i++) sum += _minted[i];
    }
}
`,
  refactor:
    "Deal the quota out to buckets, of which each caller draws on one: by the sender's address, or by an argument, so that who finds a bucket empty can try another one. Where the last ones must go too, let somebody move what is left between the buckets.",
  price:
    "The bound still holds for all, but a call can fail while other buckets have some left, and one call cannot take more than a bucket holds. Who comes first is served first only within a bucket. Reading how much is gone costs one SLOAD a bucket.",
  sources: [
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-47.md",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable, shards, hotspot } = subject;
    if (!isNumber(variable) || !decidesOnly(subject)) return undefined;
    const draw = drawIn(subject);
    if (draw === undefined) return undefined;
    const { name } = variable;
    const others = hotspot.functions.filter((one) => !draw.functions.includes(one));
    return {
      message: `Everybody who calls ${draw.functions.join(", ")} draws on ${name}, and fails where it comes to its bound (${draw.condition}).`,
      evidence: [
        "With other values in it, calls failed or succeeded, and those that succeeded did the same.",
        `${name} is compared and changed in the same call.`,
        ...(others.length === 0
          ? []
          : [`${listed(others)} ${others.length === 1 ? "meets" : "meet"} them there.`]),
      ],
      confidence: "high",
      refactor: sketch(variable, draw, shards),
      remedy: { kind: "shard", shards },
    };
  },
};

/** Of some calls it decides on their success; beside that, all that change it only add to it. */
function decidesOnly(subject: Subject): boolean {
  const all = telling(subject);
  const deciding = all.filter(({ verdict }) => verdict === "flows");
  return (
    deciding.length > 0 &&
    all.every(({ verdict }) => verdict === "flows" || verdict === "commutative") &&
    deciding.every(({ into }) => into.every((place) => place === "status"))
  );
}

interface Draw {
  /** The functions whose success was seen to depend on it: more may reach the comparison, and never make it. */
  readonly functions: readonly string[];
  readonly condition: string;
  readonly bound: string;
  readonly amount: string;
  /** It is lowered to nothing, instead of raised to a bound. */
  readonly isLowered: boolean;
  readonly isGivenBack: boolean;
}

/** A change of it in a call that also compares it. */
function drawIn(subject: Subject): Draw | undefined {
  const { code, uses } = subject;
  const failing = telling(subject).filter(({ verdict }) => verdict === "flows");
  const changes = uses.flatMap((use) =>
    use.function.kind === "constructor" ? [] : (changeOf(code, use) ?? []),
  );
  const values = new Set(
    uses.flatMap(({ kind, target, operation }) => (kind === "read" ? [target.id] : [operation.id])),
  );
  const flow = flowFrom(code, ({ id }) => values.has(id));
  for (const decision of decisionsIn(code)) {
    const { function: inside, condition } = decision;
    const comparison = comparisonIn(condition, flow);
    if (comparison === undefined || isTypesMaximum(code, inside, comparison.bound)) continue;
    const deciding = changingEntriesTo(code, inside);
    const drawing = failing.filter((one) => isAmong(deciding, one.function));
    if (drawing.length === 0) continue;
    const change = changes.find(
      (one) => isIn(code, one.use, deciding) && isBounded(code, one, decision, comparison),
    );
    if (change === undefined) continue;
    const { amount, use } = change;
    const isLowered = change.kind === "subtract";
    return {
      functions: [...new Set(drawing.map((one) => one.function))].sort(),
      condition: sourceText(inside.source, condition),
      bound: sourceText(inside.source, isLowered ? comparison.value : comparison.bound),
      amount: amount === undefined ? "1" : sourceText(use.source, amount),
      isLowered,
      isGivenBack: changes.some(({ kind }) => kind !== change.kind),
    };
  }
  return undefined;
}

/**
 * The call succeeds while what is there does not come to a limit that is stored or written in the code, or while
 * as much is left as the call takes. What a caller pays or passes is no bound of a quota: who compares it with
 * the number pays a price that goes up with each call.
 */
function isBounded(
  code: ContractCode,
  { use, kind, amount }: Change,
  { function: inside, isRefusal }: Decision,
  { bound, operator }: Comparison,
): boolean {
  const needed = isRefusal ? NEGATED[operator] : operator;
  const isDrawn = isSameAmount(
    code,
    { amount: bound, function: inside },
    { amount, function: use.function },
  );
  if (!isDrawn && isGivenByCaller(code, bound, inside)) return false;
  return kind === "subtract" || isDrawn
    ? needed === ">=" || needed === ">" || needed === "!="
    : needed === "<=" || needed === "<" || needed === "!=";
}

/** What no quota is: as much as a type holds, which OpenZeppelin's ERC20Votes looks at. */
function isTypesMaximum(code: ContractCode, inside: CodeFunction, bound: AstNode): boolean {
  return originsOf(code, bound, inside).some(({ node }) => {
    const of = childOf(childOf(node, "expression"), "expression");
    return textOf(node, "memberName") === "max" && textOf(of, "name") === "type";
  });
}

function isIn(
  code: ContractCode,
  use: Use,
  entries: ReturnType<typeof changingEntriesTo>,
): boolean {
  return changingEntriesTo(code, use.function).some((entry) => entries.includes(entry));
}

function sketch(
  { name, source }: StateVariable,
  { bound, amount, isLowered, isGivenBack }: Draw,
  shards: number,
): string {
  const parts = `_${name.replace(/^_+/, "")}Buckets`;
  const own = `${parts}[uint160(msg.sender) % ${shards}]`;
  const lines = isLowered
    ? [
        `uint256[${shards}] private ${parts}; // each begins with ${name} / ${shards}`,
        `require(${own} >= ${amount});`,
        `${own} -= ${amount};`,
      ]
    : [
        `uint256[${shards}] private ${parts};`,
        `require(${own} + ${amount} <= (${bound}) / ${shards});`,
        `${own} += ${amount};`,
      ];
  const back = isGivenBack
    ? [`// What is given back goes into the bucket that it was taken from.`]
    : [];
  const place =
    source.isExternal === true
      ? [`// ${name} is in ${source.path}: derive from a copy in which it is split.`]
      : [];
  return [...place, ...lines, ...back].join("\n");
}
