import { type AstNode, childOf, numberOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { keysIn } from "./given-ids.ts";
import { isComparison, isShifted, sidesOf } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { type Use, usesOf } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** A list, and what is below as many keys. */
export interface ListAt {
  readonly variable: StateVariable;
  readonly uses: readonly Use[];
  readonly keys: number;
}

export interface NamedPlaces {
  /**
   * Other variables in which something is kept for each entry of a list, under the entry's place: `raised` of
   * `raised[i]` beside `list[i].end`, and what a call keeps under the same key as `raised` does.
   */
  readonly keyed: readonly StateVariable[];
  /** Declarations of the arguments and local variables that hold a place: `i`. */
  readonly names: ReadonlySet<number>;
}

/** Where a contract goes by the places of a list's entries. */
export function namedPlaces(code: ContractCode, list: ListAt): NamedPlaces {
  const others = code.variables
    .filter((one) => one !== list.variable)
    .map((variable) => ({
      variable,
      keys: usesOf(code, variable).flatMap((use) =>
        keysIn(use).map((key, depth) => ({ depth, names: namesOf(code, key, use) })),
      ),
    }))
    .filter(({ keys }) => keys.length > 0);
  const places = new Set(
    list.uses.flatMap((use) => {
      const key = keysIn(use)[list.keys];
      return (key === undefined ? comparedWith(code, use) : [key]).flatMap((one) =>
        namesOf(code, one, use),
      );
    }),
  );
  const found = new Set<string>();
  // What names a place here may be the key of something else there.
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const { variable, keys } of others) {
      for (const { depth, names } of keys) {
        const id = `${variable.node.id} ${depth}`;
        if (!found.has(id) && names.some((one) => places.has(one))) {
          found.add(id);
          isNew = true;
        }
        if (!found.has(id)) continue;
        for (const name of names) places.add(name);
      }
    }
  }
  const keyed = others
    .filter(({ variable, keys }) =>
      keys.some((one) => found.has(`${variable.node.id} ${one.depth}`)),
    )
    .map(({ variable }) => variable);
  return { keyed, names: places };
}

/** `i` of `i < list.length`. */
function comparedWith(code: ContractCode, { target }: Use): readonly AstNode[] {
  const index = CodeIndex.of(code);
  const comparison = index.around(target).find(({ nodeType }) => nodeType !== "TupleExpression");
  if (comparison === undefined || !isComparison(comparison)) return [];
  return sidesOf(comparison);
}

/** Arguments and local variables that the key is, by their declarations. */
function namesOf(code: ContractCode, key: AstNode, { function: inside }: Use): readonly number[] {
  const origins = [key, ...originsOf(code, key, inside).map(({ node }) => node)];
  // `list[i - 1]`, where places are told as one more.
  const nodes = origins.flatMap((node) => [node, ...unshifted(node)]);
  const state = new Set(code.variables.map(({ node }) => node.id));
  return nodes.flatMap((node) => {
    const one = withoutBrackets(node);
    const declaration = numberOf(one, "referencedDeclaration");
    const isName = one.nodeType === "Identifier" && declaration !== undefined;
    return isName && !state.has(declaration) && declaration > 0 ? declaration : [];
  });
}

function unshifted(node: AstNode): readonly AstNode[] {
  const plain = withoutBrackets(node);
  const left = isShifted(plain) ? childOf(plain, "leftExpression") : undefined;
  return left === undefined || childOf(plain, "rightExpression")?.nodeType !== "Literal"
    ? []
    : [left];
}
