import type { Hex } from "../model/location.ts";
import { bytesToHex, hexToBytes } from "../primitives/hex.ts";

/** Bytes that one is replaced by: its own kind. */
interface Alphabet {
  readonly first: number;
  readonly size: number;
}

const LETTERS_AND_DIGITS: readonly Alphabet[] = [
  { first: 0x61, size: 26 },
  { first: 0x41, size: 26 },
  { first: 0x30, size: 10 },
];
/** All but 0, which costs less in call data. */
const BYTES: readonly Alphabet[] = [{ first: 1, size: 255 }];

/** Names that a user has of a text. Ranks above are the names of later users, at lower ranks. */
const PER_USER = 16n;
/** As many names as most crowds have users with something to name. */
const ENOUGH = 64n * PER_USER;
/** Neighbours differ in more than the last letter. Prime, and no factor of an alphabet's size. */
const STEP = 1_000_003n;

/**
 * What a user names in place of a text: as long, of the same kinds of letters in the same places, so that it
 * passes for a name wherever the original does; another for each user and rank. `text`: its bytes.
 */
export function freshText(text: Hex, user: number, rank: number): Hex {
  const bytes = hexToBytes(text);
  const alphabets = alphabetsFor(bytes);
  const number = BigInt(user) * PER_USER + BigInt(rank) + 1n;
  let rest = (number * STEP) % capacityOf(bytes, alphabets);
  for (let i = bytes.length - 1; i >= 0; i--) {
    const byte = bytes[i] ?? 0;
    const alphabet = alphabetOf(byte, alphabets);
    if (alphabet === undefined) continue;
    const { first, size } = alphabet;
    bytes[i] = first + ((byte - first + Number(rest % BigInt(size))) % size);
    rest /= BigInt(size);
  }
  return bytesToHex(bytes);
}

/** How many users there are names for. */
export function textsLike(text: Hex, rank = 0): number {
  const bytes = hexToBytes(text);
  const users = (capacityOf(bytes, alphabetsFor(bytes)) - 1n) / PER_USER;
  const left = users - BigInt(rank) / PER_USER;
  if (left < 0n) return 0;
  return left < 1n << 32n ? Number(left) : 2 ** 32;
}

/** Letters and digits, if there are enough of them. */
function alphabetsFor(bytes: Uint8Array): readonly Alphabet[] {
  const capacity = capacityOf(bytes, LETTERS_AND_DIGITS);
  return capacity > ENOUGH ? LETTERS_AND_DIGITS : BYTES;
}

function capacityOf(bytes: Uint8Array, alphabets: readonly Alphabet[]): bigint {
  return bytes.reduce(
    (product, byte) => product * BigInt(alphabetOf(byte, alphabets)?.size ?? 1),
    1n,
  );
}

function alphabetOf(byte: number, alphabets: readonly Alphabet[]): Alphabet | undefined {
  return alphabets.find(({ first, size }) => byte >= first && byte < first + size);
}
