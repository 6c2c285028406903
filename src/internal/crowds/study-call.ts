import type { CrowdCall, UnclonedCall, UnclonedCause } from "../model/crowd.ts";
import type { Execute, ExecutedTransaction } from "../model/execution.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import { parseLocationKey } from "../model/location.ts";
import type { PreState, ScenarioTransaction } from "../model/scenario.ts";
import { addIndices } from "./add-indices.ts";
import { argumentWords } from "./argument-words.ts";
import type { Disguise } from "./clone-call.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { disguisesAtSame } from "./disguises.ts";
import { findIdentities } from "./find-identities.ts";
import { findIndices } from "./find-indices.ts";
import { findSpread } from "./find-spread.ts";
import { deviation, whyNotRun } from "./is-faithful.ts";
import {
  addressWord,
  holds,
  knowArrays,
  knowCall,
  type KnownCall,
  locationOf,
} from "./known-call.ts";
import { isAddress } from "./rename-bytes.ts";
import { areSumsOfClaims, type Pots, sharedPots } from "./shared-pots.ts";
import { Tries } from "./tries.ts";

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

export type StudiedCall = CloneableCall | (UnclonedCall & { readonly kind: "uncloned" });

/** Of a call that needs an entry that no other user could be given. */
export const ENTRY_NOT_COPIED = "the entry that holds the sender could not be copied";

/** ecrecover. */
const SIGNATURE_CHECK: Hex = "0x0000000000000000000000000000000000000001";

/** Finds out by running it how another user can make a call, and what of its arguments can vary. */
export async function studyCall(call: CrowdCall, execute: Execute): Promise<StudiedCall> {
  const { before } = call.transaction;
  if (before === undefined) return uncloned(call, "unsupported", "its state was not recorded");
  const alone = await runOriginal(call, before, execute);
  if (alone?.result === undefined) return uncloned(call, "unsupported", whyNotRun(alone));
  const ran = knowCall(call, before, alone.result);
  if (call.transaction.fields.type === 4) {
    return uncloned(call, "signature", "others would have to sign its authorizations (EIP-7702)");
  }
  const role = possibleRole(ran);
  if (role !== undefined && (await isFlag(ran, role, execute))) {
    const reason = "it takes a role that the sender was granted";
    return { ...uncloned(call, "owner-only", reason), location: role };
  }
  const indices = await findIndices(ran, execute);
  const known = knowArrays(
    ran,
    indices.flatMap(({ arrays }) => arrays),
  );
  const identities = addIndices(known, findIdentities(known), indices);
  const tries = new Tries(known, execute);
  const words = identities.map(({ word }) => word);
  const same = await tries.first(disguisesAtSame(identities), words);
  if (same === undefined) return whyNot(known, tries);
  const pots = sharedPots(known);
  if (isForAnother(known, same) && !(await tries.runsTwice(pots, same)))
    return whyNot(known, tries);
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
    plainPots: canFill ? await plainPots(pots, known, same, tries) : [],
  };
}

async function plainPots(
  pots: Pots,
  known: KnownCall,
  disguise: Disguise,
  tries: Tries,
): Promise<Pots> {
  if (areSumsOfClaims(pots, known)) return pots;
  const plain: Pots[number][] = [];
  for (const pot of pots) if (await tries.runsAlikeWith([pot], disguise)) plain.push(pot);
  return plain;
}

async function runOriginal(
  call: CrowdCall,
  before: PreState,
  execute: Execute,
): Promise<ExecutedTransaction | undefined> {
  const { block, fields, hash, id } = call.transaction;
  const original = { id, hash, fields, block };
  const [execution] = await execute([
    crowdScenario("original", "experiment", call.origin, [original], before),
  ]);
  return execution?.transactions[0];
}

function whyNot(known: KnownCall, { reason, isOpen }: Tries): StudiedCall {
  const { call } = known;
  if (isOpen) return uncloned(call, "refused", reason);
  const stored = storedSender(known);
  if (stored !== undefined) {
    // Another sender may call, who is stored elsewhere.
    if (call.other !== undefined && !isOwnedBySender(call.other, stored)) {
      const unsupported = uncloned(call, "unsupported", ENTRY_NOT_COPIED);
      return { ...unsupported, location: stored };
    }
    return { ...uncloned(call, "owner-only", reason), location: stored };
  }
  if (isInCode(known)) {
    return uncloned(
      call,
      "owner-only",
      "it wants the sender that its code holds, as an immutable or a constant",
    );
  }
  return unproven(known, reason);
}

