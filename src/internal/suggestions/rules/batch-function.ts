import { sourceText } from "../code/contract-code.ts";
import { ingredientsOf } from "../code/ingredients.ts";
import { isList } from "../code/list-type.ts";
import { isRepeated } from "../code/loops.ts";
import type { Use } from "../code/uses.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing, usersReach } from "../users.ts";

/** One call that changes the entries of many: it conflicts with whoever has any of them in common. */
export const BATCH_FUNCTION: Rule = {
  id: "batch-function",
  title: "One call that changes the entries of many",
  detects:
    "A loop over a list that the caller passes changes an entry for each of its elements, and different users name the same elements.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Likes {
    mapping(uint256 post => uint256) public likesOf;

    function likeMany(uint256[] calldata posts) external {
        for (uint256 i = 0; i < posts.length; i++) likesOf[posts[i]] += 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Likes {
    mapping(uint256 post => uint256) public likesOf;

    function like(uint256 post) external {
        likesOf[post] += 1;
    }
}
`,
  refactor:
    "Split by key: one element a call, or batches that the caller keeps to what belongs together, so that a call waits only for those who change the same entry. Where entries are only added to, split each in parts by the caller as well.",
  price:
    "Each call pays its own base fee of 21,000 gas, and many calls are not all or nothing. Calls at the same entry still follow one another.",
  confidence: {
    high: "Always: different users met at an entry that they name in a list, and the code changes one for each element of it in a loop.",
  },
  sources: [
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-60.md",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { variable, hotspot, accumulators } = subject;
    // Those who met named it in a list.
    if (variable === undefined || !/\barg:[^\]]*\[\*\]/.test(hotspot.path)) return undefined;
    const changes = subject.uses.filter((use) => use.kind !== "read" && isBatched(subject, use));
    const callers = [
      ...new Set(changes.flatMap((use) => usersReach(subject, use.function))),
    ].sort();
    const [change] = changes;
    if (change === undefined || callers.length === 0) return undefined;
    const isSum =
      accumulators.length > 0 && accumulators.every(({ verdict }) => verdict === "commutative");
    return {
      message: `${doing(callers, "changes", "change")} an entry of ${variable.name} for each element of a list, so that a call waits for all who have one of them in common with it.`,
      evidence: [
        `Different users meet at ${hotspot.path}.`,
        ...(isSum ? ["They only add to it: with other values in it, the calls did the same."] : []),
      ],
      confidence: "high",
      refactor: `// one element a call, in place of the loop\n${sourceText(change.source, change.operation)};${isSum ? `\n// and as it is only added to, in parts by the caller: ${subject.shards} for each entry of ${variable.name}` : ""}`,
    };
  },
};

/** In a loop, and each key of it is of a list that the caller passes. */
function isBatched({ code }: Subject, use: Use): boolean {
  const keys = use.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
  if (keys.length === 0) return false;
  const place = { function: use.function, node: use.operation };
  return (
    isRepeated(code, place) &&
    keys.every((key) => {
      const made = ingredientsOf(code, key, use.function);
      return (
        made.some((one) => one.kind === "argument" && isList(one.node)) &&
        !made.some(({ kind }) => kind === "sender")
      );
    })
  );
}
