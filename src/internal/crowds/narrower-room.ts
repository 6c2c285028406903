import type { TransactionResult } from "../model/execution.ts";
import { type Disguise, usersIn, wordsOf } from "./clone-call.ts";
import type { Identity } from "./find-identities.ts";
import { isSmallId } from "./fresh-words.ts";
import type { KnownCall } from "./known-call.ts";

/** Users, to look for names that are in use. */
const USERS = 64;

/**
 * The same with smaller ids, where a clone failed before it came to look under its own, as it does where
 * their type holds no larger ones. Undefined if that is not the reason, or there is no smaller type.
 */
export function inNarrowerRoom(
  known: KnownCall,
  disguise: Disguise,
  result: TransactionResult | undefined,
): Disguise | undefined {
  if (result?.outcome.status !== 0) return undefined;
  const isTooLarge = (identity: Identity) => {
    const { word, arrays, isText, room } = identity;
    // The room of indices is known.
    if (isText === true || arrays !== undefined || room === 8 || !isSmallId(word)) return false;
    return !isReached(identity, disguise, result);
  };
  if (!disguise.varied.some(isTooLarge)) return undefined;
  const varied = disguise.varied.map((identity): Identity =>
    isTooLarge(identity) ? { ...identity, room: identity.room === undefined ? 16 : 8 } : identity,
  );
  const other = { ...disguise, varied };
  return usersIn(other) > 0 && areFree(known, other) ? other : undefined;
}

/**
 * Whether a clone looks under the smaller ids that it names. Else they are none: another number was the same
 * as a key by chance.
 */
export function usesItsRoom(disguise: Disguise, result: TransactionResult | undefined): boolean {
  if (result === undefined) return false;
  return disguise.varied.every((identity) => {
    const { room, arrays } = identity;
    return room === undefined || arrays !== undefined || isReached(identity, disguise, result);
  });
}

function isReached({ word }: Identity, disguise: Disguise, { attribution }: TransactionResult) {
  const name = wordsOf(disguise, 0).get(word);
  const inputs = [...attribution.preimages.values()];
  return name !== undefined && inputs.some((input) => input.startsWith(name));
}

/** Nothing that the call touches goes by these names: small numbers may be in use. */
function areFree({ touched }: KnownCall, disguise: Disguise): boolean {
  const used = new Set(touched.flatMap(({ keys }) => keys.map(({ key }) => key)));
  return Array.from({ length: USERS }, (_, user) => [...wordsOf(disguise, user).values()])
    .flat()
    .every((name) => !used.has(name));
}
