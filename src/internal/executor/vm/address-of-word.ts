import { type Address as EthereumJsAddress, createAddressFromBigInt } from "@ethereumjs/util";

const MASK = (1n << 160n) - 1n;
const MAX_KEPT = 4096;

const known = new Map<bigint, EthereumJsAddress>();

/** The address in the low 20 bytes of a word. The same few contracts call each other again and again. */
export function addressOfWord(word: bigint): EthereumJsAddress {
  let address = known.get(word);
  if (address === undefined) {
    if (known.size >= MAX_KEPT) known.clear();
    address = createAddressFromBigInt(word & MASK);
    known.set(word, address);
  }
  return address;
}
