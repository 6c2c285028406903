import { numberOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex, type Place } from "../code/code-index.ts";
import { decisionsIn } from "../code/decisions.ts";
import { neededComparisons } from "../code/needed-comparisons.ts";
import { isArgument, originsOf } from "../code/origins.ts";
import { sinksOf } from "../code/sinks.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { senderIn } from "../code/sender.ts";
import type { ContractCode } from "../code/contract-code.ts";
import { isSigned } from "../code/signed-values.ts";
import { signersOf } from "../code/signers.ts";
import type { Sink } from "../code/sink.ts";
import { placeOfUse, usesOf } from "../code/uses.ts";
import { isStepped, movedValue, usesAt } from "../moved-value.ts";
import { keyBySender } from "../patches/key-by-sender.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";

/** A nonce that only makes hashes differ, and need not be everybody's for that. */
export const GLOBAL_NONCE: Rule = {
  id: "global-nonce",
  title: "One nonce for all",
  detects:
    "A number that grows by one with each call, and whose value goes into hashes only: ids or digests that are to differ from each other. One that is in what users sign may be told by an event as well.",
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
    "What different accounts have signed for it comes in any order. The number does not say any more how many calls there were, and a public one's getter gets a parameter. The first call of each sender pays for a new slot.",
  confidence: {
    high: "Calls were run with another number and came to other hashes, and the sender goes into each of them.",
    medium:
      "Nothing was run with another number; or the sender is not in all of the hashes; or it is in what somebody signs, who has to sign a number of the own then.",
  },
  sources: [
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#NoncesKeyed",
    "https://eips.ethereum.org/EIPS/eip-4337",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { code, notForUsers, bySignature } = subject;
    // Whoever hands on what others have signed may be anybody.
    const others = new Set([...notForUsers].filter((name) => !bySignature.has(name)));
    const moved = movedValue({ ...subject, notForUsers: others });
    if (moved === undefined || !/^uint\d*$/.test(moved.type) || !isStepped(moved)) return undefined;
    const { name, sinks, returns, changes, values, movers } = moved;
    // Whoever signs says the number, too, and that is hashed.
    const asked = sinks.filter((sink) => isAskedFor(code, sink));
    const isOpen = ({ hash, node }: Sink) =>
      hash === undefined && !asked.some((one) => one.node.id === node.id);
    const open = sinks.filter(isOpen);
    // An event may tell which number it was that was signed.
    const isTold =
      open.length > 0 &&
      open.every(({ kind }) => kind === "log") &&
      isSigned(code, values.map(placeOfUse));
    if (sinks.length === 0 || (open.length > 0 && !isTold)) return undefined;
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
    const signers = new Set(changes.map((use) => signersOf(code, use.function)));
    // It says which of those that were signed comes next, and makes all others void that were signed for it.
    if (signers.has("others")) return undefined;
    const isNamed = signers.has("named");
    // Else it keeps the order of all calls.
    if ((asked.length > 0 || isTold) && (!isNamed || signers.size > 1)) return undefined;
    // A hash that was there before has to be met: of what several have agreed to, this number is in it.
    if (!isNamed && sinks.some((sink) => isToMeet(code, sink))) return undefined;
    const said = isNamed
      ? bySigner(name, moved.type, movers, { isCompared: asked.length > 0, isTold })
      : toDiffer(subject, {
          name,
          type: moved.type,
          movers,
          sender: isOfSender ? sender : undefined,
        });
    const { evidence, isSure } = said;
    return {
      message: said.message,
      evidence: [
        ...(moved.isSeenToFlow
          ? ["With another value in it, the calls came to other hashes."]
          : []),
        evidence,
      ],
      confidence: moved.isSeenToFlow && isSure ? "high" : "medium",
      refactor: said.refactor,
      ...(said.edits === undefined ? {} : { edits: said.edits }),
      remedy: { kind: "remove" },
    };
  },
};