function unproven(known: KnownCall, reason: string): StudiedCall {
  return checksSignature(known)
    ? uncloned(known.call, "signature", "it checks a signature, which others cannot make")
    : uncloned(known.call, "refused", reason);
}

/**
 * Anybody can send what another one has signed, or claim for another one, but often only once: that makes
 * no crowd.
 */
function isForAnother(known: KnownCall, { substitution }: Disguise): boolean {
  const { from, input } = known.call.transaction.fields;
  return checksSignature(known) || (!substitution.arguments && input.includes(from.slice(2)));
}

function checksSignature({ result }: KnownCall): boolean {
  return result.attribution.precompiles?.includes(SIGNATURE_CHECK) === true;
}

/** It fails without the flag, and does the same with any other value that is true: a number would tell 1 from 2. */
async function isFlag(known: KnownCall, flag: LocationKey, execute: Execute): Promise<boolean> {
  const [without, other] = await Promise.all(
    [0n, 2n].map((value) => runOriginal(known.call, withValue(known.before, flag, value), execute)),
  );
  return (
    without?.result?.outcome.status === 0 &&
    deviation(known.result, other) === undefined &&
    other?.result?.outcome.gasUsed === known.result.outcome.gasUsed
  );
}

function withValue(before: PreState, location: LocationKey, value: bigint): PreState {
  const place = parseLocationKey(location);
  const account = before.get(place.address);
  if (place.kind !== "storage" || account === undefined) return before;
  const storage = new Map(account.storage).set(place.slot, value);
  return new Map(before).set(place.address, { ...account, storage });
}

/**
 * What may be a flag of the sender's that is only looked at: under a key that is no argument, as in OpenZeppelin's
 * AccessControl; or by itself, or under a number such as that of a round, in a call that pays nothing and
 * changes nothing of the sender's own, which users call for themselves.
 */
function possibleRole(known: KnownCall): LocationKey | undefined {
  const { call, touched, result } = known;
  const { from, input, value: paid } = call.transaction.fields;
  const sender = addressWord(from);
  const written = new Set(result.accesses.writes.map(({ location }) => location));
  const named = new Set(argumentWords(input, result.attribution.frames).map(({ word }) => word));
  const isForItself =
    BigInt(paid) > 0n ||
    touched.some(
      (slot) => written.has(locationOf(slot)) && slot.keys.some((one) => one.key === sender),
    );
  for (const slot of touched) {
    const [account, role, ...others] = slot.keys;
    if (slot.value !== 1n || written.has(locationOf(slot)) || account?.key !== sender) continue;
    if (role !== undefined && (others.length > 0 || isAddress(role.key))) continue;
    if (isForItself && (role === undefined || isSmall(role.key))) continue;
    const isNamed = role !== undefined && BigInt(role.key) !== 0n && named.has(role.key);
    if (!isNamed) return locationOf(slot);
  }
  return undefined;
}

/** A number that is counted up to: no name of a role, which is a hash, and not the admin's either, which is 0. */
function isSmall(key: Hex): boolean {
  const value = BigInt(key);
  return value > 0n && value < 1n << 64n;
}

/** The code that ran holds the sender. */
function isInCode({ call, before, result }: KnownCall): boolean {
  const sender = call.transaction.fields.from.slice(2);
  const addresses = new Set(result.attribution.frames.map(({ codeAddress }) => codeAddress));
  return [...addresses].some((address) => before.get(address)?.code.includes(sender) === true);
}

/** A place that there is only one of, and that holds the sender. */
function storedSender({ call, touched }: KnownCall): LocationKey | undefined {
  const { from } = call.transaction.fields;
  const sender = addressWord(from);
  const stored = touched.find(
    ({ value, keys }) => holds(value, from) && !keys.some(({ key }) => key === sender),
  );
  return stored && locationOf(stored);
}

/** The place held whoever called, as it does after the owner has changed. */
function isOwnedBySender({ fields, before }: ScenarioTransaction, location: LocationKey): boolean {
  const place = parseLocationKey(location);
  if (place.kind !== "storage") return false;
  return holds(before?.get(place.address)?.storage.get(place.slot) ?? 0n, fields.from);
}

function uncloned(
  call: CrowdCall,
  cause: UnclonedCause,
  reason: string,
): UnclonedCall & { readonly kind: "uncloned" } {
  return { kind: "uncloned", call, cause, reason };
}
