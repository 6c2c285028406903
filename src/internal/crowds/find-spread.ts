import type { Hex } from "../model/location.ts";
import type { Disguise } from "./clone-call.ts";
import { disguisesVarying, placesApart } from "./disguises.ts";
import type { Identity } from "./find-identities.ts";
import type { KnownCall } from "./known-call.ts";

/** The first disguise in which a clone does what the original did; see `Tries`. */
export type FirstThatRuns = (
  disguises: readonly Disguise[],
  narrowable?: readonly Hex[],
) => Promise<Disguise | undefined>;

/** More groups of arguments are not tried: what is left does not vary. */
const MAX_GROUPS = 64;

/**
 * The disguise in which as much varies of what a call names as can; undefined if nothing does. All of it at
 * once, then halves of what does not vary together: of the arguments of a batch there are many.
 */
export async function findSpread(
  known: KnownCall,
  same: Disguise,
  identities: readonly Identity[],
  firstThatRuns: FirstThatRuns,
): Promise<Disguise | undefined> {
  let spread = same;
  const groups = [identities.filter(({ word }) => !same.varied.some((own) => own.word === word))];
  for (let tried = 0; tried < MAX_GROUPS; tried++) {
    const group = groups.pop();
    const [single, ...others] = group ?? [];
    if (group === undefined || single === undefined) break;
    if (others.length === 0) {
      spread = await varyOne(known, spread, single, firstThatRuns);
      continue;
    }
    const wider = await firstThatRuns(disguisesVarying(known, spread, group));
    if (wider !== undefined) spread = wider;
    else {
      const half = Math.ceil(group.length / 2);
      groups.push(group.slice(half), group.slice(0, half));
    }
  }
  return spread === same ? undefined : spread;
}

/**
 * Everywhere, or else, of a word that stands somewhere by chance, at as many of its places as can vary, one
 * after another. A small id that does not vary with others is one of a small type only if it must be.
 */
async function varyOne(
  known: KnownCall,
  base: Disguise,
  identity: Identity,
  firstThatRuns: FirstThatRuns,
): Promise<Disguise> {
  const apart = placesApart(identity);
  const choices = [identity, ...apart].flatMap((one) => disguisesVarying(known, base, [one]));
  let widest = await firstThatRuns(choices, [identity.word]);
  const found = widest?.varied.at(-1);
  if (widest === undefined || found === undefined) return base;
  let taken = found.offsets;
  for (const { offsets: place } of apart) {
    if (place.some((offset) => offset <= Math.max(...taken))) continue;
    const offsets = [...taken, ...place];
    const wider = await firstThatRuns(disguisesVarying(known, base, [{ ...found, offsets }]));
    if (wider !== undefined) [widest, taken] = [wider, offsets];
  }
  return widest;
}
