import type { TransactionResult } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
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
  const words = wordsOf(disguise, 0);
  const keys = [...result.attribution.preimages.values()];
  const isReached = (name: Hex) => keys.some((input) => input.startsWith(name));
  const isTooLarge = ({ word, arrays, isText, room }: Identity) => {
    const name = words.get(word);
    // The room of indices is known.
    if (isText === true || arrays !== undefined || room === 8 || !isSmallId(word)) return false;
    return name !== undefined && !isReached(name);
  };
  if (!disguise.varied.some(isTooLarge)) return undefined;
  const varied = disguise.varied.map((identity): Identity =>
    isTooLarge(identity) ? { ...identity, room: identity.room === undefined ? 16 : 8 } : identity,
  );
  const other = { ...disguise, varied };
  return usersIn(other) > 0 && areFree(known, other) ? other : undefined;
}

/** Nothing that the call touches goes by these names: small numbers may be in use. */
function areFree({ touched }: KnownCall, disguise: Disguise): boolean {
  const used = new Set(touched.flatMap(({ keys }) => keys.map(({ key }) => key)));
  return Array.from({ length: USERS }, (_, user) => [...wordsOf(disguise, user).values()])
    .flat()
    .every((name) => !used.has(name));
}
