import type { ContractCode } from "./code/contract-code.ts";
import { isConstantName } from "./code/is-constant-name.ts";
import { type WayToKey, wayToKey } from "./code/way-to-key.ts";
import type { Subject } from "./rule.ts";

/**
 * By an argument that is the same, by what is stored, by a key that is written in the code, or by what a call reckons
 * from arguments or the time.
 */
export type WayOfNaming = "argument" | "state" | "constant" | "reckoned";

/** How it comes that several use one entry; undefined: it is the caller's, or nobody does but in crowds. */
export function wayOfNaming(
  {
    hotspot,
    code,
    uses,
    isNamedAlike,
  }: Pick<Subject, "hotspot" | "code" | "uses" | "isNamedAlike">,
  keys: readonly string[],
): WayOfNaming | undefined {
  if (keys.length === 0 || keys.some((key) => isCallers(key, code))) return undefined;
  if (keys.some((key) => key.startsWith("arg:"))) return isNamedAlike ? "argument" : undefined;
  const ways = keys.map((key, place): WayToKey =>
    isWritten(key, code) ? wayToKey(code, uses, place, key) : "stored",
  );
  // What the entry of each user leads to may be another one for each.
  const isOfEach =
    ways.includes("sender's") || keys.some((key) => /\b(msg\.sender|tx\.origin)\b/.test(key));
  if (isOfEach && !hotspot.inSuite) return undefined;
  if (isOfEach || ways.includes("stored")) return "state";
  return ways.includes("reckoned") ? "reckoned" : "constant";
}

/** It is the caller's, a user's or a contract's; or this contract's. */
function isCallers(key: string, code: ContractCode): boolean {
  if (["msg.sender", "tx.origin", "address(this)"].includes(key)) return true;
  const isName = /^[A-Za-z_$][\w$]*$/.test(key);
  const isContract = isName && !isConstantName(code, key) && code.variable(key) === undefined;
  return isContract && !["true", "false"].includes(key);
}

/** A number, a text, or the name of a constant: where it comes from, the path does not say. */
function isWritten(key: string, code: ContractCode): boolean {
  return /^(0x[\da-f]+|\d+|"[^"]*"|true|false)$/i.test(key) || isConstantName(code, key);
}
