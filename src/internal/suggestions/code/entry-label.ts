import { shortContract } from "../../model/short-contract.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** How reports name functions: `Token.transfer`, with parameter types where it is overloaded. */

/** Sorted, each once. */
export function labelsOf({ info }: ContractCode, entries: readonly CodeFunction[]): string[] {
  const contract = shortContract(info.name);
  return [...new Set(entries.map(({ name }) => `${contract}.${name}`))].sort();
}

/** The label is that of one of them, whatever its parameters are. */
export function isAmong(entries: readonly CodeFunction[], label: string): boolean {
  const name = label.slice(label.indexOf(".") + 1).replace(/\(.*$/, "");
  return entries.some((entry) => entry.name === name);
}