/** The call fails unless an argument is the same number, and that goes into a hash: `require(n == nonce)`. */
function isAskedFor(code: ContractCode, { kind, node, hash, isReckoned, isModulo }: Sink): boolean {
  if (kind !== "condition" || hash !== undefined || isReckoned || isModulo) return false;
  return decisionsIn(code).some((decision) =>
    neededComparisons(decision).some(({ left, operator, right }) => {
      if (operator !== "==" || (left.id !== node.id && right.id !== node.id)) return false;
      const other = left.id === node.id ? right : left;
      return originsOf(code, other, decision.function).some(
        (one) => isArgument(one.node, one.function) && isHashed(code, one),
      );
    }),
  );
}

/** What the argument is, is in what is hashed somewhere. */
function isHashed(code: ContractCode, { node, function: inside }: Place): boolean {
  const id = numberOf(node, "referencedDeclaration");
  const named = CodeIndex.of(code).places.filter(
    (one) => one.function === inside && numberOf(one.node, "referencedDeclaration") === id,
  );
  return sinksOf(code, named).some(({ hash }) => hash !== undefined);
}

/** The hash is compared with another one, or is the key of what such a call only reads. */
function isToMeet(code: ContractCode, sink: Sink): boolean {
  const { kind, variable: id, hash } = sink;
  // What is drawn by lot from it meets nothing.
  if (kind === "condition") return !sink.isModulo && !sink.isReckoned;
  const variable = [...code.variables, ...code.namespaces].find(({ node }) => node.id === id);
  if (kind !== "key" || variable === undefined || hash === undefined) return false;
  const entries = new Set(changingEntriesTo(code, hash.function));
  return !usesOf(code, variable).some(
    (use) =>
      use.kind !== "read" && changingEntriesTo(code, use.function).some((one) => entries.has(one)),
  );
}

interface Said extends Pick<Diagnosis, "message" | "refactor" | "edits"> {
  readonly evidence: string;
  readonly isSure: boolean;
}

interface Nonce {
  readonly name: string;
  readonly type: string;
  readonly movers: readonly string[];
  /** How the code names the sender who is in each hash. */
  readonly sender: string | undefined;
}

function toDiffer(subject: Subject, { name, type, movers, sender }: Nonce): Said {
  const message = `Each call of ${movers.join(", ")} raises ${name}, only to make a hash that differs from those before.`;
  if (sender === undefined) {
    return {
      message,
      evidence: "The sender does not go into all of these hashes.",
      isSure: false,
      refactor: `Key ${name} by the sender, and put the sender into the hash, too:\nmapping(address => ${type}) … ${name};\nkeccak256(abi.encode(msg.sender, ${name}[msg.sender]++, …))`,
    };
  }
  const edits = keyBySender(subject, sender);
  return {
    message,
    evidence: "The sender goes into the same hash: no two senders would need different numbers.",
    isSure: true,
    refactor: `Key ${name} by ${sender}: hashes stay different, as ${sender} is in them.`,
    ...(edits === undefined ? {} : { edits }),
  };
}

/** Of the account that the call names: what one has signed does not wait for what others have. */
function bySigner(
  name: string,
  type: string,
  movers: readonly string[],
  { isCompared, isTold }: { readonly isCompared: boolean; readonly isTold: boolean },
): Said {
  const compared = isCompared
    ? `\n// what is compared with ${name} now has to be ${name}[signer]`
    : "";
  const told = isTold ? "\n// the event tells a number of the signer's own then" : "";
  return {
    message: `Each call of ${movers.join(", ")} raises ${name}, which is in what has to be signed for it: of all that is signed for one number, one call comes through.`,
    evidence: "Whose signature it is, the call says: each who signs can have numbers of the own.",
    isSure: false,
    refactor: `Key ${name} by the account that signs, and have that account in the hash, as it has to be signed:\nmapping(address => ${type}) … ${name};\n${name}[signer]++ // as Nonces of OpenZeppelin does, and NoncesKeyed for several at once\n// who signs asks for the own number, and not for the one of all: what different accounts have signed comes in any order${compared}${told}`,
  };
}
