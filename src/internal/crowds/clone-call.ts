import type { Renaming, Substitution } from "../model/crowd.ts";
import type { Address, Hex } from "../model/location.ts";
import type { RecordedTransactionFields } from "../model/recording.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import { bytesToHex, toQuantity, toWord } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { CrowdState } from "./crowd-state.ts";
import { arraysOf, copyState, GAS_FACTOR } from "./copy-state.ts";
import type { Identity } from "./find-identities.ts";
import { hashOfText } from "./find-texts.ts";
import { freshName, ranksOf, usersWithNames } from "./fresh-names.ts";
import { freshWord, userAddress } from "./fresh-words.ts";
import { addressWord, type KnownCall } from "./known-call.ts";
import { renameAddress } from "./rename-address.ts";
import { isAddress, renameCallData } from "./rename-bytes.ts";

/** How a call is made by another user. */
export interface Disguise {
  readonly substitution: Substitution;
  /** The arguments that name something else for each user. */
  readonly varied: readonly Identity[];
  /** Contracts that only what is varied refers to, such as a pool's own token: each user's are copies. */
  readonly companions: readonly Address[];
}

/** The sender replaced everywhere, and these names varied. */
export function wholeDisguise(varied: readonly Identity[] = []): Disguise {
  return { substitution: { arguments: true, values: true }, varied, companions: [] };
}

/** A number for a clone that no other transaction has. */
export interface CloneNumber {
  readonly user: number;
  readonly id: number;
  /** What it names instead of words of the original. Default: what nobody else names. */
  readonly words?: Renaming;
}

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
  const renaming = renamingOf(known, disguise, user, words ?? wordsOf(disguise, user));
  copyState(known, disguise, renaming, state);
  const fields = renameFields(known, disguise, renaming);
  const text = `${transaction.hash} ${user} ${id}`;
  const hash = bytesToHex(keccak256(new TextEncoder().encode(text)));
  return { id, hash, fields, block: transaction.block };
}

/** What stands for what in a clone: the user for the sender, which comes first, and the words that it names. */
export function renamingOf(
  { call }: KnownCall,
  disguise: Disguise,
  user: number,
  words: Renaming,
): Renaming {
  const sender = addressWord(call.transaction.fields.from);
  return new Map([[sender, addressWord(userAddress(user))], ...withHashes(disguise, words)]);
}

/** What a user names in a disguise that nobody else names, by the words of the original. */
export function wordsOf({ varied, companions }: Disguise, user: number): Renaming {
  const ranks = ranksOf(varied);
  return inOrder([
    ...varied.map((identity, i) => {
      return [identity.word, freshName(identity, user, ranks[i] ?? 0)] as const;
    }),
    ...companions.map(addressWord).map((word, i) => {
      return [word, freshWord(word, user, varied.length + i)] as const;
    }),
  ]);
}

/** Addresses come in the order of those that they stand for, as some keys are sorted. */
function inOrder(words: readonly (readonly [word: Hex, name: Hex])[]): Renaming {
  const addresses = words.filter(([word]) => isAddress(word));
  const sorted = addresses.map(([word]) => word).sort();
  const names = addresses.map(([, name]) => name).sort();
  const nameOf = new Map(sorted.map((word, i) => [word, names[i]]));
  return new Map(words.map(([word, name]) => [word, nameOf.get(word) ?? name]));
}

/** How many users find names in a disguise. */
export function usersIn({ varied }: Disguise): number {
  const ranks = ranksOf(varied);
  return Math.min(...varied.map((identity, i) => usersWithNames(identity, ranks[i] ?? 0)));
}

/** The hash of a text stands for it in keys, and may be stored. */
function withHashes({ varied }: Disguise, words: Renaming): Renaming {
  const hashes = varied.flatMap(({ word, isText }): [Hex, Hex][] => {
    const name = words.get(word);
    return isText !== true || name === undefined ? [] : [[hashOfText(word), hashOfText(name)]];
  });
  return new Map([...words, ...hashes]);
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
  const accessList = fields.accessList?.map(({ address, storageKeys }) => ({
    address: renameAddress(address, own),
    storageKeys: storageKeys.map((key) => {
      const arrays = arraysOf(varied, address);
      return toWord(derivations.rename(BigInt(key), renaming, arrays));
    }),
  }));
  return {
    ...fields,
    from: sender === undefined ? fields.from : `0x${sender[1].slice(26)}`,
    nonce: "0x0",
    gas: toQuantity(moreGas(fields.gas)),
    input: renameInput(fields.input, own, varied),
    ...(accessList === undefined ? {} : { accessList }),
  };
}

/** Of a limit that need not do for another one. */
export function moreGas(gas: Hex): bigint {
  const doubled = BigInt(gas) * GAS_FACTOR;
  return doubled < MAX_GAS || BigInt(gas) > MAX_GAS ? doubled : MAX_GAS;
}

function renameInput(input: Hex, renaming: Renaming, varied: readonly Identity[]): Hex {
  let data = renameCallData(input, renaming);
  for (const { word, offsets, isText } of varied) {
    const name = renaming.get(word);
    if (name === undefined) continue;
    for (const offset of offsets) {
      data =
        isText === true ? replaceText(data, offset, word, name) : replaceAt(data, offset, name);
    }
  }
  return data;
}

/** With its length in front. One that takes up more words, or less, would move all that is behind it. */
function replaceText(data: Hex, offset: number, text: Hex, name: Hex): Hex {
  const bytes = filledUp(name);
  if (bytes.length !== filledUp(text).length) return data;
  const length = toWord(BigInt((name.length - 2) / 2));
  return replaceAt(data, offset - WORD, `${length}${bytes.slice(2)}`);
}

function filledUp(text: Hex): Hex {
  const digits = text.slice(2);
  return `0x${digits.padEnd(Math.ceil(digits.length / (2 * WORD)) * 2 * WORD, "0")}`;
}

/** `offset`: in bytes. */
export function replaceAt(data: Hex, offset: number, bytes: Hex): Hex {
  const start = 2 + 2 * offset;
  const digits = bytes.slice(2);
  return `0x${data.slice(2, start)}${digits}${data.slice(start + digits.length)}`;
}

/** Bytes of a word. */
const WORD = 32;
