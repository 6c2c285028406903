import type { Renaming } from "../model/crowd.ts";
import { type Address, type Hex, type LocationKey, storageKey } from "../model/location.ts";
import type { PreStateAccount } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import type { Disguise } from "./clone-call.ts";
import type { CrowdState } from "./crowd-state.ts";
import type { Identity } from "./find-identities.ts";
import { isSmallId } from "./fresh-words.ts";
import { arraysAt, type KnownCall, locationOf, type NamedArray } from "./known-call.ts";
import { allotPlaces } from "./own-place.ts";
import { renameAddress } from "./rename-address.ts";
import { withField } from "./stored-field.ts";

/** Twice the gas: the first of a crowd to write somewhere pays more than the others, or less. */
export const GAS_FACTOR = 2n;
/** Of an array that has an element for each user: above all small ids, see `freshWord`. */
export const LENGTH = 1n << 31n;
/** The same of bytes; as an odd number it says that they are no short ones. */
export const BYTES_LENGTH = 2n * LENGTH + 1n;

/** Gives a user what was the sender's, in the places where it is the user's. */
export function copyState(
  known: KnownCall,
  { substitution, varied }: Disguise,
  renaming: Renaming,
  state: CrowdState,
): void {
  const { call, before, derivations } = known;
  const { from, gas, gasPrice, maxFeePerGas, value: paid } = call.transaction.fields;
  const named = withoutNumbers(renaming);
  const places = substitution.values ? allotPlaces(known, varied, renaming, state) : undefined;
  for (const [address, account] of before) {
    const renamed = renameAddress(address, renaming);
    const arrays = arraysOf(varied, address);
    if (renamed !== address) state.addAccount(renamed, account);
    for (const [slot, stored] of account.storage) {
      const place = derivations.rename(BigInt(slot), renaming, arrays);
      // What is nobody's own stays: a stored owner is one for all.
      if (renamed === address && place === BigInt(slot)) continue;
      const own = substitution.values ? derivations.renameValue(stored, renaming) : stored;
      const location = storageKey(address, slot);
      const value = withNames(own, location, varied, renaming);
      const placed = places?.get(location)?.(value) ?? value;
      state.addSlot(renamed, toWord(place), placed);
      // A key may be the number by chance: a place in the user's own list.
      const other = derivations.rename(BigInt(slot), named);
      const isOwn = other !== BigInt(slot) && other !== place;
      if (isOwn) state.addSlot(renamed, toWord(other), placed);
    }
    for (const array of arrays) lengthen(known, array, arrays, renaming, state);
  }
  const user = renameAddress(from, renaming);
  const price = BigInt(maxFeePerGas ?? gasPrice ?? "0x0");
  const sender: PreStateAccount | undefined = before.get(from);
  const least = BigInt(gas) * GAS_FACTOR * price + BigInt(paid);
  const balance = sender === undefined || sender.balance < least ? least : sender.balance;
  state.setUser(user, { balance, code: sender?.code ?? "0x" });
}

function withoutNumbers(renaming: Renaming): Renaming {
  return new Map([...renaming].filter(([word]) => word.length !== WORD || !isSmallId(word)));
}

/** What an entry holds where it names something else for each user. */
function withNames(
  value: bigint,
  location: LocationKey,
  varied: readonly Identity[],
  renaming: Renaming,
): bigint {
  return varied.reduce((named, { word, stored = [] }) => {
    const name = renaming.get(word);
    const fields = stored.filter(({ slot }) => locationOf(slot) === location);
    if (name === undefined) return named;
    return fields.reduce((one, field) => withField(one, field, BigInt(name)), named);
  }, value);
}

/**
 * Makes room for the elements of all users, and has the last element be what it was: it is what takes the
 * place of one that is removed.
 */
function lengthen(
  { before, derivations }: KnownCall,
  array: NamedArray,
  arrays: readonly NamedArray[],
  renaming: Renaming,
  state: CrowdState,
): void {
  const { address, parent, size, packed, isBytes } = array;
  const storage = before.get(address)?.storage ?? new Map<Hex, bigint>();
  const length = storage.get(toWord(parent)) ?? 0n;
  const others = arrays.filter((other) => other !== array);
  const last = { parent, size, shift: 0n };
  const moved = new Map([...renaming, [toWord(length - 1n), toWord(LENGTH - 1n)]]);
  const account = renameAddress(address, renaming);
  for (const [slot, stored] of storage) {
    const isLast = derivations.stepsTo(BigInt(slot)).some((step) => {
      return step.parent === parent && step.key === "0x" && step.distance / size === length - 1n;
    });
    if (!isLast || packed !== undefined) continue;
    state.addSlot(
      account,
      toWord(derivations.rename(BigInt(slot), moved, [last, ...others])),
      stored,
    );
  }
  const place = derivations.rename(parent, renaming, others);
  state.lengthen(account, toWord(place), isBytes === true ? BYTES_LENGTH : LENGTH);
}

export function arraysOf(varied: readonly Identity[], address: Address): readonly NamedArray[] {
  return arraysAt(
    address,
    varied.flatMap(({ arrays = [] }) => arrays),
  );
}

/** Length of a word of 32 bytes as hex. */
const WORD = 66;
