/** A 0x-prefixed hex string. */
export type Hex = `0x${string}`;

const LOOKUP = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes as 0x-hex. */
export function bytesToHex(bytes: Uint8Array): Hex {
  let hex = "0x";
  for (const byte of bytes) hex += LOOKUP[byte] ?? "";
  return hex as Hex;
}

/** 0x-hex of whole bytes to bytes. Throws on anything else. */
export function hexToBytes(hex: string): Uint8Array {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(hex)) throw new Error(`Not hex bytes: ${hex.slice(0, 40)}`);
  return Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
}

/** A number as 0x-hex of exactly 32 bytes. */
export function toWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

/** A number as JSON-RPC writes it: 0x-hex without leading zeros. */
export function toQuantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

/** Big-endian bytes as a number; 0 for none. */
export function bytesToBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(bytesToHex(bytes));
}
