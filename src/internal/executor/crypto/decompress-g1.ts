import { bytesToBigInt, hexToBytes } from "../../primitives/hex.ts";

/** The field that coordinates on BLS12-381 are in. */
const P =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;

const COMPRESSED = 0x80;
const INFINITY = 0x40;
const GREATER_Y = 0x20;

/**
 * A point of BLS12-381's G1 from its 48 bytes, as 128 bytes (EIP-2537). Throws when there is none;
 * whether it is in the right subgroup is left to the caller.
 */
export function decompressG1(bytes: Uint8Array): Uint8Array {
  const [flags = 0] = bytes;
  if (bytes.length !== 48 || (flags & COMPRESSED) === 0) throw noPoint();
  const x = bytesToBigInt(bytes) & ((1n << 381n) - 1n);
  if ((flags & INFINITY) !== 0) {
    if (x !== 0n || (flags & GREATER_Y) !== 0) throw noPoint();
    return new Uint8Array(128);
  }
  const square = (x * x * x + 4n) % P;
  // P is 3 modulo 4.
  const root = power(square, (P + 1n) / 4n);
  if (x >= P || (root * root) % P !== square) throw noPoint();
  const isGreater = root > (P - 1n) / 2n;
  const y = isGreater === ((flags & GREATER_Y) !== 0) ? root : P - root;
  return hexToBytes(`0x${toHex(x)}${toHex(y)}`);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

function toHex(coordinate: bigint): string {
  return coordinate.toString(16).padStart(128, "0");
}

function noPoint(): Error {
  return new Error("C_KZG_BADARGS: not a point");
}
