import type { Execute } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { toWord } from "../primitives/hex.ts";
import { wordsOf } from "./clone-call.ts";
import { type Identity, identityOf } from "./find-identities.ts";
import { addressWord, type KnownCall, type TouchedSlot } from "./known-call.ts";
import { isReached } from "./narrower-room.ts";
import { probeCall } from "./probe-call.ts";

/** Of more slots it is not tried out. */
const MAX_CANDIDATES = 8;

interface Candidate {
  readonly slot: TouchedSlot;
  /** What goes by the value. */
  readonly identity: Identity;
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
  const choices = candidates.map(({ identity, leading }) => [identity, ...leading]);
  const executions = await execute(choices.map((varied) => probeCall(known, varied)));
  const found = new Map<Hex, Identity>();
  for (const [i, { slot, identity }] of candidates.entries()) {
    const result = executions[i]?.transactions[0]?.result;
    const disguise = { substitution: WHOLE, varied: choices[i] ?? [], companions: [] };
    if (result === undefined) continue;
    if (!isReached(wordsOf(disguise, 0).get(identity.word), result)) continue;
    const stored = found.get(identity.word)?.stored ?? [];
    found.set(identity.word, { ...identity, stored: [...stored, slot] });
  }
  const named = new Set(identities.map(({ word }) => word));
  return [
    ...identities.map((identity) => found.get(identity.word) ?? identity),
    ...[...found.values()].filter(({ word }) => !named.has(word)),
  ];
}

const WHOLE = { arguments: true, values: true };

function candidatesOf(known: KnownCall, identities: readonly Identity[]): readonly Candidate[] {
  const { from, to } = known.call.transaction.fields;
  const sender = addressWord(from);
  const excluded = new Set([toWord(0n), sender, ...(to === undefined ? [] : [addressWord(to)])]);
  const candidates: Candidate[] = [];
  for (const slot of known.touched) {
    const word = toWord(slot.value);
    if (excluded.has(word)) continue;
    const keys = slot.keys.map(({ key }) => key);
    const leading = identities.filter((one) => keys.includes(one.word) && one.word !== word);
    if (leading.length === 0 && !keys.includes(sender)) continue;
    const others = { ...known, touched: known.touched.filter((one) => one !== slot) };
    const named = identities.find((one) => one.word === word);
    const identity = named ?? identityOf(others, word, []);
    if (identity === undefined) continue;
    candidates.push({ slot, identity: { ...identity, stored: [slot] }, leading });
  }
  return candidates.slice(0, MAX_CANDIDATES);
}
