import { keysInPath, withoutKeys } from "../../model/path-keys.ts";
import { typeStringOf } from "../../model/solidity/ast-node.ts";
import { wrapsUp } from "../code/wraps-up.ts";
import { amountText } from "../code/amount-text.ts";
import { checkedDraws } from "../code/bounded-sum.ts";
import { canBe, keysOf } from "../code/entry-keys.ts";
import { fieldNameOf, nameOfUse } from "../code/fields.ts";
import { labelsOf } from "../code/entry-label.ts";
import { otherUsesOf, sumsOf } from "../code/scalar.ts";
import type { Use } from "../code/uses.ts";
import { changingFunctions, onlyAdds } from "../evidence.ts";
import { isBoundKept } from "../kept-bound.ts";
import { before, laterReaders } from "../later-readers.ts";
import { entryParts } from "../patches/entry-parts.ts";
import { shardCounter } from "../patches/shard-counter.ts";
import { PRICE_OF_PARTS, sketchOfShards } from "../patches/shard-sketch.ts";
import { describeReaders, isRead, type Readers, readersOf } from "../readers.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { aboutPart, storedNumber } from "../stored-number.ts";
import { usersReach } from "../users.ts";

/** Statistics, and what is counted up for later: everybody adds to one number, and no transaction looks at it meanwhile. */
export const GLOBAL_COUNTER: Rule = {
  id: "global-counter",
  title: "A sum that nobody looks at while it grows",
  detects:
    "A number that calls of different users only add to, as was seen by running them with other values in it, and that no function reads but views, the sums themselves, and those that come when the adding is over, as by a deadline or a flag that they set; or an entry under a key that is the same for all.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Visits {
    mapping(address visitor => uint256) public visitsOf;
    uint256 public totalVisits;

    function visit() external {
        visitsOf[msg.sender] += 1;
        totalVisits += 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Visits {
    mapping(address visitor => uint256) public visitsOf;
    uint256[16] private _totalVisitsShards;

    function totalVisits() public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _totalVisitsShards[i];
    }

    function visit() external {
        visitsOf[msg.sender] += 1;
        _totalVisitsShards[uint160(msg.sender) % 16] += 1;
    }
}
`,
  refactor:
    "Split the number into an array with one part for each group of callers, and sum the parts in a view; or leave it out, emit an event, and let whoever wants the statistics count.",
  price: `Reading the sum costs one SLOAD a part; contracts that need the exact number inside of a transaction meet all parts again. So does a function that looks at it in the end, once. With an event instead, contracts cannot read it at all. ${PRICE_OF_PARTS}`,
  confidence: {
    high: "Calls were run with other values and added the same, and no transaction reads it.",
    medium: "Another contract reads it, or may, by a getter or a view.",
  },
  sources: [
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-47.md",
  ],
  check: (subject) => checkNumber(subject) ?? checkEntry(subject),
};

function checkNumber(subject: Subject): Diagnosis | undefined {
  const { shards, project } = subject;
  const number = storedNumber(subject);
  if (number === undefined || !isBoundKept(subject, number)) return undefined;
  const readers = readersOfSums(subject, number.uses);
  if (readers === undefined) return undefined;
  const isLowered = number.uses.some(({ kind }) => kind === "subtract");
  const edits = number.isWhole ? shardCounter(subject, { isBounded: isLowered }) : undefined;
  return {
    ...aboutPart(number),
    ...saying(subject, number.name, readers),
    refactor:
      edits === undefined
        ? sketchOfShards(number, shards, project)
        : `Split ${number.name} into ${shards} parts by the caller, and sum them in a view${isRead(readers) || readers.later.length > 0 ? "" : "; or emit an event instead"}.`,
    ...(edits === undefined ? {} : { edits }),
    remedy: { kind: "shard", shards, isSummed: true },
  };
}

/** An entry under a key that is the same for all callers: `counters[VISITS]`, `votes[true]`, `buckets[2]`. */
function checkEntry(subject: Subject): Diagnosis | undefined {
  const { variable, hotspot, code, shards } = subject;
  const keys = keysInPath(hotspot.path);
  if (variable === undefined || hotspot.class !== "storage" || keys.length === 0) return undefined;
  if (hotspot.path.includes(", ") || keys.some((key) => VARIABLE_KEY.test(key))) return undefined;
  const field = fieldNameOf(hotspot.path, variable.name);
  const uses = subject.uses.filter((use) => nameOfUse(variable, use) === field);
  const adding = uses.filter(
    (one) =>
      one.kind === "add" &&
      keysOf(code, one).length === keys.length &&
      keysOf(code, one).every(([origin, ...others], i) => {
        const isFixed = origin?.kind === "fixed" && others.length === 0;
        return isFixed && canBe(code, origin.text, keys[i] ?? "");
      }),
  );
  const [use] = adding;
  if (use === undefined || !/^u?int\d*$/.test(typeStringOf(use.target) ?? "")) return undefined;
  const readers = readersOfSums(subject, uses);
  // Which of the entries a draw is on, and what else bounds that one, nobody tells.
  if (readers === undefined || checkedDraws(code, uses).length > 0) return undefined;
  if (!adding.some((one) => usersReach(subject, one.function).length > 0)) return undefined;
  const { declaration, entry, index } = entryParts(code, field, use, shards);
  const sum = `for (uint256 ${index} = 0; ${index} < ${shards}; ${index}++) sum += ${entry}[${index}];`;
  return {
    about: withoutKeys(hotspot.path),
    ...saying(subject, hotspot.path, readers, adding),
    refactor: [
      declaration,
      `${entry}[uint160(msg.sender) % ${shards}] += ${amountText([use], "add")};`,
      `${wrapsUp(uses) ? `unchecked { ${sum} }` : sum} // where it was read`,
    ].join("\n"),
    remedy: { kind: "shard", shards, isSummed: true },
  };
}

const VARIABLE_KEY = /^arg:|\b(msg|tx|block)\./;

/** Who reads what calls of users only add to; undefined where calls that change something read it meanwhile. */
function readersOfSums(subject: Subject, uses: readonly Use[]): Readers | undefined {
  const { variable, code } = subject;
  const later = variable === undefined ? undefined : laterReaders(code, uses);
  if (variable === undefined || later === undefined || !onlyAdds(before(subject, later))) {
    return undefined;
  }
  const sums = sumsOf(uses);
  if (sums?.some((use) => usersReach(subject, use.function).length > 0) !== true) return undefined;
  return readersOf(subject, variable, otherUsesOf(uses), labelsOf(code, later));
}

function saying(
  subject: Subject,
  name: string,
  readers: Readers,
  adding?: readonly Use[],
): Pick<Diagnosis, "message" | "evidence" | "confidence"> {
  // Not those that only meet there because fields share the slot.
  const changing = changingFunctions(subject).filter(
    (one) => !readers.later.includes(one.replace(/\(.*$/, "")),
  );
  // Nor those that change another entry.
  const reaching = adding?.flatMap((use) => usersReach(subject, use.function)) ?? changing;
  const functions = changing.filter((one) => reaching.includes(one));
  return {
    message: `Everybody who calls ${functions.join(", ")} changes ${name}${describeReaders(readers)}`,
    evidence: ["With other values in it, the calls did the same, and added the same to it."],
    confidence: isRead(readers) ? "medium" : "high",
  };
}
