import type { Substitution } from "../model/crowd.ts";
import type { Address } from "../model/location.ts";
import type { Disguise } from "./clone-call.ts";
import type { Identity } from "./find-identities.ts";
import { keysOfText } from "./find-texts.ts";
import { addressWord, holds, type KnownCall, type TouchedSlot, wayTo } from "./known-call.ts";

/** Strongest first. */
export const SUBSTITUTIONS: readonly Substitution[] = [
  { arguments: true, values: true },
  { arguments: false, values: true },
  { arguments: true, values: false },
  { arguments: false, values: false },
];

/** Of an id that stands in more places than these, none is taken alone. */
const MAX_PLACES = 8;

/**
 * Ways for others to make a call at the same pool, id or recipient, strongest first. What can only be the
 * sender's own, as a token that is given away, varies.
 */
export function disguisesAtSame(identities: readonly Identity[]): Disguise[] {
  const own = identities.filter(({ holdsSender }) => holdsSender);
  const [single, ...others] = own;
  const alone = single === undefined || others.length > 0 ? [] : placesApart(single);
  const places = own.length === 0 ? [] : [...placeChoices(own), ...alone.map((one) => [one])];
  // What an entry of the sender's names, and is the sender's, nobody else's entry names.
  const isStored = own.some(({ stored }) => stored !== undefined);
  const choices = isStored ? [...places, []] : [[], ...places];
  return choices.flatMap((varied) =>
    SUBSTITUTIONS.map((substitution): Disguise => ({ substitution, varied, companions: [] })),
  );
}

/** Each place of a word alone, as it may be there by chance; none if there is but one, or if there are too many. */
export function placesApart(identity: Identity): Identity[] {
  const { offsets } = withoutEncoding(identity);
  if (offsets.length < 2 || offsets.length > MAX_PLACES) return [];
  return offsets.map((offset) => ({ ...identity, offsets: [offset] }));
}

/** Ways to vary more identities, strongest first. */
export function disguisesVarying(
  known: KnownCall,
  base: Disguise,
  identities: readonly Identity[],
): readonly Disguise[] {
  const found = identities.flatMap((identity) => companionsOf(known, identity));
  const companions = [...new Set([...base.companions, ...found])].sort();
  return placeChoices(identities).flatMap((choice) => {
    const varied = [...base.varied, ...choice];
    const alone: Disguise = { ...base, varied };
    return companions.length === base.companions.length
      ? [alone]
      : [{ ...alone, companions }, alone];
  });
}

/** All places that hold the words, then those that are no part of the encoding. */
function placeChoices(identities: readonly Identity[]): (readonly Identity[])[] {
  const values = identities.map(withoutEncoding);
  const isSame = values.every(({ offsets }, i) => offsets.length === identities[i]?.offsets.length);
  return isSame ? [identities] : [identities, values];
}

/** Unless it stands nowhere else: then what looked like a part of the encoding is none. */
function withoutEncoding(identity: Identity): Identity {
  const offsets = identity.offsets.filter((offset) => !identity.encoding.includes(offset));
  return offsets.length === 0 ? identity : { ...identity, offsets };
}

/** Contracts that entries under this key, or elements with this index, refer to: a pool's own token. */
function companionsOf(known: KnownCall, identity: Identity): Address[] {
  const { call, before, touched } = known;
  const { to, from } = call.transaction.fields;
  const entries = touched.filter((slot) => isUnder(known, slot, identity));
  return [...before]
    .filter(([address, { code }]) => code !== "0x" && address !== to && address !== from)
    .map(([address]) => address)
    .filter((address) => addressWord(address) !== identity.word)
    .filter((address) => entries.some(({ value }) => holds(value, address)))
    .sort();
}

function isUnder(known: KnownCall, slot: TouchedSlot, { word, isText, mappings }: Identity) {
  const [names, way] =
    isText === true ? [keysOfText(word), wayTo(known, slot)] : [[word], slot.keys];
  return way.some(({ key, mapping }) => {
    return names.includes(key) && mappings.includes(`${slot.address} ${mapping}`);
  });
}
