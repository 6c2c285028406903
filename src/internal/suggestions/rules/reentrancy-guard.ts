import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import {
  type CodeFunction,
  type ContractCode,
  type Declared,
  sourceText,
} from "../code/contract-code.ts";
import { nameOfUse } from "../code/fields.ts";
import { creationsFrom } from "../code/creations.ts";
import { isInCondition } from "../code/position.ts";
import type { Use } from "../code/uses.ts";
import { transientLock } from "../patches/transient-lock.ts";
import { transientGuard } from "../patches/transient-guard.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { doing, labelOfReader, listed, usersReach, withoutParameters } from "../users.ts";

/** A lock that each call sets and clears: nothing is left of it, but on some engines each write counts. */
export const REENTRANCY_GUARD: Rule = {
  id: "reentrancy-guard",
  title: "One lock against reentrant calls, in storage",
  detects:
    "OpenZeppelin's ReentrancyGuard, or a variable, or a member of a struct, that a function or a modifier looks at, sets and sets back: it conflicts only on engines that count writes which leave what was there.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

contract Purse is ReentrancyGuard {
    mapping(address account => uint256) public balanceOf;

    function deposit() external payable nonReentrant {
        balanceOf[msg.sender] += msg.value;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract Purse is ReentrancyGuardTransient {
    mapping(address account => uint256) public balanceOf;

    function deposit() external payable nonReentrant {
        balanceOf[msg.sender] += msg.value;
    }
}
`,
  refactor:
    "Keep the lock in transient storage (EIP-1153), which no other transaction sees: OpenZeppelin's ReentrancyGuardTransient, or a variable declared transient (solc 0.8.28).",
  price:
    "Runs only on chains that have EIP-1153 (the Cancun upgrade). It takes less gas. A guard that stood at the beginning of the storage moves what follows it: not for what is deployed behind a proxy.",
  confidence: {
    high: "Always: the code looks at the lock, sets it and sets it back, or it is OpenZeppelin's, and calls of users met there.",
  },
  sources: [
    "https://eips.ethereum.org/EIPS/eip-1153",
    "https://github.com/OpenZeppelin/openzeppelin-contracts/blob/master/contracts/utils/ReentrancyGuardTransient.sol",
    "https://docs.openzeppelin.com/contracts/5.x/api/utils#ReentrancyGuardTransient",
  ],
  check: (subject) => {
    if (subject.hotspot.class !== "storage" || !isUndone(subject)) return undefined;
    const guard = guardOf(subject);
    return guard === undefined ? ownLock(subject) : openZeppelins(subject, guard);
  },
};

/** It conflicts on an engine that counts what comes to nothing, and not on those that do not. */
function isUndone(subject: Subject): boolean {
  const { profiles } = subject.hotspot;
  const conflictsOn = (id: string) =>
    profiles.find(({ profile }) => profile === id)?.conflicts ?? 0;
  const [all, left] = [conflictsOn("key-based"), conflictsOn("block-stm")];
  return all > 0 && (left === 0 || (all > left && makersOf(subject).length > 0));
}

/** Functions that create the contract, where nothing but that was seen to leave something else: `Factory.make`. */
function makersOf({ accumulators, hotspot, project, code }: Subject): readonly string[] {
  // Of a slot that a constant says there is no variable to have its own.
  const makers = (accumulators.length > 0 ? accumulators : hotspot.accumulators)
    .filter(({ verdict }) => verdict !== "unknown" && verdict !== "not-written")
    .map((one) => withoutParameters(one.function));
  const isMaker = (name: string) =>
    project.some(
      (other) =>
        other !== code &&
        other.functions.some(
          (one) =>
            labelOfReader({ code: other, function: one }) === name &&
            creationsFrom(other, one).length > 0,
        ),
    );
  return makers.every(isMaker) ? [...new Set(makers)].sort() : [];
}

function undone(subject: Subject): string {
  const makers = makersOf(subject);
  return makers.length === 0 ? UNDONE : `But for ${listed(makers)}, by which it is made: ${UNDONE}`;
}

/** OpenZeppelin's contract, if the hotspot is its lock: a variable, a namespace, or the slot that a constant of it says. */
function guardOf({ hotspot, code }: Subject): Declared | undefined {
  return code.bases.find(
    (base) =>
      GUARDS.test(base.contract) &&
      base.source.path.startsWith("@openzeppelin/contracts") &&
      [...code.variables, ...code.constants, ...code.namespaces].some(
        ({ name, contract, source }) =>
          name === hotspot.variable && contract === base.contract && source === base.source,
      ),
  );
}

const GUARDS = /^ReentrancyGuard(Upgradeable)?$/;

function openZeppelins(subject: Subject, guard: Declared): Diagnosis | undefined {
  const { code, project, hotspot, notForUsers } = subject;
  const makers = makersOf(subject);
  const callers = hotspot.functions.filter(
    (one) => !notForUsers.has(one) && !makers.includes(withoutParameters(one)),
  );
  if (callers.length === 0) return undefined;
  const edits = transientGuard(project, code, guard);
  return {
    message: `${doing(callers, "sets and clears", "set and clear")} the lock of ${guard.contract}, one for all users of ${code.bases[0]?.contract ?? ""}.`,
    evidence: [undone(subject)],
    confidence: "high",
    refactor:
      edits === undefined
        ? `With solc 0.8.24, EVM version cancun and OpenZeppelin Contracts 5.1 or later of each:\nimport {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";\n// … is ReentrancyGuardTransient, in place of ${guard.contract}${guard.contract.endsWith("Upgradeable") ? ", and without its initializer" : ""}`
        : "Inherit from ReentrancyGuardTransient, whose lock is in transient storage.",
    ...(edits === undefined ? {} : { edits }),
    remedy: { kind: "remove" },
  };
}

const UNDONE =
  "Each call leaves in it what was there: it conflicts only on engines that count every write.";

/** `if (locked) revert …; locked = true; …; locked = false;`, in a modifier or in the function itself. */
function ownLock(subject: Subject): Diagnosis | undefined {
  const { variable, hotspot } = subject;
  if (variable === undefined) return undefined;
  const isWhole = /^(bool|u?int\d+)$/.test(variable.type);
  const path = isWhole ? variable.name : memberIn(variable.name, hotspot.path);
  const uses = subject.uses.filter((use) => nameOfUse(variable, use) === path);
  if (path === undefined || uses.some(({ steps }) => steps.some(({ kind }) => kind === "index"))) {
    return undefined;
  }
  const changes = uses.filter(
    ({ kind, function: { kind: of } }) => kind !== "read" && of !== "constructor",
  );
  const holders = [...new Set(changes.map((use) => use.function))];
  if (holders.length === 0) return undefined;
  if (!holders.every((holder) => locks(subject.code, uses, holder))) return undefined;
  const makers = makersOf(subject);
  const callers = [...new Set(holders.flatMap((holder) => usersReach(subject, holder)))]
    .filter((one) => !makers.includes(withoutParameters(one)))
    .sort();
  if (callers.length === 0) return undefined;
  return {
    ...(isWhole ? {} : { about: path }),
    message: `${doing(callers, "sets and clears", "set and clear")} ${path}, one lock for all users.`,
    evidence: [undone(subject)],
    confidence: "high",
    refactor: transientLock(subject.code, uses, path),
    remedy: { kind: "remove" },
  };
}

/** `state.locked` of a struct, or of a namespace: one member, of all that the hotspot is. */
function memberIn(name: string, hotspotPath: string): string | undefined {
  const [path, ...others] = hotspotPath.split(", ");
  return others.length === 0 && path?.startsWith(`${name}.`) === true && !path.includes("[")
    ? path
    : undefined;
}

/** Looks at it, sets it, and sets it to something else in the end; values that are written in the code. */
function locks(code: ContractCode, uses: readonly Use[], holder: CodeFunction): boolean {
  const own = uses.filter((use) => use.function === holder);
  const changes = own.filter(({ kind }) => kind !== "read");
  const [set, reset, ...more] = changes;
  if (set === undefined || reset === undefined || more.length > 0) return false;
  const [taken, free] = [set, reset].map((use) => fixedValue(use, code));
  if (taken === undefined || free === undefined || taken === free) return false;
  const { start } = set.operation.range;
  return own.some(
    (use) => use.kind === "read" && isInCondition(use) && use.target.range.end <= start,
  );
}

function fixedValue(
  { kind, value, source, function: { body } }: Use,
  code: ContractCode,
): string | undefined {
  if (kind === "delete") return "0";
  if (kind !== "assign" || value === undefined) return undefined;
  if (!isFixed(value, code) || value.range.end > body.range.end) return undefined;
  return sourceText(source, value);
}

function isFixed(value: AstNode, { constants }: ContractCode): boolean {
  if (value.nodeType === "Literal") return true;
  const id = numberOf(value, "referencedDeclaration");
  return value.nodeType === "Identifier" && constants.some(({ node }) => node.id === id);
}
