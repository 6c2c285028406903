import type { CodeFunction, ContractCode } from "./code/contract-code.ts";
import { changingEntriesTo } from "./code/reach.ts";
import type { Subject } from "./rule.ts";
import { shortContract } from "../model/short-contract.ts";

/**
 * Functions that meet at the hotspot, that others than an owner or a role can call, and that may run this
 * function of the contract: its own, and those of contracts that call it. Sorted, as reports name them.
 */
export function usersReach(
  { hotspot, code, notForUsers }: Pick<Subject, "hotspot" | "code" | "notForUsers">,
  target: CodeFunction,
): readonly string[] {
  const entries = changingEntriesTo(code, target);
  if (entries.length === 0) return [];
  const own = new Set(entries.map(({ name }) => `${shortNameOf(code)}.${name}`));
  const refused = new Set([...notForUsers].map(withoutParameters));
  return hotspot.functions.filter((title) => {
    const name = withoutParameters(title);
    if (refused.has(name)) return false;
    return own.has(name) || !name.startsWith(`${shortNameOf(code)}.`);
  });
}

/** Others than an owner or a role can call it. */
export function isForUsers(
  { code, notForUsers }: Pick<Subject, "code" | "notForUsers">,
  { name }: CodeFunction,
): boolean {
  const own = `${shortNameOf(code)}.${name}`;
  return ![...notForUsers].some((one) => withoutParameters(one) === own);
}

/** `Judge.judge`, without parameters. */
export function labelOfReader({
  code,
  function: { name },
}: Pick<Subject, "code"> & { readonly function: { readonly name: string } }): string {
  return `${shortNameOf(code)}.${name}`;
}

export function shortNameOf({ info }: ContractCode): string {
  return shortContract(info.name);
}

/** `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** `A.pay pays`, `A.pay and A.give pay`. */
export function doing(names: readonly string[], one: string, many: string): string {
  return `${listed(names)} ${names.length === 1 ? one : many}`;
}

export function withoutParameters(title: string): string {
  return title.replace(/\(.*$/, "");
}
