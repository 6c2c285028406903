import { childOf, nodesIn, numberOf, textOf, typeStringOf } from "../model/solidity/ast-node.ts";
import { declarationsOf } from "../model/solidity/declarations.ts";
import { firstNumber } from "./code/bound.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import { passedUses } from "./code/passed-uses.ts";
import { isRunAtCreation } from "./code/reach.ts";
import { isNumber } from "./code/scalar.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";

/** One number that is stored at no key: a variable, a member of a struct, a counter of a library. */
export interface StoredNumber {
  /** As one writes it: `total`, `stats.visits`; of a struct that holds nothing else the variable's name. */
  readonly name: string;
  /** As reports name the place: `stats.visits`, `_ids._value`. */
  readonly path: string;
  /** As the compiler writes it: `uint256`. */
  readonly type: string;
  /** That holds it. */
  readonly variable: StateVariable;
  /** It is the variable, and no part of it. */
  readonly isWhole: boolean;
  /** With those in functions that a pointer to it is passed to, as if they stood where these are called. */
  readonly uses: readonly Use[];
}

/** The number that a hotspot is; undefined for anything else. */
export function storedNumber(
  subject: Pick<Subject, "hotspot" | "variable" | "uses" | "code" | "accumulators">,
): StoredNumber | undefined {
  const { hotspot, variable, uses, code } = subject;
  if (variable === undefined || hotspot.class !== "storage") return undefined;
  const { name, type } = variable;
  if (isNumber(variable)) {
    return { name, path: name, type, variable, isWhole: true, uses };
  }
  const own = hotspot.path.split(", ").filter((path) => path.startsWith(`${name}.`));
  const known = new Set(subject.accumulators.flatMap(({ field }) => field ?? []));
  const told = own.length > 1 ? own.filter((path) => known.has(path)) : own;
  const [path, ...others] = told;
  // Of several members in one slot nobody knows which one is meant.
  if (path === undefined || others.length > 0) return undefined;
  const members = path.split(".").slice(1);
  const found = memberOf(code, variable, members);
  if (found === undefined || !/^u?int\d*$/.test(found.type)) return undefined;
  return {
    name: found.isAlone ? name : path,
    path,
    type: found.type,
    variable,
    isWhole: false,
    uses: uses.flatMap((use) => passedUses(code, use)).filter((use) => isAt(use, members)),
  };
}

/** Other members are other matters. */
export function aboutPart({ isWhole, path }: StoredNumber): { readonly about?: string } {
  return isWhole ? {} : { about: path };
}

/** What it begins with, where the code says it. */
export function firstOf(
  { variable, isWhole, uses }: StoredNumber,
  code: ContractCode,
): bigint | undefined {
  if (isWhole) return firstNumber(code, variable);
  const isSet = uses.some((use) => use.kind !== "read" && isRunAtCreation(code, use.function));
  return isSet ? undefined : 0n;
}

/** Of the member, or of a struct that holds it. */
function isAt({ steps }: Use, members: readonly string[]): boolean {
  return (
    steps.length <= members.length &&
    steps.every((step, i) => step.kind === "member" && step.name === members[i])
  );
}

/** `isAlone`: no struct on the way holds anything else. */
function memberOf(
  { info }: ContractCode,
  { node }: StateVariable,
  members: readonly string[],
): { readonly type: string; readonly isAlone: boolean } | undefined {
  const declared = declarationsOf(info);
  let holder = node;
  let isAlone = true;
  for (const name of members) {
    const id = numberOf(childOf(holder, "typeName"), "referencedDeclaration") ?? -1;
    const struct = holder.nodeType === "StructDefinition" ? holder : declared.nodeOf(id);
    const all = nodesIn(struct?.fields.members);
    const next = all.find((one) => textOf(one, "name") === name);
    if (next === undefined) return undefined;
    if (all.length > 1) isAlone = false;
    holder = next;
  }
  return { type: typeStringOf(holder) ?? "", isAlone };
}
