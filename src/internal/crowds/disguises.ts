import type { Substitution } from "../model/crowd.ts";
import type { Address } from "../model/location.ts";
import type { Disguise } from "./clone-call.ts";
import type { Identity } from "./find-identities.ts";
import { addressWord, holds, type KnownCall } from "./known-call.ts";

/** Strongest first. */
const SUBSTITUTIONS: readonly Substitution[] = [
  { arguments: true, values: true },
  { arguments: false, values: true },
  { arguments: true, values: false },
  { arguments: false, values: false },
];

/** Words that are equal by chance: of an id that stands in more places than these, all are taken or none. */
const MAX_POSITIONS = 4;

/**
 * Ways for others to make a call at the same pool, id or recipient, strongest first. What can only be the
 * sender's own, as a token that is given away, varies.
 */
export function disguisesAtSame(identities: readonly Identity[]): Disguise[] {
  const own = identities.filter(({ holdsSender }) => holdsSender);
  const choices = own.length === 0 ? [[]] : [[], ...positionChoices(own)];
  return choices.flatMap((varied) =>
    SUBSTITUTIONS.map((substitution): Disguise => ({ substitution, varied, companions: [] })),
  );
}

/** Ways to vary one more identity, strongest first. */
export function disguisesVarying(
  known: KnownCall,
  base: Disguise,
  identity: Identity,
): readonly Disguise[] {
  const companions = companionsOf(known, identity);
  return positionChoices([identity]).flatMap((choice) => {
    const varied = [...base.varied, ...choice];
    const alone: Disguise = { ...base, varied };
    return companions.length === 0 ? [alone] : [{ ...alone, companions }, alone];
  });
}

/** Disguises that work one by one, in one. */
export function mergeDisguises(base: Disguise, others: readonly Disguise[]): Disguise {
  const added = others.flatMap(({ varied }) => varied.slice(base.varied.length));
  const companions = [...new Set(others.flatMap((other) => other.companions))].sort();
  return { ...base, varied: [...base.varied, ...added], companions };
}

/** All places that hold the word, then each alone. */
function positionChoices(identities: readonly Identity[]): Identity[][] {
  const [single, ...others] = identities;
  if (single === undefined || others.length > 0) return [[...identities]];
  const { positions } = single;
  const alone = positions.length > 1 && positions.length <= MAX_POSITIONS ? positions : [];
  return [[single], ...alone.map((position) => [{ ...single, positions: [position] }])];
}

/** Contracts that entries under this key refer to: a pool's own token. */
function companionsOf({ call, before, touched }: KnownCall, { word }: Identity): Address[] {
  const { to, from } = call.transaction.fields;
  const entries = touched.filter(({ keys }) => keys.some(({ key }) => key === word));
  return [...before]
    .filter(([address, { code }]) => code !== "0x" && address !== to && address !== from)
    .map(([address]) => address)
    .filter((address) => addressWord(address) !== word)
    .filter((address) => entries.some(({ value }) => holds(value, address)))
    .sort();
}
