import { keysInPath, withoutKeys } from "../../model/path-keys.ts";
import { keysOf } from "../code/entry-keys.ts";
import { type EntryChange, entryChangesOf } from "../code/changes.ts";
import { amountText } from "../code/amount-text.ts";
import { entryParts } from "../patches/entry-parts.ts";
import { isAmong } from "../code/entry-label.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { fieldNameOf } from "../code/fields.ts";
import { isAddedTo, telling } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing } from "../users.ts";
import { type WayOfNaming, wayOfNaming } from "../way-of-naming.ts";

/** One entry that many pay to or draw on, as all name the same account, cause or sponsor. */
export const HOT_KEY: Rule = {
  id: "hot-key",
  title: "One entry that many pay to or draw on",
  detects:
    "An entry of a mapping, under a key that is neither the caller nor fixed in the code, that calls of different users only add to or take from: several users of one test name the same, or what is stored names the same for all of them.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    mapping(address cause => uint256) public raisedFor;

    function donate(address cause) external payable {
        raisedFor[cause] += msg.value;
    }

    function collect() external {
        uint256 amount = raisedFor[msg.sender];
        raisedFor[msg.sender] = 0;
        payable(msg.sender).transfer(amount);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    mapping(address cause => uint256[16]) private _raisedForShards;

    function raisedFor(address cause) public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _raisedForShards[cause][i];
    }

    function donate(address cause) external payable {
        _raisedForShards[cause][uint160(msg.sender) % 16] += msg.value;
    }

    function collect() external {
        uint256 amount = raisedFor(msg.sender);
        delete _raisedForShards[msg.sender];
        payable(msg.sender).transfer(amount);
    }
}
`,
  refactor:
    "Split the entry by the caller, and sum the parts where it is spent or shown; or let those who are named by many have several entries (deposits, accounts, recipients), and spread their users over them.",
  price:
    "Whoever spends or shows the entry reads all parts of it. A draw finds only what its own part holds, so that it can fail while others have enough; deposits have to be dealt out. Where few name the same, the parts cost gas and gain nothing.",
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://github.com/risechain/pevm/issues/203",
    "https://eips.ethereum.org/EIPS/eip-4337",
  ],
  check: (subject) => {
    const { variable, hotspot, shards } = subject;
    if (variable === undefined || hotspot.class !== "storage") return undefined;
    const keys = keysInPath(hotspot.path);
    const way = wayOfNaming(subject, keys);
    if (way === undefined || !isAddedTo(telling(subject))) return undefined;
    const field = fieldNameOf(hotspot.path, variable.name);
    const changes = changesOf(subject, field);
    if (isOwn(subject, changes)) return undefined;
    const kinds = kindsSeen(subject, changes);
    const isDrawn = kinds.has("subtract");
    const change = changes.find(({ kind }) => kind === (isDrawn ? "subtract" : "add"));
    if (change === undefined) return undefined;
    const { onlyReading } = subject;
    const functions = hotspot.functions.filter((one) => !onlyReading.includes(one)).join(", ");
    const reading = onlyReading.length === 0 ? "" : ` ${doing(onlyReading, "reads", "read")} it.`;
    const changing = [...(kinds.has("add") ? ["add to"] : []), ...(isDrawn ? ["draw on"] : [])];
    return {
      about: withoutKeys(hotspot.path),
      message: `${WAYS[way](functions)}, and ${changing.join(" and ")} ${hotspot.path}.${reading}`,
      evidence: [
        "With other values in the entry, the calls did the same, and changed it by the same.",
        way === "argument"
          ? "Several users of one test name the same; where each names another one, they do not meet."
          : "No argument names the entry: which one it is, is stored.",
      ],
      confidence: way === "argument" ? "medium" : "high",
      refactor: sketch(subject, field, change, kinds),
      remedy: { kind: "shard", shards },
    };
  },
};

const WAYS: Readonly<Record<WayOfNaming, (functions: string) => string>> = {
  argument: (functions) => `Several users name the same when they call ${functions}`,
  state: (functions) => `All who call ${functions} are led to the same entry by what is stored`,
};

/** Where the entry becomes more or less, under a key that may be another one than the caller and what is fixed. */
function changesOf({ code, variable }: Subject, field: string): EntryChange[] {
  return entryChangesOf(code).filter(({ variable: { node }, use }) => {
    if (node.id !== variable?.node.id) return false;
    const members = use.steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
    if ([variable.name, ...members].join(".") !== field) return false;
    return keysOf(code, use).every((origins) => origins.some(({ kind }) => kind === "other"));
  });
}

/** Of what the code does to it, what calls were seen to do; all of it where none was seen. */
function kindsSeen(
  subject: Subject,
  changes: readonly EntryChange[],
): ReadonlySet<EntryChange["kind"]> {
  const kinds = new Set(changes.map(({ kind }) => kind));
  const moves = telling(subject).flatMap(({ own }) => (own === null ? [] : [BigInt(own)]));
  const seen = new Set([
    ...(kinds.has("add") && moves.some((own) => own > 0n) ? (["add"] as const) : []),
    ...(kinds.has("subtract") && moves.some((own) => own < 0n) ? (["subtract"] as const) : []),
  ]);
  return seen.size === 0 ? kinds : seen;
}

/** A call that may run out of what it takes away takes from its caller's own entry: that is another one each time. */
function isOwn({ accumulators, code }: Subject, changes: readonly EntryChange[]): boolean {
  const draws = changes.filter(({ kind }) => kind === "subtract");
  const drawing = draws.flatMap(({ use }) => changingEntriesTo(code, use.function));
  return accumulators.some(
    ({ bounds, function: label }) => bounds.length > 0 && !isAmong(drawing, label),
  );
}

function sketch(
  { code, shards }: Subject,
  field: string,
  change: EntryChange,
  doing: ReadonlySet<EntryChange["kind"]>,
): string {
  const { declaration, entry, index } = entryParts(code, field, change.use, shards);
  const amount = amountText(
    [{ ...change.use, kind: change.kind, value: change.amount }],
    change.kind,
  );
  const own = `${entry}[uint160(msg.sender) % ${shards}]`;
  return [
    declaration,
    ...(doing.has("subtract")
      ? [`${own} -= ${amount}; // what is put in is dealt out to all ${shards}`]
      : [`${own} += ${amount};`]),
    `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) sum += ${entry}[${index}]; // where it is spent or shown`,
  ].join("\n");
}
