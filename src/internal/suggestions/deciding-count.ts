import type { AstNode } from "../model/solidity/ast-node.ts";
import type { CodeFunction } from "./code/contract-code.ts";
import { isPlaceOf } from "./code/harmless-for-lists.ts";
import { countUses, lengthUses } from "./code/length-uses.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";
import { sharedListOf } from "./shared-list.ts";
import { sharedSetOf } from "./shared-set.ts";
import { aboutPart, storedNumber } from "./stored-number.ts";

/** What may decide what a call does: a number, or how long a list or a set is. */
export interface DecidingCount {
  /** `sold`, `the length of players`. */
  readonly name: string;
  /** What is left as it is: `sold`, `players`. */
  readonly holder: string;
  readonly about?: string;
  /** As if it was a number where it is none. */
  readonly uses: readonly Use[];
  /** It says which entry is meant, not how far all have come. */
  readonly isPlace: (node: AstNode, inside: CodeFunction) => boolean;
}

export function decidingCount(subject: Subject): DecidingCount | undefined {
  const number = storedNumber(subject);
  const isPlace = () => false;
  if (number !== undefined) {
    const { name, uses } = number;
    return { name, holder: name, ...aboutPart(number), uses, isPlace };
  }
  const { variable } = subject;
  // What a package keeps can go.
  if (variable === undefined || variable.source.isExternal === true) return undefined;
  const list = sharedListOf(subject);
  if (list !== undefined) {
    const { name, uses, keys } = list;
    const own = { variable, uses, keys: keys.length };
    return {
      name: `the length of ${name}`,
      holder: name,
      uses: lengthUses(uses),
      isPlace: (node, inside) => isPlaceOf(own, node, inside),
    };
  }
  const set = sharedSetOf(subject);
  if (set === undefined) return undefined;
  const { name, uses } = set;
  return { name: `the length of ${name}`, holder: name, uses: countUses(uses), isPlace };
}
