import type { ContractInfo, SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  childOf,
  nodesIn,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { definitionOf } from "../../model/solidity/declarations.ts";
import { lineAt } from "../../model/solidity/line-at.ts";
import type { SourceLine } from "../../model/slot-name.ts";
import { remember } from "../../primitives/remember.ts";

/** A part of a contract or of what it inherits from, and the file that it stands in. */
export interface Declared {
  readonly node: AstNode;
  readonly source: SourceFile;
  /** Name of the contract that declares it. */
  readonly contract: string;
}

export interface StateVariable extends Declared {
  readonly name: string;
  /** As the compiler writes it: `uint256`, `mapping(address => uint256)`. */
  readonly type: string;
  readonly visibility: string;
}

/** A function or a modifier with a body. */
export interface CodeFunction extends Declared {
  readonly name: string;
  readonly kind: "function" | "modifier" | "constructor";
  readonly visibility: string;
  /** `view` or `pure`. */
  readonly isView: boolean;
  readonly body: AstNode;
}

/** The Solidity of a contract with all that it inherits: what rules read. Sources of solc 0.6 and later. */
export class ContractCode {
  /** Of the contract itself. */
  readonly info: ContractInfo;
  /** Contracts that it is made of, the most derived one first. */
  readonly bases: readonly Declared[];
  /** Without constants and immutables, which are code. */
  readonly variables: readonly StateVariable[];
  readonly constants: readonly StateVariable[];
  /** Structs that stand at a slot of their own (ERC-7201), of the contract, its bases and libraries: as if each were a variable of that name. */
  readonly namespaces: readonly StateVariable[];
  readonly functions: readonly CodeFunction[];

  /** Undefined where there is no AST of it. */
  static of(info: ContractInfo): ContractCode | undefined {
    return remember(codes, info, () => {
      const definition = definitionOf(info);
      return definition === undefined
        ? { code: undefined }
        : { code: new ContractCode(info, definition) };
    }).code;
  }

  private constructor(info: ContractInfo, definition: AstNode) {
    this.info = info;
    this.bases = basesOf(info, definition);
    const declared = this.bases.flatMap(membersOf);
    const variables = declared.flatMap(toVariable);
    this.variables = variables.filter(({ node }) => !isCode(node));
    this.constants = variables.filter(({ node }) => isCode(node));
    this.namespaces = [...declared, ...membersOfLibraries(info)].flatMap(toNamespace);
    this.functions = declared.flatMap(toFunction);
  }

  /** By its name, or by that of a base and its name, `Base.total`; by the name alone the most derived one of several. */
  variable(name: string): StateVariable | undefined {
    return this.variables.find(
      (one) => one.name === name || `${one.contract}.${one.name}` === name,
    );
  }

  /** As reports name what is stored: a variable, or a namespace. */
  stored(name: string): StateVariable | undefined {
    return this.variable(name) ?? this.namespaces.find((one) => one.name === name);
  }

  /** Public and external ones of that ABI name, the most derived one first; parameter types behind the name do not matter. */
  entry(name: string): CodeFunction | undefined {
    const plain = name.replace(/\(.*$/, "");
    return this.functions.find((one) => one.name === plain && isEntry(one));
  }

  /** The contract is, or inherits from, one of that name. */
  inherits(name: string): boolean {
    return this.bases.some(({ contract }) => contract === name);
  }
}

const codes = new WeakMap<ContractInfo, { readonly code: ContractCode | undefined }>();

/** Users call it. */
export function isEntry({ kind, visibility }: CodeFunction): boolean {
  return kind === "function" && (visibility === "public" || visibility === "external");
}

/** The text of a node in its file. */
export function sourceText(source: SourceFile, { range }: AstNode): string {
  return Buffer.from(source.content, "utf8").subarray(range.start, range.end).toString("utf8");
}

/** Where a node begins. */
export function lineOf(source: SourceFile, { range }: AstNode): SourceLine | undefined {
  return lineAt(source, range.start);
}

function basesOf({ sources }: ContractInfo, definition: AstNode): Declared[] {
  const linearized = definition.fields.linearizedBaseContracts;
  const ids: readonly unknown[] = Array.isArray(linearized) ? linearized : [definition.id];
  const found = sources.flatMap((source) =>
    source === undefined
      ? []
      : nodesIn(asNode(source.ast)?.fields.nodes)
          .filter(({ nodeType }) => nodeType === "ContractDefinition")
          .map((node): Declared => ({ node, source, contract: textOf(node, "name") ?? "" })),
  );
  return ids.flatMap((id) => found.find(({ node }) => node.id === id) ?? []);
}

function membersOf({ node, source, contract }: Declared): Declared[] {
  return nodesIn(node.fields.nodes).map((member) => ({ node: member, source, contract }));
}

function toVariable(declared: Declared): StateVariable[] {
  const { node } = declared;
  if (node.nodeType !== "VariableDeclaration" || node.fields.stateVariable !== true) return [];
  const visibility = textOf(node, "visibility") ?? "internal";
  return [
    { ...declared, name: textOf(node, "name") ?? "", type: typeStringOf(node) ?? "", visibility },
  ];
}

function membersOfLibraries({ sources }: ContractInfo): Declared[] {
  return sources.flatMap((source) =>
    source === undefined
      ? []
      : nodesIn(asNode(source.ast)?.fields.nodes)
          .filter((node) => textOf(node, "contractKind") === "library")
          .flatMap((node) => membersOf({ node, source, contract: textOf(node, "name") ?? "" })),
  );
}

function toNamespace(declared: Declared): StateVariable[] {
  const { node } = declared;
  if (node.nodeType !== "StructDefinition") return [];
  const text = textOf(childOf(node, "documentation"), "text") ?? "";
  if (!/@custom:storage-location\s+erc7201:/.test(text)) return [];
  const type = `struct ${textOf(node, "canonicalName") ?? ""}`;
  return [{ ...declared, name: textOf(node, "name") ?? "", type, visibility: "internal" }];
}

function isCode({ fields }: AstNode): boolean {
  return (
    fields.constant === true ||
    fields.mutability === "constant" ||
    fields.mutability === "immutable"
  );
}

/** None where the node is something else, or has no body. */
export function toFunction(declared: Declared): CodeFunction[] {
  const { node } = declared;
  const isModifier = node.nodeType === "ModifierDefinition";
  if (!isModifier && node.nodeType !== "FunctionDefinition") return [];
  const body = childOf(node, "body");
  if (body === undefined) return [];
  const kind = textOf(node, "kind") ?? "function";
  const mutability = textOf(node, "stateMutability");
  // Constructors have none, nor have `receive` and `fallback`.
  const name = textOf(node, "name") ?? "";
  return [
    {
      ...declared,
      name: name === "" ? kind : name,
      kind: isModifier ? "modifier" : kind === "constructor" ? "constructor" : "function",
      visibility: textOf(node, "visibility") ?? "internal",
      isView: mutability === "view" || mutability === "pure",
      body,
    },
  ];
}
