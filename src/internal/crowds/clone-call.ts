import type { Renaming, Substitution } from "../model/crowd.ts";
import type { Address, Hex } from "../model/location.ts";
import type { RecordedTransactionFields } from "../model/recording.ts";
import type { PreStateAccount, ScenarioTransaction } from "../model/scenario.ts";
import { bytesToHex, toQuantity, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { CrowdState } from "./crowd-state.ts";
import type { Identity } from "./find-identities.ts";
import { freshWord, userAddress } from "./fresh-words.ts";
import { addressWord, type KnownCall } from "./known-call.ts";
import { renameAddress } from "./rename-address.ts";
import { renameCallData, renameData } from "./rename-bytes.ts";

/** How a call is made by another user. */
export interface Disguise {
  readonly substitution: Substitution;
  /** The arguments that name something else for each user. */
  readonly varied: readonly Identity[];
  /** Contracts that only what is varied refers to, such as a pool's own token: each user's are copies. */
  readonly companions: readonly Address[];
}

/** A number for a clone that no other transaction has. */
export interface CloneNumber {
  readonly user: number;
  readonly id: number;
  /** What it names instead of words of the original. Default: what nobody else names. */
  readonly words?: Renaming;
}

/** Twice the gas: the first of a crowd to write somewhere pays more than the others, or less. */
const GAS_FACTOR = 2n;
/** EIP-7825 has a transaction take no more. */
const MAX_GAS = 1n << 24n;

/**
 * A call in the name of a user of a crowd, with the state that was the sender's copied to the places
 * where it is the user's. The state of `state` gets what is the user's own.
 */
export function cloneCall(
  known: KnownCall,
  disguise: Disguise,
  { user, id, words }: CloneNumber,
  state: CrowdState,
): ScenarioTransaction {
  const { transaction } = known.call;
  const renaming = renamingOf(known, user, words ?? wordsOf(disguise, user));
  copyState(known, disguise, renaming, state);
  const fields = renameFields(known, disguise, renaming);
  const text = `${transaction.hash} ${user} ${id}`;
  const hash = bytesToHex(keccak256(new TextEncoder().encode(text)));
  return { id, hash, fields, block: transaction.block };
}

/** What stands for what in a clone: the user for the sender, which comes first, and the words that it names. */
export function renamingOf({ call }: KnownCall, user: number, words: Renaming): Renaming {
  const sender = addressWord(call.transaction.fields.from);
  return new Map([[sender, addressWord(userAddress(user))], ...words]);
}

/** What a user names in a disguise that nobody else names, by the words of the original. */
export function wordsOf({ varied, companions }: Disguise, user: number): Renaming {
  const words = [...varied.map(({ word }) => word), ...companions.map(addressWord)];
  return new Map(words.map((word, rank) => [word, freshWord(word, user, rank)]));
}

function copyState(
  { call, before, derivations }: KnownCall,
  { substitution }: Disguise,
  renaming: Renaming,
  state: CrowdState,
): void {
  const { from, gas, gasPrice, maxFeePerGas, value } = call.transaction.fields;
  for (const [address, account] of before) {
    const renamed = renameAddress(address, renaming);
    if (renamed !== address) state.addAccount(renamed, account);
    for (const [slot, stored] of account.storage) {
      const place = derivations.rename(BigInt(slot), renaming);
      // What is nobody's own stays: a stored owner is one for all.
      if (renamed === address && place === BigInt(slot)) continue;
      const own = substitution.values ? BigInt(renameData(toWord(stored), renaming)) : stored;
      state.addSlot(renamed, toWord(place), own);
    }
  }
  const user = renameAddress(from, renaming);
  const price = BigInt(maxFeePerGas ?? gasPrice ?? "0x0");
  const sender: PreStateAccount | undefined = before.get(from);
  const least = BigInt(gas) * GAS_FACTOR * price + BigInt(value);
  const balance = sender === undefined || sender.balance < least ? least : sender.balance;
  state.setUser(user, { balance, code: sender?.code ?? "0x" });
}

function renameFields(
  { call, derivations }: KnownCall,
  { substitution, varied }: Disguise,
  renaming: Renaming,
): RecordedTransactionFields {
  const { fields } = call.transaction;
  const [sender] = renaming; // the sender's own entry is the first
  const others = new Map([...renaming].slice(1));
  const own = substitution.arguments ? renaming : others;
  const doubled = BigInt(fields.gas) * GAS_FACTOR;
  const gas = doubled < MAX_GAS || BigInt(fields.gas) > MAX_GAS ? doubled : MAX_GAS;
  const accessList = fields.accessList?.map(({ address, storageKeys }) => ({
    address: renameAddress(address, own),
    storageKeys: storageKeys.map((key) => toWord(derivations.rename(BigInt(key), renaming))),
  }));
  return {
    ...fields,
    from: sender === undefined ? fields.from : `0x${sender[1].slice(26)}`,
    nonce: "0x0",
    gas: toQuantity(gas),
    input: renameInput(fields.input, own, varied),
    ...(accessList === undefined ? {} : { accessList }),
  };
}

function renameInput(input: Hex, renaming: Renaming, varied: readonly Identity[]): Hex {
  const renamed = renameCallData(input, renaming);
  let data = renamed.slice(2);
  for (const { word, offsets } of varied) {
    const to = renaming.get(word)?.slice(2) ?? "";
    for (const offset of offsets) {
      data = data.slice(0, offset * 2) + to + data.slice(offset * 2 + 64);
    }
  }
  return `0x${data}`;
}
