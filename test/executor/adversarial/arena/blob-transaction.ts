import { sha256, Transaction, type TransactionLike, type Wallet } from "ethers";

import type { Hex } from "../../../../src/internal/model/location.ts";

/**
 * Blobs whose 4,096 field elements are all the same number c, so that they need no library and no
 * trusted set-up: such a blob is the constant polynomial c, its KZG commitment c times the
 * generator of G1, and its proof the point at infinity, as the quotient of a constant is 0.
 */
const COMMITMENTS = [
  `c0${"00".repeat(47)}`,
  "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
  "a572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62ae28f75bb8f1c7c42c39a8c5529bf0f4e",
];
const PROOF = `c0${"00".repeat(47)}`;

/** How many different blobs there are. */
export const BLOB_KINDS = COMMITMENTS.length;

export function blobVersionedHash(blob: number): Hex {
  return `0x01${sha256(`0x${commitmentOf(blob)}`).slice(4)}`;
}

/**
 * A signed blob transaction with its blobs, as nodes pass them on: EIP-4844's form
 * `rlp([transaction, blobs, commitments, proofs])`, which EDR takes on all hardforks.
 */
export async function signBlobTransaction(
  wallet: Wallet,
  fields: TransactionLike,
  blobs: readonly number[],
): Promise<Hex> {
  const blobVersionedHashes = blobs.map(blobVersionedHash);
  const unsigned = Transaction.from({ ...fields, type: 3, blobVersionedHashes });
  const signed = await wallet.signTransaction(unsigned);
  const payload = signed.slice("0x03".length);
  const wrapped = [
    payload,
    list(blobs.map((blob) => text(blob.toString(16).padStart(64, "0").repeat(4096)))),
    list(blobs.map((blob) => text(commitmentOf(blob)))),
    list(blobs.map(() => text(PROOF))),
  ];
  return `0x03${list(wrapped)}`;
}

function commitmentOf(blob: number): string {
  const commitment = COMMITMENTS[blob];
  if (commitment === undefined) throw new Error(`There is no blob ${blob}`);
  return commitment;
}

/* RLP of hex digits; ethers' own takes a tenth of a second for a blob. */

function text(digits: string): string {
  return header(0x80, digits.length / 2) + digits;
}

function list(items: readonly string[]): string {
  const digits = items.join("");
  return header(0xc0, digits.length / 2) + digits;
}

function header(base: number, length: number): string {
  if (length < 56) return byte(base + length);
  const size = length.toString(16);
  const sizeDigits = size.length % 2 === 0 ? size : `0${size}`;
  return byte(base + 55 + sizeDigits.length / 2) + sizeDigits;
}

function byte(value: number): string {
  return value.toString(16).padStart(2, "0");
}
