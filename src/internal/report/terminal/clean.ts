import { stripVTControlCharacters } from "node:util";

/**
 * Text that a terminal shows as it is: titles come from tests, names and paths from contracts, so they
 * may hold escape sequences, line breaks or marks that turn the direction of writing.
 */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\p{Cs}/gu, "\ufffd");
}
