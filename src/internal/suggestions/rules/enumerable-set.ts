import { type Declarations, declarationsOf } from "../../model/solidity/declarations.ts";
import { keysInPath } from "../../model/path-keys.ts";
import { type AstNode, childOf, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleeOf } from "../code/call-parts.ts";
import { type ContractCode, sourceText, type StateVariable } from "../code/contract-code.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { placeOf, type Use } from "../code/uses.ts";
import { flowsInto } from "../evidence.ts";
import { moversOf } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";
import { wayOfNaming } from "../way-of-naming.ts";

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
    high: "Calls were run with another length and wrote or moved other elements.",
    medium: "Nothing was run with another length: this is from the code alone.",
  },
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#EnumerableSet",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { hotspot, variable, code, shards, accumulators } = subject;
    if (variable === undefined || !hotspot.path.endsWith(".length")) return undefined;
    const keys = keysInPath(hotspot.path);
    if (keys.length > 0 && wayOfNaming(subject, keys) === undefined) return undefined;
    const uses = subject.uses.filter(
      ({ steps }) => steps.filter(({ kind }) => kind === "index").length === keys.length,
    );
    const set = setOf(code, variable);
    if (set === undefined) return undefined;
    const changes = uses.filter((use) => CHANGES.includes(functionOn(use) ?? ""));
    const movers = moversOf(subject, changes);
    const telling = accumulators.filter(({ verdict }) => verdict !== "unknown");
    const isSeenToFlow = flowsInto(subject).length > 0;
    if (movers.length === 0 || (telling.length > 0 && !isSeenToFlow)) return undefined;
    const isEnumerated = uses.some(
      (use) => ENUMERATES.test(functionOn(use) ?? "") && isInChange(subject, use),
    );
    const [first] = changes;
    // As the code names it: `membersOf[club]`.
    const name =
      keys.length === 0 || first === undefined ? variable.name : placeOf(variable, first);
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
      ],
      confidence: isSeenToFlow ? "high" : "medium",
      refactor: isEnumerated
        ? [
            `Split ${name} into ${shards} parts by its elements, and go through the parts where it is enumerated:`,
            keys.length === 0
              ? `${set}[${shards}] private ${name};`
              : `${variable.type.replace("struct ", "").replace(set, `${set}[${shards}]`)} private ${variable.name};`,
            `${name}[${partOf(set, element)} % ${shards}].add(${element});`,
          ].join("\n")
        : `Keep a mapping instead of ${name}, and emit an event for each change, from which ${name} can be enumerated off-chain.`,
      remedy: isEnumerated ? { kind: "shard", shards } : { kind: "remove" },
    };
  },
};

/** A number that goes with an element. */
function partOf(set: string, element: string): string {
  if (set.includes(".Address")) return `uint160(${element})`;
  return set.includes(".Uint") ? element : `uint256(${element})`;
}

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
  // Of a mapping to sets, what it holds.
  const name = /\bstruct (Enumerable(?:Set|Map)(?:Upgradeable)?\.\w+)\)*$/.exec(type)?.[1];
  const declared = declarationsOf(code.info);
  const typeName = valueTypeOf(childOf(node, "typeName"));
  const id = numberOf(typeName, "referencedDeclaration");
  const line = id === undefined ? undefined : declared.lineOf(id);
  if (name === undefined || id === undefined || line === undefined) return undefined;
  const isPackage = /^@openzeppelin\/contracts(-upgradeable)?\//.test(line.file);
  return isPackage || holdsList(declared, id, 4) ? name : undefined;
}

function valueTypeOf(type: AstNode | undefined): AstNode | undefined {
  return type?.nodeType === "Mapping" ? valueTypeOf(childOf(type, "valueType")) : type;
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
