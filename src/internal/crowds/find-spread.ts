import type { Disguise } from "./clone-call.ts";
import { disguisesVarying, placesApart } from "./disguises.ts";
import type { Identity } from "./find-identities.ts";
import type { KnownCall } from "./known-call.ts";

/** The first disguise in which a clone does what the original did. */
export type FirstThatRuns = (disguises: readonly Disguise[]) => Promise<Disguise | undefined>;

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
    const wider = await firstThatRuns(disguisesVarying(known, spread, group));
    if (wider !== undefined) spread = wider;
    else if (others.length === 0) spread = await varyPlaces(known, spread, single, firstThatRuns);
    else {
      const half = Math.ceil(group.length / 2);
      groups.push(group.slice(half), group.slice(0, half));
    }
  }
  return spread === same ? undefined : spread;
}

/** Of a word that stands somewhere by chance: as many of its places as can vary, one after another. */
async function varyPlaces(
  known: KnownCall,
  base: Disguise,
  identity: Identity,
  firstThatRuns: FirstThatRuns,
): Promise<Disguise> {
  let widest = base;
  let taken: readonly number[] = [];
  for (const place of placesApart(identity)) {
    const offsets = [...taken, ...place.offsets];
    const wider = await firstThatRuns(disguisesVarying(known, base, [{ ...place, offsets }]));
    if (wider !== undefined) [widest, taken] = [wider, offsets];
  }
  return widest;
}
