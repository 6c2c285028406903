import { outsideReaders } from "../code/outside-readers.ts";
import { entriesTo } from "../code/reach.ts";
import type { Flow } from "../code/sink.ts";
import { sinksOf } from "../code/sinks.ts";
import { placeOfUse } from "../code/uses.ts";
import { placeNames } from "../describe-places.ts";
import { type MovedValue, movedValue, usesAt } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";
import { labelOfReader, listed } from "../users.ts";

/** A seed that each call makes anew of the one before. */
export const CHAINED_RANDOMNESS: Rule = {
  id: "chained-randomness",
  title: "A chain of hashes in one variable",
  detects:
    "A variable that each call replaces by a hash of itself and something else: a seed of random numbers, mostly.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Dice {
    bytes32 private _seed;
    mapping(address player => uint256) public lastRollOf;

    function roll() external {
        _seed = keccak256(abi.encode(_seed, msg.sender, block.prevrandao));
        lastRollOf[msg.sender] = (uint256(_seed) % 6) + 1;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Dice {
    mapping(address player => bytes32) private _seedOf;
    mapping(address player => uint256) public lastRollOf;

    function roll() external {
        bytes32 seed = keccak256(abi.encode(_seedOf[msg.sender], msg.sender, block.prevrandao));
        _seedOf[msg.sender] = seed;
        lastRollOf[msg.sender] = (uint256(seed) % 6) + 1;
    }
}
`,
  refactor:
    "Keep a seed for each sender, and mix the sender and block.prevrandao in; where something is at stake, take the number from an oracle (VRF), or have the caller commit to a secret and reveal it in a later block.",
  price:
    "What others do between does not change a caller's number any more, so that it can be foretold by whoever knows the block's randomness, as with one seed the last caller of a block can. A chain that proves an order of calls, and is no seed, loses that proof: then there is no refactor.",
  confidence: {
    high: "Calls were run with another value and came to something else, a number is drawn from it, and only by calls that move it on.",
    medium:
      "Nothing was run with another value; or no number is drawn from it; or others go by what all calls together have left in it.",
  },
  sources: [
    "https://eips.ethereum.org/EIPS/eip-4399",
    "https://docs.chain.link/vrf",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const moved = movedValue(subject);
    if (moved === undefined || !/^(bytes\d+|uint\d*)$/.test(moved.type)) return undefined;
    const { name, type, changes, sinks, returns, movers } = moved;
    if (!returns.some(({ hash }) => hash) || !changes.some(({ kind }) => kind === "assign")) {
      return undefined;
    }
    const isSeed = sinks.some(isDrawn);
    const common = commonUses(subject, moved);
    const seeds = `_${name.replace(/^.*\./, "").replace(/^_+/, "")}Of`;
    const message = `Each call of ${movers.join(", ")} makes ${name} anew, as a hash of what the one before has left.`;
    const seen = moved.isSeenToFlow
      ? ["With another value in it, the calls left another one, and came to something else."]
      : [];
    if (common.length > 0) {
      const named = listed(common.map(({ name: by }) => by));
      const isCommonSeed = isSeed || common.some((one) => one.isDrawn);
      return {
        message,
        evidence: [
          ...seen,
          `${isCommonSeed ? "A number that is drawn depends" : "What is done depends"} on what all calls together have left in ${name}: ${listed(common.map(({ label }) => label))}.`,
        ],
        confidence: "medium",
        refactor: `Leave ${name} as it is: one for each caller would leave ${named} nothing that all have had a part in.`,
      };
    }
    return {
      message,
      evidence: [
        ...seen,
        isSeed
          ? `A number that is drawn depends on ${name}.`
          : `No number is drawn from ${name} in this project: it may be no seed, but prove the order of calls.`,
      ],
      confidence: moved.isSeenToFlow && isSeed ? "high" : "medium",
      ...(isSeed
        ? {
            refactor: `Keep one for each caller instead of ${name}:\nmapping(address => ${type}) private ${seeds};\n${seeds}[msg.sender] = a hash of ${seeds}[msg.sender], msg.sender and block.prevrandao;\nwhere something is at stake, take the number from an oracle, or have it committed to and revealed.`,
            remedy: { kind: "remove" } as const,
          }
        : {
            // One chain proves the order of all calls, which nothing else does.
            refactor: `Leave ${name} as it is where it has to prove in what order all calls came: no refactor keeps that.\nWhere the order of each sender's own calls is enough, a chain for each:\nmapping(address => ${type}) private ${seeds};\n// ${seeds}[msg.sender] in place of ${name}, where it is hashed with what the call adds`,
          }),
    };
  },
};

function isDrawn({ isModulo, isReckoned }: Flow): boolean {
  return isModulo || isReckoned;
}

/** Where somebody uses it who does not move it on. */
interface CommonUse {
  readonly name: string;
  /** `winner (contracts/Lottery.sol:7)` */
  readonly label: string;
  readonly isDrawn: boolean;
}

/**
 * Functions that do something with it and do not move it on, and views that draw from it, whoever asks them: they mean
 * the one of all. A view that only tells what it is, is none of them.
 */
function commonUses(subject: Subject, { changes, values }: MovedValue): readonly CommonUse[] {
  const { code, project, variable } = subject;
  if (variable === undefined) return [];
  const moving = new Set(changes.flatMap((change) => entriesTo(code, change.function)));
  const reads = usesAt(subject).filter(
    ({ kind, function: inside }) => kind === "read" && inside.kind !== "constructor",
  );
  const own = reads.flatMap((use) => {
    const isMixed = use.around.some(({ nodeType }) => nodeType === "BinaryOperation");
    const drawn = isMixed || sinksOf(code, [placeOfUse(use)]).some(isDrawn);
    const others = entriesTo(code, use.function).filter((entry) => !moving.has(entry));
    const isCommon = others.some(({ isView }) => !isView || (drawn && !values.includes(use)));
    const [label = ""] = placeNames([placeOfUse(use)]);
    return isCommon ? [{ name: use.function.name, label, isDrawn: drawn }] : [];
  });
  const asking = outsideReaders(project, code, variable, reads)
    .filter((one) => one.code !== code || !moving.has(one.function))
    .map((one) => {
      const name = labelOfReader(one);
      return { name, label: one.isSure ? name : `maybe in ${name}`, isDrawn: false };
    });
  const all = [...own, ...asking];
  return all.filter((one, i) => all.findIndex(({ label }) => label === one.label) === i);
}
