import type { Address } from "../model/location.ts";
import type { AccountWords } from "../model/slot-name.ts";
import { hexToBytes } from "../primitives/hex.ts";
import type { Key } from "./storage-path.ts";

/** A key's value, or the word for it if it is an account's that has one. */
export function showValue(key: Key, words: AccountWords = {}): string {
  const address = key.type.kind === "address" ? addressIn(key) : undefined;
  if (address === undefined) return showLiteral(key);
  return words.party?.(address) ?? words.stranger?.(address) ?? showLiteral(key);
}

/** The account that a word may be; undefined for words that are none, and for a zero. */
export function addressIn({ type, data }: Key): Address | undefined {
  if (type.kind === "string" || type.kind === "bytes") return undefined;
  return /^0x0{24}(?!0{40})/.test(data) ? `0x${data.slice(-40)}` : undefined;
}

/** A key's value as a person would write it in Solidity. */
export function showLiteral(key: Key): string {
  switch (key.type.kind) {
    case "address":
      return isZero(key) ? "address(0)" : `0x${key.data.slice(-40)}`;
    case "unsigned":
    case "index":
      return word(key).toString();
    case "signed":
      return BigInt.asIntN(256, word(key)).toString();
    case "bool":
      return isZero(key) ? "false" : "true";
    case "fixed-bytes":
      return textIn(key) ?? key.data.slice(0, 2 + key.type.length * 2);
    case "string":
      return JSON.stringify(new TextDecoder().decode(hexToBytes(key.data)));
    case "bytes":
      return key.data;
  }
}

/** `"treasury"`, if it is one that people read. */
function textIn({ data }: Key): string | undefined {
  const digits = /^0x((?:[2-7][0-9a-f]){3,})(?:00)+$/.exec(data)?.[1];
  const text = Buffer.from(digits ?? "", "hex").toString("latin1");
  return /^[\x20-\x7e]+$/.test(text) ? JSON.stringify(text) : undefined;
}

export function isZero(key: Key): boolean {
  return /^0x0*$/.test(key.data);
}

function word(key: Key): bigint {
  return key.data === "0x" ? 0n : BigInt(key.data);
}
