import {
  type AstNode,
  asNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import type { SourceFile } from "../../model/contract.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";

/** One of OpenZeppelin's, of `contracts` or `contracts-upgradeable`: `DoubleEndedQueue.Bytes32Deque`. */
export function openZeppelinStruct(
  code: ContractCode,
  variable: StateVariable,
): string | undefined {
  const found = structOf(code, variable);
  return found !== undefined && /(^|\/)@openzeppelin\/contracts/.test(found.source.path)
    ? found.name
    : undefined;
}

/** The struct that a variable is, or is an array of; undefined for all else, mappings to structs too. */
function structOf(
  { info }: ContractCode,
  { node }: StateVariable,
): { readonly name: string; readonly source: SourceFile } | undefined {
  const type = childOf(node, "typeName");
  const id = numberOf(
    type?.nodeType === "ArrayTypeName" ? childOf(type, "baseType") : type,
    "referencedDeclaration",
  );
  for (const source of info.sources) {
    const root = asNode(source?.ast);
    if (source === undefined || root === undefined) continue;
    const found = structsIn(root).find((one) => one.id === id);
    if (found !== undefined) return { name: textOf(found, "canonicalName") ?? "", source };
  }
  return undefined;
}

function structsIn(root: AstNode): AstNode[] {
  return [root, ...nodesIn(root.fields.nodes)].flatMap((holder) =>
    nodesIn(holder.fields.nodes).filter(({ nodeType }) => nodeType === "StructDefinition"),
  );
}
