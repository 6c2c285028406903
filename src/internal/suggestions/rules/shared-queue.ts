import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { isAmong } from "../code/entry-label.ts";
import { type QueuePart, queuePartOf } from "../code/queues.ts";
import { type SortedList, sortedListOf } from "../code/sorted-lists.ts";
import { changesByUsers } from "../evidence.ts";
import { shortContract } from "../../model/short-contract.ts";
import type { ReportAccumulator } from "../../model/report.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";

/** A queue, a stack, a heap in which all users' things wait in one order. */
export const SHARED_QUEUE: Rule = {
  id: "shared-queue",
  title: "One queue for all",
  detects:
    "An end of a queue, also of an array that is pushed to and worked off from a number on, the head of a linked list, a list or an array that calls keep sorted, or OpenZeppelin's DoubleEndedQueue or Heap, that calls of different users change; where they put a thing, or what they get, was seen to depend on it.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Jobs {
    uint256 private _head;
    uint256 private _tail;
    mapping(uint256 position => bytes32) private _jobs;

    event Taken(address indexed worker, bytes32 job);

    function post(bytes32 job) external {
        _jobs[_tail++] = job;
    }

    function take() external {
        require(_head < _tail, "nothing there");
        emit Taken(msg.sender, _jobs[_head++]);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Jobs {
    struct Lane {
        uint256 head;
        uint256 tail;
        mapping(uint256 position => bytes32) jobs;
    }

    Lane[16] private _lanes;

    event Taken(address indexed worker, bytes32 job);

    function post(bytes32 job) external {
        Lane storage lane = _lanes[uint160(msg.sender) % 16];
        lane.jobs[lane.tail++] = job;
    }

    /// The caller names a lane, as a worker may have to look into another one than the own.
    function take(uint256 number) external {
        Lane storage lane = _lanes[number];
        require(lane.head < lane.tail, "nothing there");
        emit Taken(msg.sender, lane.jobs[lane.head++]);
    }
}
`,
  refactor:
    "Have several queues, chosen by the caller's address or by what is queued (a price, a kind), each with an order of its own; or keep things under keys of their own without any order, have the next one looked up off-chain and named in the call, and check on-chain that it may be taken. What is sorted, as orders by their price, has one first of all, which parts by the caller do not have: there a list for each price, or a batch in which all is matched at once.",
  price:
    "Of several queues there is no longer one order: who came first in one may come later than somebody in another. Whoever takes something must look for a queue that has what is wanted, the number of those that wait is a sum, and a bound on it is one for each queue. If one order for all is the point of the contract, as of what is sorted, this is inherent.",
  confidence: {
    high: "Always: calls were run with another value in it and came to another place or to something else, and the code has it as an end of a queue, or as a list that is sorted.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#DoubleEndedQueue",
    "https://github.com/econia-labs/econia",
  ],
  check: (subject) => {
    const { variable, code, shards } = subject;
    if (variable === undefined) return undefined;
    const changes = changesByUsers(subject);
    if (!changes.some(({ verdict }) => verdict === "flows")) return undefined;
    const sorted = sortedListOf(code, variable);
    if (sorted !== undefined) return sortedQueue(subject, variable, sorted, changes);
    const part = queuePartOf(code, variable);
    if (part === undefined) return undefined;
    // What stands in the list is another matter.
    if (part.kind === "list" && !isLength(subject, variable.name)) return undefined;
    const isHeap = part.kind === "struct" && part.name.startsWith("Heap.");
    return {
      message: `Everybody who calls ${functionsOf(changes)} moves ${variable.name}, ${describe(part)}.`,
      evidence: cameToElse(changes),
      confidence: "high",
      ...(isHeap
        ? leftInOrder(variable.name, "what they are compared by")
        : {
            refactor: sketch(code, variable.name, part, shards),
            remedy: { kind: "shard", shards } as const,
          }),
    };
  },
};

/** Who puts something there does so by what it is, and who takes something gets the best one of all. */
function sortedQueue(
  { code }: Subject,
  variable: StateVariable,
  { entries, sorting, by, inserting }: SortedList,
  changes: readonly ReportAccumulator[],
): Diagnosis | undefined {
  const flowing = changes.filter(({ verdict }) => verdict === "flows");
  const own = `${shortContract(code.info.name)}.`;
  const isPut = ({ function: label }: ReportAccumulator) =>
    !label.startsWith(own) || isAmong(inserting, label);
  // What else is done with an entry is another matter.
  const isEnd = variable !== entries && variable !== sorting;
  const meeting = isEnd ? changes : flowing.filter(isPut);
  if (meeting.length === 0) return undefined;
  const who = `Everybody who calls ${functionsOf(meeting)}`;
  const does = isEnd
    ? `${who} changes ${variable.name}, the first one of a list in ${entries.name}`
    : `${who} puts something into ${entries.name}, a list`;
  return {
    message: `${does} that is sorted by ${by}: where something goes, and what comes first, depends on all that is there.`,
    evidence: cameToElse(meeting),
    confidence: "high",
    ...leftInOrder(isEnd ? variable.name : entries.name, by),
  };
}

/** Parts by the sender would each have a best one of their own. */
function leftInOrder(name: string, by: string): Pick<Diagnosis, "refactor" | "isInherent"> {
  return {
    refactor: [
      `Leave ${name} as it is where the first one of all by ${by} is to be taken: parts by the caller would each have one of its own.`,
      `What runs in parallel is another order:`,
      `// a list for each level (of ${by}), found by its own key: calls meet at their level only, and where the best level changes`,
      `// or keys of each caller's own, without an order: the caller of the next step names one, and the contract checks that it may be taken`,
      `// or a batch: calls only note what they want, and one call in a while matches all of it`,
    ].join("\n"),
    isInherent: true,
  };
}

