import { keysInPath } from "../model/path-keys.ts";
import type { ContractCode } from "./code/contract-code.ts";
import { fieldNameOf } from "./code/fields.ts";
import { type HeldStakes, heldStakesOf } from "./code/held-stakes.ts";
import { isOfOneAccount } from "./code/of-one-account.ts";
import { changingEntriesTo } from "./code/reach.ts";
import type { Use } from "./code/uses.ts";
import { flowsInto, flowsTo, telling } from "./evidence.ts";
import type { Diagnosis, Subject } from "./rule.ts";
import { isForUsers, listed, shortNameOf } from "./users.ts";

/** What there is to say where rewards are shared by what a contract holds of a token: of the index, the time, and the token's own entry. */
export function adviceOnHeldStakes(subject: Subject): Diagnosis | undefined {
  const { variable, code, hotspot } = subject;
  if (variable === undefined) return undefined;
  const field = fieldNameOf(hotspot.path, variable.name);
  for (const stakes of stakesOf(subject, code)) {
    if (field === stakes.index.name) {
      return said(subject, stakes, `${field} is the index that rewards are paid by`);
    }
    if (field === stakes.time.name) {
      return said(subject, stakes, `${field} says when rewards were last shared out`);
    }
  }
  return ofToken(subject);
}

/** Where users move what is shared out, it is interest, or a price: no rewards that run on by themselves. */
function stakesOf({ notForUsers }: Subject, code: ContractCode): readonly HeldStakes[] {
  const isMoved = (use: Use): boolean =>
    !["read", "call"].includes(use.kind) &&
    changingEntriesTo(code, use.function).some(
      (entry) =>
        isForUsers({ code, notForUsers }, entry) &&
        // Whatever its key is: of all there is one account that can.
        !isOfOneAccount(code, { ...use, steps: [] }, entry),
    );
  return heldStakesOf(code).filter(({ rates }) => !rates.some(({ uses }) => uses.some(isMoved)));
}

function said(subject: Subject, stakes: HeldStakes, what: string): Diagnosis {
  const { index, time, held } = stakes;
  const functions = subject.hotspot.functions.join(", ");
  return {
    message: `${what}: ${index.name} grows by the time since ${time.name} divided by ${held}, in calls of ${functions}.`,
    evidence: [
      ...seenIn(subject),
      `${index.name} is computed from ${time.name} and divided by ${held}, which is what the contract holds of the token: there is no total of its own.`,
    ],
    confidence: telling(subject).length === 0 ? "low" : "medium",
    refactor: refactor(stakes),
    // By epochs nobody but one call of them changes both; at the token they still meet.
    remedy: { kind: "remove" },
  };
}

/** `balances[Farm]` of the token: that it is the one that is asked is seen by what comes of it. */
function ofToken(subject: Subject): Diagnosis | undefined {
  const { hotspot, project, variable } = subject;
  if (variable?.type.startsWith("mapping(address => ") !== true) return undefined;
  const [owner, ...others] = keysInPath(hotspot.path);
  if (owner === undefined || others.length > 0) return undefined;
  for (const farm of project.filter((one) => shortNameOf(one) === owner)) {
    for (const stakes of stakesOf(subject, farm)) {
      const calls = telling(subject).filter((one) =>
        flowsTo(one, owner, stakes.index.variable.name),
      );
      if (calls.length === 0) continue;
      const functions = [...new Set(calls.map((one) => one.function))].sort();
      return {
        message: `${hotspot.path} stands for the total that ${owner} shares rewards by: ${stakes.index.name} grows by the time since ${stakes.time.name} divided by ${stakes.held}, in calls of ${listed(functions)}.`,
        evidence: [
          ...seenIn(subject),
          `With another value there ${listed(functions)} left another ${stakes.index.name} in ${owner}.`,
        ],
        confidence: "medium",
        refactor: refactor(stakes),
      };
    }
  }
  return undefined;
}

function seenIn(subject: Subject): readonly string[] {
  const into = flowsInto(subject);
  return into.length === 0
    ? []
    : [`With other values in it, the calls did something else (${into.join(", ")}).`];
}

function refactor({ index, time, held }: HeldStakes): string {
  return [
    `${held} is one entry of the token, which each stake changes: whatever becomes of ${index.name}, stakes of one pool meet there.`,
    `So keep several pools, each with a contract of its own that holds what is staked, its own ${index.name} and ${time.name}, and its part of the rewards.`,
    `Or by epochs, so that updates meet no more: keep what is staked in a number of the contract's own, to which one call an epoch adds what came in, and which it brings ${index.name} and ${time.name} up to date by; all others only read them.`,
  ].join(" ");
}
