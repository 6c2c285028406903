import type { Renaming } from "../model/crowd.ts";
import type { Execute, TransactionResult } from "../model/execution.ts";
import { parseLocationKey, storageKey } from "../model/location.ts";
import { toWord } from "../primitives/hex.ts";
import { CrowdState } from "./crowd-state.ts";
import type { Identity } from "./find-identities.ts";
import { addressWord, holds, type KnownCall, locationOf, type TouchedSlot } from "./known-call.ts";
import { saysPlaces } from "./own-place.ts";
import { renameAddress } from "./rename-address.ts";
import { runAlone } from "./run-alone.ts";
import { fieldsHolding, valueIn, withField } from "./stored-field.ts";

/** What a call takes out of something that is not the sender's own, such as the vault that it withdraws from. */
export type Pots = readonly { readonly location: string; readonly taken: bigint }[];

/**
 * Where a call takes from what others own together, by a claim of the sender's that becomes less by it:
 * clones have the claim, too, so the pot must hold so much more, or all but the first ones would find it
 * empty. What is nobody's claim, such as the last tickets of a sale, is left as it is. `isTaken`: of a small
 * amount, whether it is known to be the claim.
 */
export function sharedPots(
  known: KnownCall,
  identities: readonly Identity[],
  isTaken?: (pot: Pots[number]) => boolean,
): Pots {
  const { call } = known;
  const { lowered, ofSender } = loweredBy(known);
  const { from } = call.transaction.fields;
  // An address may be less than the one before it, and is no amount.
  const owners = known.touched.filter(({ value }) => holds(value, from)).map(locationOf);
  const isOwner = (location: string): boolean => owners.some((owner) => owner === location);
  const entries = ownEntries(known, identities);
  const own = new Set<string>(entries.map(locationOf));
  const listing = known.touched.filter((slot) => saysPlaces(known, slot)).map(locationOf);
  const isListing = (location: string): boolean => listing.some((one) => one === location);
  const isPot = ({ location }: Pots[number]): boolean => {
    const { kind, address } = parseLocationKey(location);
    if (kind === "balance") return address !== from;
    return kind === "storage" && !own.has(location) && !isOwner(location) && !isListing(location);
  };
  const pots = lowered.filter(isPot);
  if (lowered.some(({ location }) => ofSender.has(location))) return pots;
  const claims = amountsIn(entries);
  return pots.filter((pot) => {
    const isTelling = pot.taken >= TELLING_AMOUNT || isTaken?.(pot) === true;
    return claims.has(pot.taken) && (isHolding(pot, known) || isTelling);
  });
}

/** A smaller one may be the same as another by chance: a ticket, of which the sender has one, too. */
const TELLING_AMOUNT = 16n;
/** Of more entries it is not tried out. */
const MAX_CLAIMS = 8;

/**
 * The same, with amounts that are small, too, as those of tests are. Whether one is the sender's claim is tried out:
 * where its entry holds 1 more, or less, the pot gives 1 more, or less.
 */
export async function findPots(
  known: KnownCall,
  identities: readonly Identity[],
  execute: Execute,
): Promise<Pots> {
  const sure = sharedPots(known, identities);
  const possible = sharedPots(known, identities, () => true).filter(({ location }) => {
    return !sure.some((one) => one.location === location);
  });
  const claims = possible.flatMap(({ taken }) => {
    const entries = ownEntries(known, identities);
    return entries.flatMap((slot) => fieldsHolding(slot, toWord(taken)));
  });
  const changed = claims
    .slice(0, MAX_CLAIMS)
    .flatMap((field) => [-1n, 1n].map((change) => ({ field, change })));
  if (changed.length === 0) return sure;
  const executed = await Promise.all(
    changed.map(({ field, change }) => {
      const { address, slot, value } = field.slot;
      const state = new CrowdState(known.before);
      const other = withField(value, field, valueIn(value, field) + change);
      state.setSlot(address, toWord(slot), other);
      return runAlone(known.call, state.preState, execute);
    }),
  );
  const taken = new Set(
    changed.flatMap(({ field, change }, i) => {
      const result = executed[i]?.result;
      if (result?.outcome.status !== known.result.outcome.status) return [];
      const amount = valueIn(field.slot.value, field) + change;
      return loweredIn(result)
        .filter((one) => one.taken === amount)
        .map(({ location }) => location);
    }),
  );
  return sharedPots(known, identities, ({ location }) => taken.has(location));
}

