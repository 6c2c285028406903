import { sourceText } from "../code/contract-code.ts";
import { countUses, functionOn } from "../code/length-uses.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isRunBy } from "../code/used-beside.ts";
import type { Use } from "../code/uses.ts";
import {
  boundLines,
  type BoundedLength,
  describeBound,
  isBoundKnown,
  leftWithBound,
  remedyInParts,
} from "../bounded-length.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { type SharedSet, sharedSetOf } from "../shared-set.ts";
import { type CountedList, movingEntries, type UsedLength, usedLength } from "../used-length.ts";

/** OpenZeppelin's sets and maps that can be enumerated hold a list, whose length all who add and remove change. */
export const ENUMERABLE_SET: Rule = {
  id: "enumerable-set",
  title: "One enumerable set that everybody adds to",
  detects:
    "An EnumerableSet or EnumerableMap of OpenZeppelin to which calls of different users add, or from which they remove, so that all of them read and write the length of its list.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

contract Forum {
    using EnumerableSet for EnumerableSet.AddressSet;

    EnumerableSet.AddressSet private _members;

    function join() external {
        _members.add(msg.sender);
    }

    function leave() external {
        _members.remove(msg.sender);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Forum {
    mapping(address account => bool) public isMember;

    event Joined(address indexed account);
    event Left(address indexed account);

    function join() external {
        if (isMember[msg.sender]) return;
        isMember[msg.sender] = true;
        emit Joined(msg.sender);
    }

    function leave() external {
        if (!isMember[msg.sender]) return;
        delete isMember[msg.sender];
        emit Left(msg.sender);
    }
}
`,
  refactor:
    "Keep a mapping, and emit an event for each change, from which whoever wants to can enumerate; or, where code enumerates, split the set into parts by its elements.",
  price:
    "With a mapping, contracts can neither enumerate nor count. With parts they go through all of them, and the order is another one; removing still meets who touches the same part.",
  confidence: {
    high: "Calls were run with another length and wrote or moved other elements; a bound of how many there may be, if there is one, is a number that the code says.",
    medium:
      "Nothing was run with another length: this is from the code alone; or how many there may be is stored or handed to a constructor; or what is asked of it keeps it as it is.",
  },
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#EnumerableSet",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const found = sharedSetOf(subject);
    if (found === undefined) return undefined;
    const { name, set, keys, uses, changes, movers, isSeenToFlow } = found;
    const isEnumerated = uses.some(
      (use) => ENUMERATES.test(functionOn(use) ?? "") && isInChange(subject, use),
    );
    const count = countOf(subject, { name, uses, movers });
    // No part knows what hangs on all elements.
    if (count.kind === "else") return undefined;
    const bound = count.kind === "bound" ? count : undefined;
    const given = changes.find((use) => functionOn(use) === "add");
    const added =
      given?.kind === "call" && given.value ? sourceText(given.source, given.value) : "";
    const element = /^[\w.]{1,24}$/.test(added) ? added : "element";
    return {
      message: `Each call of ${movers.join(", ")} changes the list in ${name}, an ${set}, so that all of them read and write its length.`,
      evidence: [
        ...(isSeenToFlow ? ["With another length, the calls wrote or moved other elements."] : []),
        isEnumerated
          ? `Functions that change the state enumerate or count ${name}.`
          : `No function that changes the state enumerates or counts ${name}: a mapping would do for them.`,
        ...(bound === undefined ? [] : [describeBound(bound)]),
      ],
      ...((bound && leftWithBound(name, bound)) ?? {
        confidence:
          isSeenToFlow && (bound === undefined || isBoundKnown(bound)) ? "high" : "medium",
        ...(isEnumerated
          ? inParts(subject, { name, set, keys, element }, bound)
          : {
              refactor: `Keep a mapping instead of ${name}, and emit an event for each change, from which ${name} can be enumerated off-chain.`,
              remedy: { kind: "remove" },
            }),
      }),
    };
  },
};

/** What calls that add and remove do beside that. That they enumerate, or hand the set on, is something else. */
function countOf(
  subject: Subject,
  { name, uses, movers }: Pick<CountedList, "name" | "movers"> & { readonly uses: readonly Use[] },
): UsedLength {
  const counts = countUses(uses);
  const entries = movingEntries(subject, counts);
  const isOther = (use: Use) =>
    !OF_ELEMENTS.includes(functionOn(use) ?? "") && isRunBy(subject.code, entries, use.function);
  if (uses.some(isOther)) return { kind: "else" };
  return usedLength(subject, { name, counts, movers }, () => false);
}

/** In the part of an element they are what they were; what is asked of the length is looked at. */
const OF_ELEMENTS = ["add", "remove", "set", "contains", "get", "tryGet", "length"];

interface SetInCode extends Pick<SharedSet, "name" | "set" | "keys"> {
  readonly element: string;
}

function inParts(
  { variable, shards: all }: Subject,
  { name, set, keys, element }: SetInCode,
  bound: BoundedLength | undefined,
): Pick<Diagnosis, "refactor" | "remedy"> {
  const shards = bound?.parts ?? all;
  const own = `${name}[${partOf(set, element)} % ${shards}]`;
  const lines = bound && boundLines(name, `${own}.length()`, bound);
  const refactor = [
    `Split ${name} into ${shards} parts by its elements, and go through the parts where it is enumerated:`,
    keys.length === 0
      ? `${set}[${shards}] private ${name};`
      : `${variable?.type.replace("struct ", "").replace(set, `${set}[${shards}]`) ?? ""} private ${variable?.name ?? ""};`,
    ...(lines?.before ?? []),
    `${own}.add(${element});`,
    ...(lines?.after ?? []),
  ].join("\n");
  return { refactor, ...remedyInParts(bound, shards) };
}

/** A number that goes with an element. */
function partOf(set: string, element: string): string {
  if (set.includes(".Address")) return `uint160(${element})`;
  return set.includes(".Uint") ? element : `uint256(${element})`;
}

const ENUMERATES = /^(length|at|values|keys)$/;

function isInChange({ code }: Subject, use: Use): boolean {
  return changingEntriesTo(code, use.function).length > 0;
}
