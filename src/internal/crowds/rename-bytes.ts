import type { Renaming } from "../model/crowd.ts";
import type { Hex } from "../model/location.ts";

/** Hex digits of the zeros in front of an address in a word. */
const PADDING = 24;
/** Numbers from here on stand in other data by chance no more than addresses do. */
const TELLING = 1n << 64n;

/** The key of a mapping in another's name: also if it is a small number, as it is a key and nothing else. */
export function renameKey(key: Hex, renaming: Renaming): Hex {
  return renaming.get(key) ?? renameData(key, renaming);
}

/**
 * Data in another's name: whole words, and addresses wherever they stand, as packed encodings put them
 * anywhere. Small numbers stay: they may mean anything.
 */
export function renameData(data: Hex, renaming: Renaming): Hex {
  let text = data.slice(2);
  for (const [from, to] of renaming) {
    if (BigInt(from) < TELLING) continue;
    const start = isAddress(from) ? 2 + PADDING : 2;
    text = replaceBytes(text, from.slice(start), to.slice(start));
  }
  return `0x${text}`;
}

/** A word that may be an address: more than chance, and no more than 20 bytes. */
export function isAddress(word: Hex): boolean {
  const value = BigInt(word);
  return value >= TELLING && value < 1n << 160n;
}

/** At whole bytes only. */
function replaceBytes(text: string, from: string, to: string): string {
  let result = "";
  let start = 0;
  let at = text.indexOf(from);
  while (at >= 0) {
    const isWhole = at % 2 === 0;
    result += text.slice(start, at) + (isWhole ? to : text.slice(at, at + 1));
    start = isWhole ? at + from.length : at + 1;
    at = text.indexOf(from, start);
  }
  return result + text.slice(start);
}
