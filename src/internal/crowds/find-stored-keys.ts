import type { Execute, ScenarioExecution } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { type Disguise, wordsOf } from "./clone-call.ts";
import { type Identity, identityOf } from "./find-identities.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, type KnownCall } from "./known-call.ts";
import { isReached } from "./narrower-room.ts";
import { probeCall } from "./probe-call.ts";
import { fieldsHolding, type StoredField } from "./stored-field.ts";

/** Of more slots it is not tried out. */
const MAX_CANDIDATES = 8;

interface Candidate {
  readonly field: StoredField;
  /** What goes by its value, and stands in no argument. */
  readonly entry: Identity;
  /** What an argument names that is the same word. */
  readonly named: Identity | undefined;
  /** What the slot itself is found by. */
  readonly leading: readonly Identity[];
}

/**
 * The identities with those that no argument names, as the sender's entry does: the id of a member, a team, a pool, under
 * which the call goes on. It is tried out: with another number in the entry it looks under that one.
 */
export async function addStoredKeys(
  known: KnownCall,
  identities: readonly Identity[],
  execute: Execute,
): Promise<readonly Identity[]> {
  const candidates = candidatesOf(known, identities);
  if (candidates.length === 0) return identities;
  const choices = candidates.flatMap((candidate) => choicesOf(candidate));
  const executions = await execute(choices.map(({ varied }) => probeCall(known, varied)));
  const found = new Map<Hex, Identity>();
  for (const [candidate, choice] of foundAmong(known, candidates, choices, executions)) {
    const stored = found.get(choice.word)?.stored ?? [];
    found.set(choice.word, { ...choice, stored: [...stored, candidate.field] });
  }
  const named = new Set(identities.map(({ word }) => word));
  return [
    ...identities.map((identity) => found.get(identity.word) ?? identity),
    ...[...found.values()].filter(({ word }) => !named.has(word)),
  ];
}

interface Choice {
  readonly candidate: Candidate;
  readonly identity: Identity;
  readonly varied: readonly Identity[];
}

/** The entry alone, then with an argument that names the same, then that alone. */
function choicesOf(candidate: Candidate): Choice[] {
  const { entry, named, leading } = candidate;
  const both =
    named === undefined ? [] : [{ ...entry, ...named, stored: [candidate.field] }, named];
  return [entry, ...both].map((identity) => {
    return { candidate, identity, varied: [identity, ...leading] };
  });
}

/**
 * The call looks under the number that the entry holds. Where an argument must name the same, it fails with another
 * number in one of the two places, and does the same with one in both.
 */
function foundAmong(
  known: KnownCall,
  candidates: readonly Candidate[],
  choices: readonly Choice[],
  executions: readonly ScenarioExecution[],
): (readonly [Candidate, Identity])[] {
  return candidates.flatMap((candidate) => {
    const own = choices.flatMap((choice, i) => {
      return choice.candidate === candidate
        ? [{ choice, run: executions[i]?.transactions[0] }]
        : [];
    });
    const [alone, both, argument] = own;
    const name = wordsOf(disguiseOf(alone?.choice.varied ?? []), 0).get(candidate.entry.word);
    if (alone?.run?.result !== undefined && isReached(name, alone.run.result)) {
      return [[candidate, alone.choice.identity] as const];
    }
    const agrees =
      both !== undefined &&
      functionDeviation(known.result, both.run) === undefined &&
      functionDeviation(known.result, argument?.run) !== undefined;
    return agrees ? [[candidate, both.choice.identity] as const] : [];
  });
}

function disguiseOf(varied: readonly Identity[]): Disguise {
  return { substitution: { arguments: true, values: true }, varied, companions: [] };
}

function candidatesOf(known: KnownCall, identities: readonly Identity[]): readonly Candidate[] {
  const { from, to } = known.call.transaction.fields;
  const sender = addressWord(from);
  const excluded = new Set([sender, ...(to === undefined ? [] : [addressWord(to)])]);
  const words = keysOf(known).filter((word) => !excluded.has(word));
  const candidates: Candidate[] = [];
  for (const slot of known.touched) {
    const keys = slot.keys.map(({ key }) => key);
    for (const word of words) {
      const leading = identities.filter((one) => keys.includes(one.word) && one.word !== word);
      if (leading.length === 0 && !keys.includes(sender)) continue;
      const others = { ...known, touched: known.touched.filter((one) => one !== slot) };
      const entry = identityOf(others, word, []);
      if (entry === undefined) continue;
      const named = identities.find((one) => one.word === word);
      for (const field of fieldsHolding(slot, word)) {
        candidates.push({ field, entry: { ...entry, stored: [field] }, named, leading });
      }
    }
  }
  return candidates.slice(0, MAX_CANDIDATES);
}

function keysOf({ touched }: KnownCall): Hex[] {
  const keys = touched.flatMap((slot) => slot.keys.filter(({ isIndex }) => isIndex !== true));
  return [...new Set(keys.map(({ key }) => key))].sort();
}
