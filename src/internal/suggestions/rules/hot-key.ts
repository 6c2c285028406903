import { keysInPath, withoutKeys } from "../../model/path-keys.ts";
import { isConstantName } from "../code/is-constant-name.ts";
import { keysOf } from "../code/entry-keys.ts";
import type { ContractCode } from "../code/contract-code.ts";
import { type EntryChange, entryChangesOf } from "../code/changes.ts";
import { isAmong } from "../code/entry-label.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { fieldNameOf } from "../code/fields.ts";
import { isAddedTo, telling } from "../evidence.ts";
import type { Rule, Subject } from "../rule.ts";

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
    if (changes.length === 0 || isOwn(subject, changes)) return undefined;
    const functions = hotspot.functions.join(", ");
    const isDrawn = changes.some(({ kind }) => kind === "subtract");
    const isPaid = changes.some(({ kind }) => kind === "add");
    const doing = [...(isPaid ? ["add to"] : []), ...(isDrawn ? ["draw on"] : [])].join(" and ");
    return {
      about: withoutKeys(hotspot.path),
      message: `${WAYS[way](functions)}, and ${doing} ${hotspot.path}.`,
      evidence: [
        "With other values in the entry, the calls did the same, and changed it by the same.",
        way === "argument"
          ? "Several users of one test name the same; where each names another one, they do not meet."
          : "No argument names the entry: which one it is, is stored.",
      ],
      confidence: way === "argument" ? "medium" : "high",
      refactor: sketch(field, isDrawn, shards),
      remedy: { kind: "shard", shards },
    };
  },
};

type Way = "argument" | "state";

const WAYS: Readonly<Record<Way, (functions: string) => string>> = {
  argument: (functions) => `Several users name the same when they call ${functions}`,
  state: (functions) => `All who call ${functions} are led to the same entry by what is stored`,
};

/** How it comes that several use one entry; undefined: it is the caller's, or nobody does but in crowds. */
function wayOfNaming(
  { hotspot, code, isNamedAlike }: Subject,
  keys: readonly string[],
): Way | undefined {
  if (keys.length === 0 || keys.some((key) => isCallers(key, code))) return undefined;
  if (keys.some((key) => key.startsWith("arg:"))) return isNamedAlike ? "argument" : undefined;
  // What the entry of each user leads to may be another one for each.
  const isOfEach = keys.some((key) => /\b(msg\.sender|tx\.origin)\b/.test(key));
  return isOfEach && !hotspot.inSuite ? undefined : "state";
}

/** It is the caller's, a user's or a contract's; or this contract's. */
function isCallers(key: string, code: ContractCode): boolean {
  if (["msg.sender", "tx.origin", "address(this)"].includes(key)) return true;
  const isName = /^[A-Za-z_$][\w$]*$/.test(key);
  const isContract = isName && !isConstantName(code, key) && code.variable(key) === undefined;
  return isContract && !["true", "false"].includes(key);
}

/** Where the entry becomes more or less, under a key that may be another one than the caller and what is fixed. */
function changesOf({ code, variable }: Subject, field: string): EntryChange[] {
  return entryChangesOf(code).filter(({ variable: { node }, use }) => {
    if (node.id !== variable?.node.id) return false;
    const members = use.steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
    if ([variable.name, ...members].join(".") !== field) return false;
    return keysOf(code, use).every((origins) => origins.some(({ kind }) => kind === "other"));
  });
}

/** A call that may run out of what it takes away takes from its caller's own entry: that is another one each time. */
function isOwn({ accumulators, code }: Subject, changes: readonly EntryChange[]): boolean {
  const draws = changes.filter(({ kind }) => kind === "subtract");
  const drawing = draws.flatMap(({ use }) => changingEntriesTo(code, use.function));
  return accumulators.some(
    ({ bounds, function: label }) => bounds.length > 0 && !isAmong(drawing, label),
  );
}

function sketch(field: string, isDrawn: boolean, shards: number): string {
  const parts = `_${field.replace(/\W/g, "_").replace(/^_+/, "")}Shards`;
  const own = `${parts}[key][uint160(msg.sender) % ${shards}]`;
  return [
    `mapping(key => uint256[${shards}]) private ${parts}; // instead of ${field}`,
    ...(isDrawn
      ? [`${own} -= amount; // what is put in is dealt out to all ${shards}`]
      : [`${own} += amount;`]),
    `for (uint256 i = 0; i < ${shards}; i++) sum += ${parts}[key][i]; // where it is spent or shown`,
  ].join("\n");
}
