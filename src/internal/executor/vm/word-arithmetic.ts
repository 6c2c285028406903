/* What the instructions of these names do to 256-bit words. */

const MODULUS = 1n << 256n;
const MAX = MODULUS - 1n;
const SIGN = 1n << 255n;

export function add(a: bigint, b: bigint): bigint {
  const sum = a + b;
  return sum > MAX ? sum - MODULUS : sum;
}

export function sub(a: bigint, b: bigint): bigint {
  const difference = a - b;
  return difference < 0n ? difference + MODULUS : difference;
}

export function mul(a: bigint, b: bigint): bigint {
  const product = a * b;
  return product > MAX ? BigInt.asUintN(256, product) : product;
}

export function div(a: bigint, b: bigint): bigint {
  return b === 0n ? 0n : a / b;
}

export function sdiv(a: bigint, b: bigint): bigint {
  if (b === 0n) return 0n;
  return BigInt.asUintN(256, BigInt.asIntN(256, a) / BigInt.asIntN(256, b));
}

export function mod(a: bigint, b: bigint): bigint {
  return b === 0n ? 0n : a % b;
}

export function smod(a: bigint, b: bigint): bigint {
  if (b === 0n) return 0n;
  return BigInt.asUintN(256, BigInt.asIntN(256, a) % BigInt.asIntN(256, b));
}

export function addmod(a: bigint, b: bigint, modulus: bigint): bigint {
  return modulus === 0n ? 0n : (a + b) % modulus;
}

export function mulmod(a: bigint, b: bigint, modulus: bigint): bigint {
  return modulus === 0n ? 0n : (a * b) % modulus;
}

export function exp(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = mul(result, square);
    square = mul(square, square);
  }
  return result;
}

/** How many bytes it takes to write the word down; none for 0. */
export function byteLength(word: bigint): number {
  return word === 0n ? 0 : Math.ceil(word.toString(16).length / 2);
}

export function signextend(byte: bigint, word: bigint): bigint {
  if (byte >= 31n) return word;
  const bits = (Number(byte) + 1) * 8;
  return BigInt.asUintN(256, BigInt.asIntN(bits, word));
}

export function slt(a: bigint, b: bigint): boolean {
  const isNegative = a >= SIGN;
  return isNegative === b >= SIGN ? a < b : isNegative;
}

export function not(word: bigint): bigint {
  return word ^ MAX;
}

export function byte(position: bigint, word: bigint): bigint {
  return position > 31n ? 0n : (word >> ((31n - position) * 8n)) & 0xffn;
}

export function shl(bits: bigint, word: bigint): bigint {
  return bits > 255n ? 0n : BigInt.asUintN(256, word << bits);
}

export function shr(bits: bigint, word: bigint): bigint {
  return bits > 255n ? 0n : word >> bits;
}

export function sar(bits: bigint, word: bigint): bigint {
  if (word < SIGN) return shr(bits, word);
  return bits > 255n ? MAX : BigInt.asUintN(256, BigInt.asIntN(256, word) >> bits);
}

export function clz(word: bigint): bigint {
  return word === 0n ? 256n : BigInt(256 - word.toString(2).length);
}
