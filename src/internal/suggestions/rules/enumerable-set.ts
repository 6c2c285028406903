import { type Declarations, declarationsOf } from "../../model/solidity/declarations.ts";
import { childOf, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleeOf } from "../code/call-parts.ts";
import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { changingEntriesTo } from "../code/reach.ts";
import type { Use } from "../code/uses.ts";
import { flowsInto } from "../evidence.ts";
import { moversOf } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";

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
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#EnumerableSet",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { hotspot, variable, code, shards, accumulators } = subject;
    if (variable === undefined || !hotspot.path.endsWith(".length")) return undefined;
    const uses = subject.uses.filter(({ steps }) => !steps.some(({ kind }) => kind === "index"));
    const set = setOf(code, variable);
    if (set === undefined || hotspot.path.includes("[")) return undefined;
    const changes = uses.filter((use) => CHANGES.includes(functionOn(use) ?? ""));
    const movers = moversOf(subject, changes);
    const telling = accumulators.filter(({ verdict }) => verdict !== "unknown");
    const isSeenToFlow = flowsInto(subject).length > 0;
    if (movers.length === 0 || (telling.length > 0 && !isSeenToFlow)) return undefined;
    const isEnumerated = uses.some(
      (use) => ENUMERATES.test(functionOn(use) ?? "") && isInChange(subject, use),
    );
    const { name } = variable;
    return {
      message: `Each call of ${movers.join(", ")} changes the list in ${name}, an ${set}, so that all of them read and write its length.`,
      evidence: [
        ...(isSeenToFlow ? ["With another length, the calls wrote or moved other elements."] : []),
        isEnumerated
          ? `Functions that change the state enumerate or count ${name}.`
          : `No function that changes the state enumerates or counts ${name}: a mapping would do for them.`,
      ],
      confidence: isSeenToFlow ? "high" : "medium",
      refactor: isEnumerated
        ? `Split ${name} into ${shards} parts by its elements, and go through the parts where it is enumerated:\n${set}[${shards}] private ${name};\n${name}[uint160(account) % ${shards}].add(account);`
        : `Keep a mapping instead of ${name}, and emit an event for each change, from which ${name} can be enumerated off-chain.`,
      remedy: isEnumerated ? { kind: "shard", shards } : { kind: "remove" },
    };
  },
};

const CHANGES = ["add", "remove", "set", "clear"];
const ENUMERATES = /^(length|at|values|keys)$/;

function isInChange({ code }: Subject, use: Use): boolean {
  return changingEntriesTo(code, use.function).length > 0;
}

/** `add` of `set.add(x)`, and of `EnumerableSet.add(set, x)`. */
function functionOn({ kind, operation, target, around: [holder] }: Use): string | undefined {
  if (kind === "call") return textOf(calleeOf(operation), "memberName");
  if (kind !== "read" || holder?.nodeType !== "FunctionCall") return undefined;
  const [first] = nodesIn(holder.fields.arguments);
  return first?.id === target.id ? textOf(calleeOf(holder), "memberName") : undefined;
}

/** `EnumerableSet.AddressSet`, if it is OpenZeppelin's: a name alone says nothing of what is inside. */
function setOf(code: ContractCode, { node, type }: StateVariable): string | undefined {
  const name = /^struct (Enumerable(?:Set|Map)(?:Upgradeable)?\.\w+)$/.exec(type)?.[1];
  const declared = declarationsOf(code.info);
  const typeName = childOf(node, "typeName");
  const id = numberOf(typeName, "referencedDeclaration");
  const line = id === undefined ? undefined : declared.lineOf(id);
  if (name === undefined || id === undefined || line === undefined) return undefined;
  const isPackage = /^@openzeppelin\/contracts(-upgradeable)?\//.test(line.file);
  return isPackage || holdsList(declared, id, 4) ? name : undefined;
}

/** The files may have been copied into the project: then what is inside has to be the same. */
function holdsList(declared: Declarations, id: number, depth: number): boolean {
  const members = nodesIn(declared.nodeOf(id)?.fields.members);
  const names = members.map((one) => textOf(one, "name") ?? "");
  const isList = names.includes("_values") && names.some((name) => POSITIONS.includes(name));
  if (isList || depth === 0) return isList;
  return members.some((one) => {
    const inner = numberOf(childOf(one, "typeName"), "referencedDeclaration");
    return inner !== undefined && holdsList(declared, inner, depth - 1);
  });
}

const POSITIONS = ["_positions", "_indexes"];
