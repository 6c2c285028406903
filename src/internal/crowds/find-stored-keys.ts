import type { Execute } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { wholeDisguise, wordsOf } from "./clone-call.ts";
import { type Identity, identityOf } from "./find-identities.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, type KnownCall, type TouchedSlot, wordsOfCall } from "./known-call.ts";
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
  /** Others that are the sender's, without which the call may not come so far. */
  readonly owned: readonly Identity[];
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
  { field, entry, named, leading, owned }: Candidate,
  execute: Execute,
): Promise<Identity | undefined> {
  const agreeing = { ...entry, ...named, stored: [field] };
  const choices = [entry, ...(named === undefined ? [] : [agreeing, named])].map((identity) => {
    return [identity, ...leading];
  });
  const withOwned = owned.length === 0 ? [] : [[entry, ...leading, ...owned]];
  const all = [...withOwned, ...choices];
  const executions = await execute(all.map((varied) => probeCall(known, varied)));
  const probed = executions.map(({ transactions }) => transactions[0]);
  const alone = probed.slice(0, withOwned.length + 1);
  const isLookedUp = alone.some((one, i) => {
    const name = wordsOf(wholeDisguise(all[i]), 0).get(entry.word);
    return one?.result !== undefined && isReached(name, one.result);
  });
  if (isLookedUp) return entry;
  const [both, argument] = probed.slice(alone.length);
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
      const owned = identities.filter((one) => {
        return one.holdsSender && one.word !== word && !leading.includes(one);
      });
      if (leading.length === 0 && !keys.includes(sender)) continue;
      const entry = identityOf(others, word, []);
      if (entry === undefined) continue;
      const holdsSender = entry.holdsSender || isListed(known, slot, word);
      const named = identities.find((one) => one.word === word);
      for (const field of fieldsHolding(slot, word)) {
        candidates.push({
          field,
          entry: { ...entry, holdsSender, stored: [field] },
          named,
          leading,
          owned,
        });
      }
    }
  }
  return candidates.slice(0, MAX_CANDIDATES);
}

/**
 * It is one of what the sender has listed as its own, as ERC721Enumerable does: where the list holds it, the entry of
 * its own says that it stands.
 */
function isListed({ call, touched }: KnownCall, { keys: way }: TouchedSlot, word: Hex): boolean {
  const [place, owner] = way;
  if (place === undefined || owner?.key !== addressWord(call.transaction.fields.from)) return false;
  const number = BigInt(place.key);
  return (
    number > 0n &&
    touched.some(({ keys: [first, ...others], value }) => {
      return first?.key === word && others.length === 0 && value === number;
    })
  );
}

function keysOf({ touched }: KnownCall): Hex[] {
  const keys = touched.flatMap((slot) => slot.keys.filter(({ isIndex }) => isIndex !== true));
  return [...new Set(keys.map(({ key }) => key))].sort();
}
