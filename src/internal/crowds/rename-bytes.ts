import type { Renaming } from "../model/crowd.ts";
import type { Hex } from "../model/location.ts";

/** Hex digits of the zeros in front of an address in a word. */
const PADDING = 24;
/** Numbers from here on stand in other data by chance no more than addresses do. */
const TELLING = 1n << 64n;

/** Length of a word of 32 bytes as hex. */
const WORD = 66;

/** The key of a mapping in another's name: also if it is a small number, as it is a key and nothing else. */
export function renameKey(key: Hex, renaming: Renaming): Hex {
  return renaming.get(key) ?? renameData(key, renaming);
}

/**
 * Data in another's name: whole words, texts, and addresses wherever they stand, as packed encodings put
 * them anywhere. Small numbers and short texts stay: they may mean anything. All at once, as two may have
 * changed their names.
 */
export function renameData(data: Hex, renaming: Renaming): Hex {
  const names: Name[] = [];
  for (const [from, to] of renaming) {
    if (BigInt(from) < TELLING) continue;
    // A text of another length has no room where this one stands.
    if (from.length !== to.length) continue;
    const start = isAddress(from) ? 2 + PADDING : 2;
    names.push({ from: from.slice(start), to: to.slice(start) });
  }
  return `0x${replaceBytes(data.slice(2), names)}`;
}

/** The data of a call in another's name, behind the selector. */
export function renameCallData(input: Hex, renaming: Renaming): Hex {
  const data = renameData(`0x${input.slice(10)}`, renaming);
  return `0x${input.slice(2, 10)}${data.slice(2)}`;
}

/** A word that may be an address: more than chance, and no more than 20 bytes. A text is none. */
export function isAddress(word: Hex): boolean {
  const value = BigInt(word);
  return word.length === WORD && value >= TELLING && value < 1n << 160n;
}

/** Bytes as hex digits. */
interface Name {
  readonly from: string;
  readonly to: string;
}

function replaceBytes(text: string, names: readonly Name[]): string {
  let result = "";
  let start = 0;
  let next = firstOf(names, text, start);
  while (next !== undefined) {
    const { from, to } = next.name;
    result += text.slice(start, next.at) + to;
    start = next.at + from.length;
    next = firstOf(names, text, start);
  }
  return result + text.slice(start);
}

function firstOf(names: readonly Name[], text: string, start: number) {
  let first: { readonly at: number; readonly name: Name } | undefined;
  for (const name of names) {
    const at = indexOfBytes(text, name.from, start);
    if (at >= 0 && (first === undefined || at < first.at)) first = { at, name };
  }
  return first;
}

/** At whole bytes only. */
function indexOfBytes(text: string, bytes: string, start: number): number {
  let at = text.indexOf(bytes, start);
  while (at % 2 === 1) at = text.indexOf(bytes, at + 1);
  return at;
}
