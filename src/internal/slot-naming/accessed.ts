import type { NamedSite } from "../model/slot-name.ts";
import type { ContractInfo } from "../model/contract.ts";
import { contains, sameRange } from "../model/solidity/ast-node.ts";
import type { Callable } from "./call-graph.ts";
import { codeIndexOf, POINTED_AT } from "./code-index.ts";
import { variablesOf } from "../model/solidity/declarations.ts";
import { remember } from "../primitives/remember.ts";
import type { SourcePosition } from "./source-position.ts";

/** What the fields of an accessed slot were declared as; both are empty when that is not known. */
export interface Accessed {
  /** AST ids of the variables, or of the struct members where there are such. */
  readonly declarations: ReadonlySet<number>;
  /** AST ids of the state variables that hold them. */
  readonly variables: ReadonlySet<number>;
}

export const NOTHING_KNOWN: Accessed = { declarations: new Set(), variables: new Set() };

/** The place names state variables, and only others than the accessed one. */
export function isAboutOthers(
  contract: ContractInfo,
  { source, range }: SourcePosition,
  { declarations, variables }: Accessed,
): boolean {
  const { functions, references, pointers, indirect } = codeIndexOf(source);
  if (declarations.size === 0 || functions.some((one) => sameRange(one.range, range))) return false;
  if (indirect.some((one) => contains(range, one) || contains(one, range))) return false;
  const mentioned = references
    .filter((reference) => contains(range, reference.range))
    .map(({ declaration }) => declaration);
  const isPossible = (id: number) =>
    declarations.has(id) || variables.has(id) || id === POINTED_AT || pointers.includes(id);
  const stored = storedVariables(contract);
  return mentioned.some((id) => stored.has(id)) && !mentioned.some(isPossible);
}

/** Where these functions access it or may do so through a storage pointer. */
export function accessesIn(
  functions: readonly Callable[],
  kind: NamedSite["kind"],
  { declarations, variables }: Accessed,
): readonly SourcePosition[] {
  if (declarations.size === 0) return [];
  return functions.flatMap(({ source, range }) => {
    const { references, changes } = codeIndexOf(source);
    return (kind === "read" ? references : changes)
      .filter(
        ({ declaration: id }) => declarations.has(id) || variables.has(id) || id === POINTED_AT,
      )
      .filter((reference) => contains(range, reference.range))
      .map((reference) => ({ source, range: reference.range }));
  });
}

const known = new WeakMap<ContractInfo, ReadonlySet<number>>();

/** State variables that are in storage. */
function storedVariables(contract: ContractInfo): ReadonlySet<number> {
  return remember(known, contract, () => {
    const stored = variablesOf(contract).filter(
      ({ fields }) =>
        fields.stateVariable === true &&
        fields.constant !== true &&
        fields.mutability !== "constant" &&
        fields.mutability !== "immutable",
    );
    return new Set(stored.map(({ id }) => id));
  });
}