function functionsOf(changes: readonly ReportAccumulator[]): string {
  return [...new Set(changes.map((one) => one.function))].join(", ");
}

function cameToElse(changes: readonly ReportAccumulator[]): readonly string[] {
  const said = changes
    .filter(({ verdict }) => verdict === "flows")
    .map((one) => `With another value in it, ${one.function} came to ${outcome(one.into)}.`);
  return [...new Set(said)];
}

function isLength({ hotspot }: Subject, name: string): boolean {
  return hotspot.path === name || hotspot.path === `${name}.length`;
}

function describe(part: QueuePart): string {
  switch (part.kind) {
    case "struct":
      return `one ${part.name} for all`;
    case "end":
      return `one end of the queue in ${part.entries}; the other one is ${part.other}`;
    case "head":
      return `the head of the list in ${part.entries}`;
    case "list":
      return `one queue, which is worked off from ${part.front} on`;
  }
}

function outcome(into: readonly string[]): string {
  return into.includes("storage") ? "another place" : "something else";
}

function sketch(code: ContractCode, name: string, part: QueuePart, shards: number): string {
  const lanes = `_${plain(part.kind === "struct" ? name : part.entries)}Lanes`;
  return [
    `Split it into ${shards} queues, each with an order of its own, if one order for all is not needed:`,
    ...declarations(code, name, part, `[${shards}] private ${lanes};`),
    `// to put: ${lanes}[uint160(msg.sender) % ${shards}]`,
    `// to take: ${lanes}[lane], which the caller names`,
  ].join("\n");
}

function declarations(
  code: ContractCode,
  name: string,
  part: QueuePart,
  rest: string,
): readonly string[] {
  if (part.kind === "struct") return [`${part.name}${rest}`];
  const type = (of: string) => code.variable(of)?.type.replaceAll("struct ", "") ?? "uint256";
  const entries = `${type(part.entries)} ${plain(part.entries)};`;
  const isArray = type(part.entries).endsWith("[]");
  const members =
    part.kind === "list" || isArray
      ? `uint256 head; ${entries}`
      : part.kind === "end"
        ? `uint256 head; uint256 tail; ${entries}`
        : `${type(name)} head; ${entries}`;
  return [`struct Lane { ${members} }`, `Lane${rest}`];
}

function plain(name: string): string {
  return name.replace(/^_+/, "");
}
