import { movedValue } from "../moved-value.ts";
import type { Rule } from "../rule.ts";

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
    const isSeed = sinks.some(({ isModulo }) => isModulo);
    const seeds = `_${name.replace(/^.*\./, "").replace(/^_+/, "")}Of`;
    return {
      message: `Each call of ${movers.join(", ")} makes ${name} anew, as a hash of what the one before has left.`,
      evidence: [
        ...(moved.isSeenToFlow
          ? ["With another value in it, the calls left another one, and came to something else."]
          : []),
        isSeed
          ? `A number that is drawn depends on ${name}.`
          : `No number is drawn from ${name} here: it may be no seed, but prove the order of calls.`,
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