/** What is the sender's own: under the sender, or under an id that is nobody else's, as a deal is that the sender has paid. */
function ownEntries(
  { call, touched }: KnownCall,
  identities: readonly Identity[],
): readonly TouchedSlot[] {
  const own = new Set([
    addressWord(call.transaction.fields.from),
    ...identities.filter(({ holdsSender }) => holdsSender).map(({ word }) => word),
  ]);
  return touched.filter(({ keys }) => keys.some(({ key }) => own.has(key)));
}

function amountsIn(entries: readonly TouchedSlot[]): ReadonlySet<bigint> {
  return new Set(entries.flatMap(({ value }) => fieldsIn(value)));
}

/** The word, and what may be packed in it: numbers of half its bytes, of a quarter, and beside an address. */
function fieldsIn(value: bigint): bigint[] {
  return [
    value,
    ...[160n, 128n, 64n].flatMap((bits) => [BigInt.asUintN(Number(bits), value), value >> bits]),
    BigInt.asUintN(96, value),
  ];
}

/** A contract's ether, or its entry in another one: what it keeps for others. */
function isHolding({ location }: Pots[number], { before, touched }: KnownCall): boolean {
  const { kind } = parseLocationKey(location);
  if (kind === "balance") return true;
  const contracts = [...before].filter(([, { code }]) => code !== "0x");
  const words = new Set(contracts.map(([address]) => addressWord(address)));
  const slot = touched.find((one) => locationOf(one) === location);
  return slot?.keys.some(({ key }) => words.has(key)) === true;
}

/** Each pot gives exactly what the sender's claim is, or becomes less by: it is the sum of such claims. */
export function areSumsOfClaims(
  pots: Pots,
  known: KnownCall,
  identities: readonly Identity[],
): boolean {
  const { lowered, ofSender } = loweredBy(known);
  const claims = lowered.filter(({ location }) => ofSender.has(location));
  const amounts =
    claims.length > 0
      ? claims.map(({ taken }) => taken)
      : [...amountsIn(ownEntries(known, identities))];
  return pots.every((pot) => amounts.includes(pot.taken));
}

function loweredBy({ call, result, touched }: KnownCall): {
  readonly lowered: Pots;
  readonly ofSender: ReadonlySet<string>;
} {
  const sender = addressWord(call.transaction.fields.from);
  const lowered = loweredIn(result);
  const own = touched.filter(({ keys }) => keys.some(({ key }) => key === sender));
  return { lowered, ofSender: new Set(own.map(locationOf)) };
}

function loweredIn({ accesses: { reads, writes } }: TransactionResult): Pots {
  const before = new Map(reads.map(({ location, value }) => [location, value]));
  return writes.flatMap(({ location, kind, value }) => {
    const taken = kind === "add" ? -value : (before.get(location) ?? value) - value;
    return taken > 0n ? [{ location, taken }] : [];
  });
}

export function fillPots(state: CrowdState, pots: Pots, users: number): void {
  for (const { location, taken } of pots) {
    const place = parseLocationKey(location);
    const amount = taken * BigInt(users);
    if (place.kind === "storage") state.raiseSlot(place.address, place.slot, amount);
    else state.raiseBalance(place.address, amount);
  }
}

/** Where a clone takes from that names other pools. */
export function renamePots(pots: Pots, { derivations }: KnownCall, renaming: Renaming): Pots {
  return pots.map(({ location, taken }) => {
    const place = parseLocationKey(location);
    const address = renameAddress(place.address, renaming);
    if (place.kind !== "storage") return { location: `${place.kind}:${address}`, taken };
    const slot = toWord(derivations.rename(BigInt(place.slot), renaming));
    return { location: storageKey(address, slot), taken };
  });
}
