import type { ContractInfo, SourceFile } from "../contract.ts";
import { shortContract } from "../short-contract.ts";
import type { SourceLine } from "../slot-name.ts";
import { asNode, childOf, nodesIn, textOf, typeStringOf, type AstNode } from "./ast-node.ts";
import { lineAt } from "./line-at.ts";
import { remember } from "../../primitives/remember.ts";

/** What the sources of a compilation declare, by AST id. */
export interface Declarations {
  lineOf(id: number): SourceLine | undefined;
  nodeOf(id: number): AstNode | undefined;
  /** Name of the contract that declares it; undefined where none does. */
  readonly contractOf: (id: number) => string | undefined;
  /** The elementary type of a user-defined value type, such as `bytes32`. */
  readonly underlying: (id: number) => string | undefined;
}

/** Variables, structs and types declared at the top level of files and contracts; function bodies are not searched. */
export function declarationsOf(contract: ContractInfo): Declarations {
  const find = (id: number) => {
    for (const source of contract.sources) {
      if (source === undefined) continue;
      const node = declaredIn(source).get(id);
      if (node !== undefined) return { source, node };
    }
    return undefined;
  };
  return {
    lineOf: (id) => {
      const found = find(id);
      return found && lineAt(found.source, found.node.range.start);
    },
    nodeOf: (id) => find(id)?.node,
    contractOf: (id) => {
      const declares = (node: AstNode) => nodesIn(node.fields.nodes).some((one) => one.id === id);
      return textOf(nodesOfType(contract, "ContractDefinition").find(declares), "name");
    },
    underlying: (id) => {
      const type = childOf(find(id)?.node, "underlyingType");
      return textOf(type, "name") ?? typeStringOf(type);
    },
  };
}

/** `library`, `contract` or `interface`. */
export function kindOf(contract: ContractInfo): string | undefined {
  return textOf(definitionOf(contract), "contractKind");
}

/** The contract itself. */
export function definitionOf(contract: ContractInfo): AstNode | undefined {
  const name = shortContract(contract.name);
  const source = sourceOf(contract);
  if (source === undefined) return undefined;
  return [...declaredIn(source).values()].find(
    (node) => node.nodeType === "ContractDefinition" && textOf(node, "name") === name,
  );
}

/** The file that declares the contract. */
export function sourceOf(contract: ContractInfo): SourceFile | undefined {
  const path = contract.name.slice(0, contract.name.lastIndexOf(":"));
  return contract.sources.find((source) => source?.path === path);
}

/** All structs that the sources of a compilation declare. */
export function structsOf(contract: ContractInfo): readonly AstNode[] {
  return nodesOfType(contract, "StructDefinition");
}

/** All enums that the sources of a compilation declare. */
export function enumsOf(contract: ContractInfo): readonly AstNode[] {
  return nodesOfType(contract, "EnumDefinition");
}

/** All state variables, file-level constants and struct members that the sources of a compilation declare. */
export function variablesOf(contract: ContractInfo): readonly AstNode[] {
  return nodesOfType(contract, "VariableDeclaration");
}

function nodesOfType(contract: ContractInfo, nodeType: string): readonly AstNode[] {
  return contract.sources.flatMap((source) =>
    source ? [...declaredIn(source).values()].filter((node) => node.nodeType === nodeType) : [],
  );
}

const declared = new WeakMap<SourceFile, ReadonlyMap<number, AstNode>>();

function declaredIn(source: SourceFile): ReadonlyMap<number, AstNode> {
  return remember(declared, source, () => {
    const nodes = new Map<number, AstNode>();
    const add = (node: AstNode): void => {
      nodes.set(node.id, node);
      if (node.nodeType === "ContractDefinition") nodesIn(node.fields.nodes).forEach(add);
      if (node.nodeType === "StructDefinition") nodesIn(node.fields.members).forEach(add);
    };
    nodesIn(asNode(source.ast)?.fields.nodes).forEach(add);
    return nodes;
  });
}
