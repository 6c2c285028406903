import type { Execute, TransactionResult } from "../model/execution.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import type { CrowdCall } from "../model/crowd.ts";
import { toWord } from "../primitives/hex.ts";
import { argumentWords } from "./argument-words.ts";
import { cloneCall, wholeDisguise } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { findIdentities } from "./find-identities.ts";
import { deviation, functionDeviation } from "./is-faithful.ts";
import {
  addressWord,
  knowCall,
  type KnownCall,
  locationOf,
  type TouchedSlot,
} from "./known-call.ts";
import { isAddress } from "./rename-bytes.ts";
import { runAlone } from "./run-alone.ts";
import { type Field, valueIn, wholeSlot, withField } from "./stored-field.ts";

/** What the recording tells of a slot under a key that is the sender. */
export interface FlagsOfSuite {
  /** A call in which it was set to what it holds, if that does not name its own sender. */
  setterOf(location: LocationKey, value: bigint): CrowdCall | undefined;
  /** It is a number, as what the sender holds of a token: who holds 2 may as well. */
  isNumber(known: KnownCall, location: LocationKey): boolean;
  /** The part of it that says yes or no: a `bool` beside other fields, or the place of a member in an EnumerableSet. */
  flagIn(known: KnownCall, slot: TouchedSlot): Field | undefined;
}

/** Where something stands that may be a role. */
interface Flag {
  readonly slot: TouchedSlot;
  readonly field: Field;
}

/** Of more slots it is not tried out. */
const MAX_FLAGS = 4;
/** Of who was let in by whom, and so on. */
const MAX_DEPTH = 3;

/** Where the role stands that the sender was granted, if the call takes one. */
export async function findRole(
  known: KnownCall,
  execute: Execute,
  flags?: FlagsOfSuite,
  depth = 0,
): Promise<LocationKey | undefined> {
  for (const flag of possibleRoles(known, flags).slice(0, MAX_FLAGS)) {
    if (!(await isFlag(known, flag, execute))) continue;
    const isOpen = flags !== undefined && (await isOpenToAll(known, flag, execute, flags, depth));
    if (!isOpen) return locationOf(flag.slot);
  }
  return undefined;
}

/**
 * Another user can make the call after that which has set the flag: whoever likes registers so, or lets others in, but
 * initializes nothing.
 */
async function isOpenToAll(
  { call, before: stateOfCall }: KnownCall,
  { slot }: Flag,
  execute: Execute,
  flags: FlagsOfSuite,
  depth: number,
): Promise<boolean> {
  const { from } = call.transaction.fields;
  const setter = flags.setterOf(locationOf(slot), slot.value);
  if (setter === undefined || depth >= MAX_DEPTH) return false;
  const { transaction, origin } = setter;
  const { before } = transaction;
  // Another test may have had another contract there.
  const { address } = slot;
  if (before?.get(address)?.code !== stateOfCall.get(address)?.code) return false;
  const alone = before && (await runAlone(setter, before, execute));
  if (before === undefined || alone?.result === undefined) return false;
  const known = knowCall(setter, before, alone.result);
  const isByAnother = transaction.fields.from !== from;
  if (isByAnother && (await findRole(known, execute, flags, depth + 1)) !== undefined) return false;
  const letIn = findIdentities(known).filter(({ word }) => word === addressWord(from));
  const state = new CrowdState(before);
  const disguise = wholeDisguise(letIn);
  const clone = cloneCall(known, disguise, { user: 0, id: transaction.id + 1 }, state);
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
async function isFlag(known: KnownCall, { slot, field }: Flag, execute: Execute): Promise<boolean> {
  const [without, other] = await Promise.all(
    [0n, valueIn(slot.value, field) + 1n].map((number) => {
      const state = new CrowdState(known.before);
      const value = withField(slot.value, field, number);
      state.setSlot(slot.address, toWord(slot.slot), value);
      return runAlone(known.call, state.preState, execute);
    }),
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

/**
 * What may be a flag of the sender's that is only looked at: under a key that is no argument, as in OpenZeppelin's
 * AccessControl; or by itself, or under a number such as that of a round, in a call that pays nothing and
 * changes nothing of the sender's own, which users call for themselves. So do those who have a role, where several do:
 * each minter has its allowance.
 */
function possibleRoles(known: KnownCall, flags: FlagsOfSuite | undefined): Flag[] {
  const { call, touched, result } = known;
  const { from, input, value: paid } = call.transaction.fields;
  const sender = addressWord(from);
  const written = new Map(result.accesses.writes.map(({ location, value }) => [location, value]));
  const words = argumentWords(input, result.attribution.frames).map(({ word }) => word);
  const named = new Set(words.filter((word) => BigInt(word) !== 0n));
  const changesOwn = touched.some((slot) => {
    const value = written.get(locationOf(slot));
    if (value === undefined) return false;
    // Or it enters itself in a list of what it names, as one of those who have confirmed it.
    const isEntered = value === BigInt(sender) && slot.keys.some(({ key }) => named.has(key));
    return isEntered || slot.keys.some(({ key }) => key === sender);
  });
  const isForItself = BigInt(paid) > 0n || changesOwn;
  return touched.flatMap((slot): Flag[] => {
    const [account, role, ...others] = slot.keys;
    if (written.has(locationOf(slot)) || account?.key !== sender) return [];
    if (role !== undefined && (others.length > 0 || isAddress(role.key))) return [];
    if (isForItself && (role === undefined || isSmall(role.key))) return [];
    // Who gives itself a role, or mints to itself, could do so for somebody else.
    const namesItself = input.includes(from.slice(2));
    if (call.other !== undefined && changesOwn && !namesItself) return [];
    if (role !== undefined && named.has(role.key)) return [];
    const field = flagIn(known, slot, flags);
    return field === undefined ? [] : [{ slot, field }];
  });
}

function flagIn(
  known: KnownCall,
  slot: TouchedSlot,
  flags: FlagsOfSuite | undefined,
): Field | undefined {
  const found = flags?.flagIn(known, slot);
  if (found !== undefined) return found;
  const isLone = slot.value === 1n && flags?.isNumber(known, locationOf(slot)) !== true;
  return isLone ? wholeSlot(slot) : undefined;
}

/** A number that is counted up to: no name of a role, which is a hash, and not the admin's either, which is 0. */
function isSmall(key: Hex): boolean {
  const value = BigInt(key);
  return value > 0n && value < 1n << 64n;
}
