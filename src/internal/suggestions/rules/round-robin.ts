import { textOf } from "../../model/solidity/ast-node.ts";
import type { ContractCode } from "../code/contract-code.ts";
import type { Sink } from "../code/sink.ts";
import { type Use, usesOf } from "../code/uses.ts";
import { isWrapped } from "../code/wraps.ts";
import { type MovedValue, isStepped, movedValue } from "../moved-value.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing } from "../users.ts";

/** Turns: a pointer that each call moves on by one, around a circle. */
export const ROUND_ROBIN: Rule = {
  id: "round-robin",
  title: "One pointer that goes around",
  detects:
    "A number that each call moves on by one and wraps around, by `% n` or by setting it back, and that chooses something for the caller.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Helpdesk {
    address[] private _agents;
    uint256 private _next;
    mapping(address customer => address) public agentOf;

    constructor(address[] memory agents) {
        _agents = agents;
    }

    function ask() external {
        agentOf[msg.sender] = _agents[_next];
        _next = (_next + 1) % _agents.length;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Helpdesk {
    address[] private _agents;
    mapping(address customer => address) public agentOf;

    constructor(address[] memory agents) {
        _agents = agents;
    }

    function ask() external {
        uint256 turn = uint256(keccak256(abi.encode(msg.sender, block.number)));
        agentOf[msg.sender] = _agents[turn % _agents.length];
    }
}
`,
  refactor:
    "Choose by a hash of who calls, and of what changes from call to call, such as the block's number or a nonce of the sender, instead of by a pointer that all share.",
  price:
    "The choice is even on average only, and strict turns are lost. Callers can try addresses or blocks until the choice suits them: where that pays, mix in block.prevrandao or what an oracle gives.",
  confidence: {
    high: "Calls were run with another value in it and came to something else, and the code has it go around and choose.",
    medium: "Nothing was run with another value in it: this is from the code alone.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const moved = movedValue(subject);
    if (moved === undefined || !/^u?int\d*$/.test(moved.type)) return undefined;
    const { name, sinks, returns, movers } = moved;
    if (returns.some(({ hash }) => hash) || !isCircle(subject, moved)) return undefined;
    if (isRing(subject.code, sinks)) return undefined;
    const chosen = sinks.filter(({ kind, hash }) => !hash && CHOICES.includes(kind));
    if (chosen.length === 0) return undefined;
    return {
      message: `${doing(movers, "moves", "move")} ${name} on by one, around a circle, and what the caller gets depends on where it stands.`,
      evidence: [
        ...(moved.isSeenToFlow
          ? ["With another value in it, the calls came to something else."]
          : []),
        `${name} wraps around, and its value is used for a choice.`,
      ],
      confidence: moved.isSeenToFlow ? "high" : "medium",
      refactor: `Choose by the caller instead of by ${name}:\nuint256 turn = uint256(keccak256(abi.encode(msg.sender, block.number)));\n… turn % n where ${name} is used now; ${name} goes.`,
      remedy: { kind: "remove" },
    };
  },
};

const CHOICES = ["key", "storage", "return", "log", "call"];

/**
 * Either it is stored wrapped around and used as it is, or it runs on and all that is used of it is the rest of
 * a division.
 */
function isCircle(subject: Subject, moved: MovedValue): boolean {
  const { sinks, returns, values, changes } = moved;
  if (!subject.accumulators.every(({ own }) => isSmall(own))) return false;
  // It is moved on from where it was, and not set to something else.
  if (!isStepped(moved) && returns.length === 0) return false;
  // What is gathered until it is enough, and begins again, is a sum.
  const isGathered = changes.some(
    ({ kind, value }) => kind === "add" && value !== undefined && value.nodeType !== "Literal",
  );
  if (isGathered) return false;
  if (returns.some(({ isModulo }) => isModulo)) return true;
  if (changes.some(({ operation }) => textOf(operation, "operator") === "%=")) return true;
  if (isWrapped(subject.code, values, subject.variable?.node.id)) return true;
  const used = sinks.filter(({ kind }) => kind !== "condition");
  return isStepped(moved) && used.every(({ isModulo, hash }) => isModulo && !hash);
}

/**
 * What stands at the pointer is replaced by what comes now, as of the last eight visitors: it says what is the oldest,
 * and no other choice keeps that. Who is chosen in turn was put there by something else.
 */
function isRing(code: ContractCode, sinks: readonly Sink[]): boolean {
  const keys = new Set(sinks.flatMap(({ kind, node }) => (kind === "key" ? [node.id] : [])));
  return code.variables.some((variable) => {
    const set = usesOf(code, variable).filter(
      ({ kind, function: inside }) =>
        ["assign", "delete", "push"].includes(kind) && inside.kind !== "constructor",
    );
    const isAtPointer = ({ steps }: Use) =>
      steps.some((step) => step.kind === "index" && keys.has(step.key.id));
    return (
      set.some((use) => isAtPointer(use) && use.steps.at(-1)?.kind === "index") ||
      (set.length > 0 && set.every(isAtPointer))
    );
  });
}

/** Other sequences than a pointer's, as those of generators of random numbers, jump. */
function isSmall(own: string | null): boolean {
  return own === null || Math.abs(Number(own)) < 65_536;
}
