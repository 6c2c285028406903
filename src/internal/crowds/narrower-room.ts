import type { TransactionResult } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { type Disguise, usersIn, wordsOf } from "./clone-call.ts";
import type { Identity } from "./find-identities.ts";
import { isSmallId } from "./fresh-words.ts";
import type { KnownCall } from "./known-call.ts";

/** Users, to look for names that are in use. */
const USERS = 64;

/**
 * The same with smaller ids in place of `narrowable`, where a clone failed before it came to look under its own,
 * as it does where their type holds no larger ones. Undefined if that is not the reason, or there is no smaller
 * type.
 */
export function inNarrowerRoom(
  known: KnownCall,
  disguise: Disguise,
  result: TransactionResult | undefined,
  narrowable: readonly Hex[],
): Disguise | undefined {
  if (narrowable.length === 0 || result?.outcome.status !== 0) return undefined;
  const names = wordsOf(disguise, 0);
  const isTooLarge = ({ word, arrays, isText, isComputed, room }: Identity) => {
    // The room of indices is known, and of what keys are computed from.
    if (isText === true || isComputed === true || arrays !== undefined || room === 8) return false;
    return narrowable.includes(word) && isSmallId(word) && !isReached(names.get(word), result);
  };
  const tooLarge = disguise.varied.filter(isTooLarge);
  if (tooLarge.length === 0) return undefined;
  const varied = disguise.varied.map((identity): Identity =>
    tooLarge.includes(identity)
      ? { ...identity, room: identity.room === undefined ? 16 : 8 }
      : identity,
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
  const small = smallOf(disguise).varied.filter(
    ({ arrays, isComputed }) => arrays === undefined && isComputed !== true,
  );
  if (small.length === 0) return true;
  const names = wordsOf(disguise, 0);
  return small.every(({ word }) => isReached(names.get(word), result));
}

/** Something is looked up by the name. */
export function isReached(name: Hex | undefined, { attribution }: TransactionResult): boolean {
  const inputs = [...attribution.preimages.values()];
  return name !== undefined && inputs.some((input) => input.startsWith(name));
}

/** Nothing that the call touches goes by these names: small numbers may be in use. */
function areFree({ touched }: KnownCall, disguise: Disguise): boolean {
  const used = new Set(touched.flatMap(({ keys }) => keys.map(({ key }) => key)));
  const small = smallOf(disguise);
  return Array.from({ length: USERS }, (_, user) => [...wordsOf(small, user).values()])
    .flat()
    .every((name) => !used.has(name));
}

/** With the small ids and nothing else: their names are the same. */
function smallOf({ varied, ...disguise }: Disguise): Disguise {
  return { ...disguise, varied: varied.filter(({ room }) => room !== undefined), companions: [] };
}
