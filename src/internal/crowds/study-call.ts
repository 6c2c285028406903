import type { CrowdCall } from "../model/crowd.ts";
import type { Execute } from "../model/execution.ts";
import { addIndices } from "./add-indices.ts";
import type { Disguise } from "./clone-call.ts";
import { disguisesAtSame } from "./disguises.ts";
import { findComputedKeys } from "./find-computed-keys.ts";
import { findIdentities, type Identity } from "./find-identities.ts";
import { findIndices, type FoundIndex } from "./find-indices.ts";
import { findRole, type FlagsOfSuite } from "./find-role.ts";
import { findSpread } from "./find-spread.ts";
import { addStoredKeys } from "./find-stored-keys.ts";
import { whyNotRun } from "./is-faithful.ts";
import { knowPlaces, withOwners } from "./find-places.ts";
import { knowArrays, knowCall, type KnownCall } from "./known-call.ts";
import { passAnother, passedIn } from "./pass-another.ts";
import { runAlone } from "./run-alone.ts";
import { areSumsOfClaims, findPots, type Pots } from "./shared-pots.ts";
import { Tries } from "./tries.ts";
import {
  checksSignature,
  type Uncloned,
  uncloned,
  whyUncloned,
  whyUnproven,
} from "./why-uncloned.ts";

/** A call that others can make. */
export interface CloneableCall {
  readonly kind: "cloneable";
  readonly known: KnownCall;
  /** At the same pool, id, recipient. */
  readonly same: Disguise;
  /** At different ones; absent when nothing that it names could be varied. */
  readonly spread?: Disguise;
  /** What must hold more for many than for one. */
  readonly pots: Pots;
  /**
   * Those of them that two users find full enough for both: sums of what users have, and what a call does not
   * look at. Not so the reserves of an exchange, as another price would be another call.
   */
  readonly plainPots: Pots;
}

export type StudiedCall = CloneableCall | Uncloned;

/** Finds out by running it how another user can make a call, and what of its arguments can vary. */
export async function studyCall(
  call: CrowdCall,
  execute: Execute,
  flags?: FlagsOfSuite,
): Promise<StudiedCall> {
  const { before } = call.transaction;
  if (before === undefined) return uncloned(call, "unsupported", "its state was not recorded");
  const alone = await runAlone(call, before, execute);
  if (alone?.result === undefined) return uncloned(call, "unsupported", whyNotRun(alone));
  const ran = knowCall(call, before, alone.result);
  if (call.transaction.fields.type === 4) {
    return uncloned(call, "signature", "others would have to sign its authorizations (EIP-7702)");
  }
  const role = await findRole(ran, execute, flags);
  if (role !== undefined) {
    const reason = "it takes a role that the sender was granted";
    return { ...uncloned(call, "owner-only", reason), location: role };
  }
  const passed = await passAnother(ran, execute);
  if (passed !== undefined) {
    const studied = await studyKnown(passed, execute);
    if (studied.kind === "cloneable" && variesPassed(studied)) return studied;
  }
  return studyKnown(ran, execute);
}

/** Of the accounts that it names in place of its sender, each user can name another one. */
function variesPassed({ known, spread, same }: CloneableCall): boolean {
  const varied = spread?.varied.filter((one) => !same.varied.includes(one)) ?? [];
  return passedIn(known).every((word) => varied.some((one) => one.word === word));
}

async function studyKnown(ran: KnownCall, execute: Execute): Promise<StudiedCall> {
  const indices = await findIndices(ran, execute);
  const indexed = knowArrays(
    ran,
    indices.flatMap(({ arrays }) => arrays),
  );
  const found = await identitiesOf(indexed, indices, execute);
  const known = await knowPlaces(indexed, found, execute);
  const identities = withOwners(known, found);
  const tries = new Tries(known, execute);
  const words = identities.map(({ word }) => word);
  const same = await tries.first(disguisesAtSame(identities), words);
  if (same === undefined) return whyUncloned(known, tries, execute);
  const pots = await findPots(known, identities, execute);
  if (isForAnother(known, same) && !(await tries.runsTwice(pots, same)))
    return whyUnproven(known, tries.reason);
  const spread = await findSpread(known, same, identities, (disguises, narrowable) =>
    tries.first(disguises, narrowable),
  );
  const canFill = pots.length > 0 && (await tries.runsWith(pots, same));
  return {
    kind: "cloneable",
    known,
    same,
    ...(spread === undefined ? {} : { spread }),
    pots: canFill ? pots : [],
    plainPots: canFill ? await plainPots(pots, known, same, identities, tries) : [],
  };
}

/** In the order of the arguments, texts after them, what no argument names last. */
async function identitiesOf(
  known: KnownCall,
  indices: readonly FoundIndex[],
  execute: Execute,
): Promise<readonly Identity[]> {
  const named = addIndices(known, findIdentities(known), indices);
  const computed = await findComputedKeys(known, named, execute);
  return addStoredKeys(known, [...named, ...computed], execute);
}

async function plainPots(
  pots: Pots,
  known: KnownCall,
  disguise: Disguise,
  identities: readonly Identity[],
  tries: Tries,
): Promise<Pots> {
  if (areSumsOfClaims(pots, known, identities)) return pots;
  const plain: Pots[number][] = [];
  for (const pot of pots) if (await tries.runsAlikeWith([pot], disguise)) plain.push(pot);
  return plain;
}

/**
 * Anybody can send what another one has signed, or claim for another one, but often only once: that makes
 * no crowd.
 */
function isForAnother(known: KnownCall, { substitution }: Disguise): boolean {
  const { from, input } = known.call.transaction.fields;
  return checksSignature(known) || (!substitution.arguments && input.includes(from.slice(2)));
}
