import type { Execute } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { wholeDisguise, wordsOf } from "./clone-call.ts";
import { type Identity, identityOf } from "./find-identities.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, type KnownCall, wordsOfCall } from "./known-call.ts";
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
  const tried = await Promise.all(candidates.map((one) => lookedUp(known, one, execute)));
  const found = new Map<Hex, Identity>();
  for (const identity of tried) {
    if (identity === undefined) continue;
    const earlier = found.get(identity.word)?.stored ?? [];
    found.set(identity.word, { ...identity, stored: [...earlier, ...(identity.stored ?? [])] });
  }
  const named = new Set(identities.map(({ word }) => word));
  return [
    ...identities.map((identity) => found.get(identity.word) ?? identity),
    ...[...found.values()].filter(({ word }) => !named.has(word)),
  ];
}

/**
 * What varies for the call to look under another number than the entry holds. Where an argument must name the same, it
 * fails with another number in one of the two places, and does the same with one in both. Undefined if it looks there
 * for another reason.
 */
async function lookedUp(
  known: KnownCall,
  { field, entry, named, leading }: Candidate,
  execute: Execute,
): Promise<Identity | undefined> {
  const agreeing = { ...entry, ...named, stored: [field] };
  const choices = [entry, ...(named === undefined ? [] : [agreeing, named])].map((identity) => {
    return [identity, ...leading];
  });
  const executions = await execute(choices.map((varied) => probeCall(known, varied)));
  const [alone, both, argument] = executions.map(({ transactions }) => transactions[0]);
  const name = wordsOf(wholeDisguise([entry, ...leading]), 0).get(entry.word);
  if (alone?.result !== undefined && isReached(name, alone.result)) return entry;
  const agrees =
    named !== undefined &&
    functionDeviation(known.result, both) === undefined &&
    functionDeviation(known.result, argument) !== undefined;
  return agrees ? agreeing : undefined;
}

function candidatesOf(known: KnownCall, identities: readonly Identity[]): readonly Candidate[] {
  const sender = addressWord(known.call.transaction.fields.from);
  const excluded = wordsOfCall(known);
  const words = keysOf(known).filter((word) => !excluded.has(word));
  const candidates: Candidate[] = [];
  for (const slot of known.touched) {
    const keys = slot.keys.map(({ key }) => key);
    const others = { ...known, touched: known.touched.filter((one) => one !== slot) };
    for (const word of words) {
      const leading = identities.filter((one) => keys.includes(one.word) && one.word !== word);
      if (leading.length === 0 && !keys.includes(sender)) continue;
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
