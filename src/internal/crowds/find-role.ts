import type { Execute, TransactionResult } from "../model/execution.ts";
import { type Address, type Hex, type LocationKey, parseLocationKey } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import type { CrowdCall } from "../model/crowd.ts";
import { argumentWords } from "./argument-words.ts";
import { cloneCall, wholeDisguise } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { deviation, functionDeviation } from "./is-faithful.ts";
import { addressWord, knowCall, type KnownCall, locationOf } from "./known-call.ts";
import { isAddress } from "./rename-bytes.ts";
import { runAlone } from "./run-alone.ts";

/** What the recording tells of a slot that holds 1 under a key that is the sender. */
export interface FlagsOfSuite {
  /** The call in which the sender has set it, if that does not name the sender. */
  setterOf(location: LocationKey, sender: Address): CrowdCall | undefined;
  /** It is a number, as what the sender holds of a token: who holds 2 may as well. */
  isNumber(known: KnownCall, location: LocationKey): boolean;
}

/** Where the role stands that the sender was granted, if the call takes one. */
export async function findRole(
  known: KnownCall,
  execute: Execute,
  flags?: FlagsOfSuite,
): Promise<LocationKey | undefined> {
  const role = possibleRole(known);
  if (role === undefined || flags?.isNumber(known, role) === true) return undefined;
  if (!(await isFlag(known, role, execute))) return undefined;
  const setter = flags?.setterOf(role, known.call.transaction.fields.from);
  return setter !== undefined && (await isOpenToAll(setter, execute)) ? undefined : role;
}

/** Another user can make the call after the sender has: whoever likes registers so, but initializes nothing. */
async function isOpenToAll(setter: CrowdCall, execute: Execute): Promise<boolean> {
  const { transaction, origin } = setter;
  const { before } = transaction;
  const alone = before && (await runAlone(setter, before, execute));
  if (before === undefined || alone?.result === undefined) return false;
  const known = knowCall(setter, before, alone.result);
  const state = new CrowdState(before);
  const clone = cloneCall(known, wholeDisguise(), { user: 0, id: transaction.id + 1 }, state);
  const both = [transaction, { ...clone, block: transaction.block }];
  const [execution] = await execute([
    crowdScenario("registration", "experiment", origin, both, state.preState),
  ]);
  return functionDeviation(known.result, execution?.transactions[1]) === undefined;
}

/**
 * It fails without the flag, and does the same with any other value that is true: a number would tell 1 from 2, and
 * one that something goes by leads elsewhere.
 */
async function isFlag(known: KnownCall, flag: LocationKey, execute: Execute): Promise<boolean> {
  const [without, other] = await Promise.all(
    [0n, 2n].map((value) => runAlone(known.call, withValue(known.before, flag, value), execute)),
  );
  return (
    without?.result?.outcome.status === 0 &&
    deviation(known.result, other) === undefined &&
    other?.result?.outcome.gasUsed === known.result.outcome.gasUsed &&
    placesOf(other.result) === placesOf(known.result)
  );
}

/** All that is read and written. */
function placesOf({ accesses: { reads, writes } }: TransactionResult): string {
  const places = [reads, writes].map((ones) => ones.map(({ location }) => location).sort());
  return JSON.stringify(places);
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
 * changes nothing of the sender's own, which users call for themselves. So do those who have a role, where several do:
 * each minter has its allowance.
 */
function possibleRole(known: KnownCall): LocationKey | undefined {
  const { call, touched, result } = known;
  const { from, input, value: paid } = call.transaction.fields;
  const sender = addressWord(from);
  const written = new Set(result.accesses.writes.map(({ location }) => location));
  const named = new Set(argumentWords(input, result.attribution.frames).map(({ word }) => word));
  const changed = touched.filter((slot) => written.has(locationOf(slot)));
  const own = changed.flatMap(({ address, keys }) =>
    keys.filter(({ key }) => key === sender).map(({ mapping }) => `${address} ${mapping}`),
  );
  const isForItself = BigInt(paid) > 0n || own.length > 0;
  for (const slot of touched) {
    const [account, role, ...others] = slot.keys;
    if (slot.value !== 1n || written.has(locationOf(slot)) || account?.key !== sender) continue;
    if (role !== undefined && (others.length > 0 || isAddress(role.key))) continue;
    if (isForItself && (role === undefined || isSmall(role.key))) continue;
    // Who gives itself a role, or mints to itself, could do so for somebody else.
    const namesItself = input.includes(from.slice(2));
    if (call.other !== undefined && own.length > 0 && !namesItself) continue;
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
