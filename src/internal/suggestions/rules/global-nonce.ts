import type { Place } from "../code/code-index.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { senderIn } from "../code/sender.ts";
import { isSigned } from "../code/signed.ts";
import { isStepped, movedValue, usesAt } from "../moved-value.ts";
import { keyBySender } from "../patches/key-by-sender.ts";
import type { Rule } from "../rule.ts";

/** A nonce that only makes hashes differ, and need not be everybody's for that. */
export const GLOBAL_NONCE: Rule = {
  id: "global-nonce",
  title: "One nonce for all",
  detects:
    "A number that grows by one with each call, and whose value goes into hashes only: ids or digests that are to differ from each other.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Requests {
    uint256 private _nonce;
    mapping(bytes32 id => address requester) public requesterOf;

    function request() external returns (bytes32 id) {
        id = keccak256(abi.encode(msg.sender, _nonce++));
        requesterOf[id] = msg.sender;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Requests {
    mapping(address requester => uint256) private _nonce;
    mapping(bytes32 id => address requester) public requesterOf;

    function request() external returns (bytes32 id) {
        id = keccak256(abi.encode(msg.sender, _nonce[msg.sender]++));
        requesterOf[id] = msg.sender;
    }
}
`,
  refactor:
    "Keep a nonce for each sender, and have the sender in the hash, which keeps hashes of different senders apart. Where one sender sends many at once, key it by a number that the sender chooses as well.",
  price:
    "The number does not say any more how many calls there were, and a public one's getter gets a parameter. The first call of each sender pays for a new slot.",
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#NoncesKeyed",
    "https://eips.ethereum.org/EIPS/eip-4337",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { code, notForUsers, bySignature } = subject;
    // Whoever hands on what others have signed may be anybody.
    const open = new Set([...notForUsers].filter((name) => !bySignature.has(name)));
    const moved = movedValue({ ...subject, notForUsers: open });
    if (moved === undefined || !/^uint\d*$/.test(moved.type) || !isStepped(moved)) return undefined;
    const { name, sinks, returns, changes, values, movers } = moved;
    if (sinks.length === 0 || sinks.some(({ hash }) => hash === undefined)) return undefined;
    if (returns.some(({ hash, isModulo }) => hash ?? isModulo)) return undefined;
    if (changes.some(({ kind }) => kind !== "add" && kind !== "assign")) return undefined;
    const elsewhere = usesAt(subject).filter(
      (use) =>
        use.kind === "read" &&
        !values.includes(use) &&
        changingEntriesTo(code, use.function).length > 0,
    );
    if (elsewhere.length > 0) return undefined;
    const hashes = new Map<number, Place>();
    for (const { hash } of sinks) if (hash !== undefined) hashes.set(hash.node.id, hash);
    const senders = [...hashes.values()].map((hash) => senderIn(code, hash));
    const [sender] = senders;
    const isOfSender = sender !== undefined && senders.every((one) => one === sender);
    const isBySigner = !isOfSender && changes.some((use) => isSigned(code, use.function));
    const edits = isOfSender ? keyBySender(subject, sender) : undefined;
    return {
      message: `Each call of ${movers.join(", ")} raises ${name}, only to make a hash that differs from those before.`,
      evidence: [
        ...(moved.isSeenToFlow
          ? ["With another value in it, the calls came to other hashes."]
          : []),
        isOfSender
          ? "The sender goes into the same hash: no two senders would need different numbers."
          : "The sender does not go into all of these hashes.",
      ],
      confidence: moved.isSeenToFlow && isOfSender ? "high" : "medium",
      refactor: isOfSender
        ? `Key ${name} by ${sender}: hashes stay different, as ${sender} is in them.`
        : isBySigner
          ? `Key ${name} by the account that signs, and have that account in the hash, as it has to be signed:\nmapping(address => ${moved.type}) … ${name};\n${name}[signer]++ // as Nonces of OpenZeppelin does, and NoncesKeyed for several at once\n// who signs asks for the own number, and not for the one of all`
          : `Key ${name} by the sender, and put the sender into the hash, too:\nmapping(address => ${moved.type}) … ${name};\nkeccak256(abi.encode(msg.sender, ${name}[msg.sender]++, …))`,
      ...(edits === undefined ? {} : { edits }),
      remedy: { kind: "remove" },
    };
  },
};
