import type { Hex } from "../model/location.ts";
import type { CallArgument } from "./call-arguments.ts";
import { callerOf, type KeyOrigins, rootName, TELLING } from "./explain-key.ts";
import type { Key } from "./storage-path.ts";

/** Deeper than ids are made of ids. */
const MAX_DEPTH = 4;
/** Hex digits of a word. */
const WORD = 64;

/**
 * A key that is the hash of what the call says, as the id of a pool is that of its currencies: `keccak256(arg:key)`,
 * `keccak256(msg.sender, arg:id)`. Undefined if the input of the hash was not seen, or holds nothing that is known.
 *
 * @param preimages Inputs of KECCAK256 by their hash.
 */
export function hashedKey(
  key: Key,
  preimages: ReadonlyMap<Hex, Hex>,
  origins: readonly KeyOrigins[],
): string | undefined {
  if (key.type.kind === "string" || key.type.kind === "bytes") return undefined;
  const inputs = inputsOf(key.data, preimages, 0);
  for (const origin of inputs.length === 0 ? [] : origins) {
    const passed = origin.frames
      .flatMap((frame) => origin.argumentsOf(frame))
      .filter((argument) => inputs.some((input) => isIn(argument, input)));
    const names = [
      ...inputs.flatMap((input) => callerIn(input, origin)),
      ...passed.map(({ name }) => `arg:${rootName(name)}`),
    ];
    if (names.length > 0) return `keccak256(${[...new Set(names)].join(", ")})`;
  }
  return undefined;
}

/** Of the hash, and of the hashes in it, at any byte. */
function inputsOf(hash: Hex, preimages: ReadonlyMap<Hex, Hex>, depth: number): Hex[] {
  const input = preimages.get(hash);
  if (input === undefined || depth > MAX_DEPTH) return [];
  const inner = [...preimages.keys()].filter((other) => {
    return other !== hash && input.includes(other.slice(2));
  });
  return [input, ...inner.flatMap((other) => inputsOf(other, preimages, depth + 1))];
}

function callerIn(input: Hex, origin: KeyOrigins): string[] {
  const [frame] = origin.frames;
  const isIt = frame !== undefined && input.includes(frame.caller.slice(2));
  return isIt ? [callerOf(frame, origin)] : [];
}

/** A small number has to be a word of its own: else it is there by chance. */
function isIn({ kind, data }: CallArgument, input: Hex): boolean {
  const digits = data.slice(2);
  if (kind === "string" || kind === "bytes") return digits.length > 8 && input.includes(digits);
  const value = BigInt(data);
  if (value === 0n) return false;
  if (value >= TELLING) return input.includes(kind === "address" ? digits.slice(24) : digits);
  const words = input.slice(2);
  return Array.from({ length: Math.floor(words.length / WORD) }, (_, i) => i).some(
    (i) => words.slice(i * WORD, (i + 1) * WORD) === digits,
  );
}
