import { type AstNode, childrenOf, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import type { ContractCode, Declared } from "./contract-code.ts";

/** The contracts that are, or inherit from, the one that declares this. */
export function familyOf(
  { contract, source }: Pick<Declared, "contract" | "source">,
  project: readonly ContractCode[],
): readonly ContractCode[] {
  return project.filter(({ bases }) =>
    bases.some((base) => base.contract === contract && base.source.path === source.path),
  );
}

/** Something in these contracts or their bases is called so, be it a parameter: a diff must not declare another one. */
export function isTaken(name: string, family: readonly ContractCode[]): boolean {
  return family.some(({ bases }) => bases.some(({ node }) => namesIn(node).has(name)));
}

/** The name, or with the first number behind it that nothing in these contracts has. */
export function freeName(name: string, family: readonly ContractCode[]): string {
  let free = name;
  for (let i = 2; isTaken(free, family); i++) free = `${name}${i}`;
  return free;
}

const known = new WeakMap<object, ReadonlySet<string>>();

function namesIn(contract: AstNode): ReadonlySet<string> {
  return remember(known, contract.fields, () => {
    const names = new Set<string>();
    const visit = (node: AstNode): void => {
      const name = textOf(node, "name");
      if (name !== undefined) names.add(name);
      childrenOf(node).forEach(visit);
    };
    visit(contract);
    return names;
  });
}
