import type { CrowdCall, UnclonedCall, UnclonedCause } from "../model/crowd.ts";
import type { Execute } from "../model/execution.ts";
import {
  type Address,
  type Hex,
  type LocationKey,
  parseLocationKey,
  storageKey,
} from "../model/location.ts";
import type { PreState, ScenarioTransaction } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { cloneCall } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { SUBSTITUTIONS } from "./disguises.ts";
import { userAddress } from "./fresh-words.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, holds, type KnownCall, locationOf } from "./known-call.ts";
import { renameData } from "./rename-bytes.ts";
import type { Tries } from "./tries.ts";

export type Uncloned = UnclonedCall & { readonly kind: "uncloned" };

/** Of a call that needs an entry that no other user could be given. */
export const ENTRY_NOT_COPIED = "the entry that holds the sender could not be copied";

/** ecrecover. */
const SIGNATURE_CHECK: Hex = "0x0000000000000000000000000000000000000001";

/**
 * Why nobody else can make a call that fails for others. It is the owner's if another one can where that one is stored
 * in the owner's place: a signature, or a proof, is of the sender wherever the sender is stored.
 */
export async function whyUncloned(
  known: KnownCall,
  { reason, isOpen }: Tries,
  execute: Execute,
): Promise<Uncloned> {
  const { call } = known;
  if (isOpen) return uncloned(call, "refused", reason);
  const stored = storedSender(known);
  const codes = codesWithSender(known);
  const [first] = stored;
  // Another sender may call, who is stored elsewhere.
  if (first !== undefined && call.other !== undefined && !isOwnedBySender(call.other, first)) {
    return { ...uncloned(call, "unsupported", ENTRY_NOT_COPIED), location: first };
  }
  for (const location of stored) {
    if (await runsFor(known, { stored: [location], codes: [] }, execute)) {
      // There may be one for each user, which goes by something that is not known.
      const cause = isElement(known, location)
        ? uncloned(call, "unsupported", ENTRY_NOT_COPIED)
        : uncloned(call, "owner-only", reason);
      return { ...cause, location };
    }
  }
  if (codes.length > 0 && (await runsFor(known, { stored: [], codes }, execute))) {
    const inCode = "it wants the sender that its code holds, as an immutable or a constant";
    return uncloned(call, "owner-only", inCode);
  }
  const isInSeveral = stored.length + Math.min(codes.length, 1) > 1;
  if (isInSeveral && (await runsFor(known, { stored, codes }, execute))) {
    const location = first === undefined ? {} : { location: first };
    return { ...uncloned(call, "owner-only", reason), ...location };
  }
  return whyUnproven(known, reason);
}

export function whyUnproven(known: KnownCall, reason: string): Uncloned {
  return checksSignature(known)
    ? uncloned(known.call, "signature", "it checks a signature, which others cannot make")
    : uncloned(known.call, "refused", reason);
}

export function checksSignature({ result }: KnownCall): boolean {
  return result.attribution.precompiles?.includes(SIGNATURE_CHECK) === true;
}

export function uncloned(call: CrowdCall, cause: UnclonedCause, reason: string): Uncloned {
  return { kind: "uncloned", call, cause, reason };
}

/** Where the sender stands. */
interface OwnersPlaces {
  readonly stored: readonly LocationKey[];
  readonly codes: readonly Address[];
}

/** Whether the call does the same for another one who is stored in these places. */
async function runsFor(known: KnownCall, places: OwnersPlaces, execute: Execute): Promise<boolean> {
  const before = withOwner(known, places);
  const scenarios = SUBSTITUTIONS.map((substitution) => {
    const state = new CrowdState(before);
    const disguise = { substitution, varied: [], companions: [] };
    const clone = cloneCall(known, disguise, { user: USER, id: USER }, state);
    return crowdScenario("owner", "experiment", known.call.origin, [clone], state.preState);
  });
  const executions = await execute(scenarios);
  return executions.some(
    ({ transactions: [executed] }) => functionDeviation(known.result, executed) === undefined,
  );
}

const USER = 0;

function withOwner({ call, before }: KnownCall, { stored, codes }: OwnersPlaces): PreState {
  const { from } = call.transaction.fields;
  const renaming = new Map([[addressWord(from), addressWord(userAddress(USER))]]);
  const changed = [...before].map(([address, account]) => {
    const code = codes.includes(address) ? renameData(account.code, renaming) : account.code;
    const storage = [...account.storage].map(([slot, value]) => {
      const isOwners = stored.includes(storageKey(address, slot));
      return [slot, isOwners ? BigInt(renameData(toWord(value), renaming)) : value] as const;
    });
    return [address, { ...account, code, storage: new Map(storage) }] as const;
  });
  return new Map(changed);
}

/** The code that ran and that holds the sender. */
function codesWithSender({ call, before, result }: KnownCall): Address[] {
  const sender = call.transaction.fields.from.slice(2);
  const addresses = new Set(result.attribution.frames.map(({ codeAddress }) => codeAddress));
  return [...addresses].filter((address) => before.get(address)?.code.includes(sender) === true);
}

/** Places that there is only one of each, and that hold the sender. */
function storedSender({ call, touched }: KnownCall): LocationKey[] {
  const { from } = call.transaction.fields;
  const sender = addressWord(from);
  return touched
    .filter(({ value, keys }) => holds(value, from) && !keys.some(({ key }) => key === sender))
    .map(locationOf);
}

/** Of an array that grows. */
function isElement({ derivations }: KnownCall, location: LocationKey): boolean {
  const place = parseLocationKey(location);
  if (place.kind !== "storage") return false;
  return derivations.stepsTo(BigInt(place.slot))[0]?.key === "0x";
}

/** The place held whoever called, as it does after the owner has changed. */
function isOwnedBySender({ fields, before }: ScenarioTransaction, location: LocationKey): boolean {
  const place = parseLocationKey(location);
  if (place.kind !== "storage") return false;
  return holds(before?.get(place.address)?.storage.get(place.slot) ?? 0n, fields.from);
}
