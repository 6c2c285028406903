import { childOf } from "../../model/solidity/ast-node.ts";
import { type CodeFunction, sourceText } from "../code/contract-code.ts";
import { freeName } from "../code/names.ts";
import { companionOf, type RunningExtreme, runningExtremeOf } from "../code/running-extremes.ts";
import { usesOf } from "../code/uses.ts";
import { placeNames } from "../describe-places.ts";
import { changesByUsers, flowsInto } from "../evidence.ts";
import { before } from "../later-readers.ts";
import { layoutNotes, partsOf } from "../patches/shard-sketch.ts";
import { describeReaders, isRead, readersOf } from "../readers.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing, isForUsers, shortNameOf, usersReach } from "../users.ts";

/** A record that is kept for show: the highest or the lowest of all, in whatever order they come. */
export const RUNNING_EXTREME: Rule = {
  id: "running-extreme",
  title: "The highest or lowest so far, which decides nothing",
  detects:
    "A number that a call replaces by its own one where that is higher, or lower, or what is set together with it: whoever is not ahead loses nothing by it, and no function reads it but views, what comes when all is over, and what only an owner calls.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    uint256 public largest;
    mapping(address donor => uint256) public givenBy;

    function donate() external payable {
        givenBy[msg.sender] += msg.value;
        if (msg.value > largest) largest = msg.value;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    uint256[16] private _largestShards;
    mapping(address donor => uint256) public givenBy;

    function largest() public view returns (uint256 highest) {
        for (uint256 i = 0; i < 16; i++) {
            if (_largestShards[i] > highest) highest = _largestShards[i];
        }
    }

    function donate() external payable {
        givenBy[msg.sender] += msg.value;
        uint256 part = uint160(msg.sender) % 16;
        if (msg.value > _largestShards[part]) _largestShards[part] = msg.value;
    }
}
`,
  refactor:
    "Keep the highest of each group of callers in an array with one part for each, and take the highest of the parts in the view of the old name: the highest of all is the same in any order. What goes with it, as who holds the record, goes into parts beside it.",
  price:
    "Reading it costs one SLOAD a part, for other contracts too, and a call that needs it meets all the others again. Of two that are equal the view cannot tell which came first, unless that is kept, too. The order of the storage behind it changes: not for what is deployed behind a proxy.",
  confidence: {
    high: "Calls were run with other values and left another one there at most, and no transaction reads it, not even later.",
    medium:
      "Nothing was run with other values; or another contract reads it, or may; or somebody goes by it when that is over.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-47.md",
  ],
  check: (subject) => {
    const { variable, code, hotspot } = subject;
    if (variable === undefined || hotspot.class !== "storage") return undefined;
    const isUsers = (one: CodeFunction) => isForUsers(subject, one);
    const own = runningExtremeOf(code, variable, isUsers);
    const extreme = own ?? companionOf(code, variable, isUsers);
    if (extreme === undefined) return undefined;
    const meanwhile = before(subject, extreme.readBy);
    // Something else was seen to depend on it: the code has not told all.
    if (flowsInto(meanwhile).some((one) => one !== "storage")) return undefined;
    const callers = usersReach(subject, extreme.use.function);
    if (callers.length === 0) return undefined;
    const reads = usesOf(code, variable).filter(({ kind }) => kind === "read");
    const isOver = (one: CodeFunction) => own !== undefined && isUsers(one);
    const readBy = (some: readonly CodeFunction[]) =>
      some.map(({ name }) => `${shortNameOf(code)}.${name}`).sort();
    const readers = readersOf(subject, variable, reads, readBy(extreme.readBy.filter(isOver)));
    const owners = own === undefined ? [] : readBy(own.readBy.filter((one) => !isUsers(one)));
    const isSeen = changesByUsers(meanwhile).length > 0;
    // Who goes by it is told below, and a transaction it is.
    const told =
      owners.length > 0 && !isRead(readers) && readers.later.length === 0
        ? "."
        : describeReaders(readers);
    const rank = extreme.isHighest ? "highest" : "lowest";
    const name = extreme.variable.name;
    return {
      message:
        own === undefined
          ? `${variable.name} goes with ${name}, the ${rank} so far: ${doing(callers, "sets", "set")} both where ${extreme.offer} is ahead${told}`
          : `${doing(callers, "compares", "compare")} ${extreme.offer} with ${name}, and only the ${rank} stays there: nothing that users do meanwhile depends on it${told}`,
      evidence: [
        isSeen
          ? "With other values in it, the calls left another one at most, and did the same else."
          : "Nothing was run with other values in it: this is from the code alone.",
        `The ${rank} of all is the same in whatever order they come.`,
        ...(owners.length === 0
          ? []
          : [
              `${doing(owners, "goes", "go")} by it, and would go through all parts; no user calls it.`,
            ]),
      ],
      confidence: isSeen && !isRead(readers) && extreme.readBy.length === 0 ? "high" : "medium",
      refactor: sketch(subject, extreme),
      remedy: { kind: "shard", shards: subject.shards, isSummed: true },
    };
  },
};

function sketch({ code, project, shards }: Subject, extreme: RunningExtreme): string {
  const { variable, isHighest, offer, isZeroNone, companions, resets } = extreme;
  const { name, type, source, node } = variable;
  const parts = freeName(partsOf(name), [code]);
  const part = `${parts}[uint160(msg.sender) % ${shards}]`;
  const sign = isHighest ? ">" : "<";
  const isStruct = type.startsWith("struct ");
  const kind = isStruct ? type.replace(/^struct (?:.*\.)?/, "") : type;
  const first = childOf(node, "value");
  const rank = isHighest ? "highest" : "lowest";
  return [
    `${kind}[${shards}] private ${parts}; // instead of ${name}: the ${rank} of each group of callers`,
    isStruct
      ? `// ${part} in place of ${name}, where ${offer} is compared with it and takes its place`
      : `if (${isZeroNone ? `${part} == 0 || ` : ""}${offer} ${sign} ${part}) ${part} = ${offer};`,
    `// where it was read: go through the ${shards} parts, and take the ${rank}${isZeroNone ? "; a part that is 0 has none yet" : ""}`,
    ...(first === undefined
      ? []
      : [`// in the constructor, each part begins with ${sourceText(source, first)}`]),
    ...placeNames(
      resets.map(({ operation, function: by }) => ({ node: operation, function: by })),
    ).map((one) => `// ${one} sets each part to what it sets ${name} to`),
    ...companions.map(
      (one) => `// ${one.name} goes with it: parts of its own, of which the ${rank} one's is shown`,
    ),
    ...layoutNotes(variable, project),
  ].join("\n");
}
