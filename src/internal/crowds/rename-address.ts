import type { Renaming } from "../model/crowd.ts";
import type { Address } from "../model/location.ts";
import { addressWord } from "./known-call.ts";

/** An account in another's name; the account itself if it has none. */
export function renameAddress(address: Address, renaming: Renaming): Address {
  const word = renaming.get(addressWord(address));
  return word === undefined ? address : `0x${word.slice(26)}`;
}
