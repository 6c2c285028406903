import type { ContractInfo } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { calleeOf, parametersOf } from "./call-parts.ts";
import { type CodeFunction, type ContractCode, toFunction } from "./contract-code.ts";

/**
 * The functions that a call may run in the same contract, libraries' and free ones too; the modifiers that the
 * head of a function invokes. Of the contract's own ones all of that name with as many parameters, as it is up to
 * overriding and `super` which of them does. Empty for what runs elsewhere or has no body: other contracts,
 * built-in functions, pointers to functions, conversions.
 */
export function calleesOf(code: ContractCode, call: AstNode): readonly CodeFunction[] {
  const callee = calleeOf(call);
  const id = numberOf(callee, "referencedDeclaration");
  if (callee === undefined || id === undefined) return [];
  const { byId, owners } = remember(indices, code.info, () => indexOf(code.info));
  const owner = owners.get(id);
  if (owner === undefined) return [];
  if (owner.isShared) return byId.get(id) ?? [];
  const isOwn = code.bases.some(({ node }) => node.id === owner.contract);
  if (!isOwn || !isHere(callee)) return [];
  return code.functions.filter(
    (one) => one.name === owner.name && parametersOf(one.node).length === owner.parameters,
  );
}

/** `f()`, `this.f()`, `super.f()`, `Base.f()`; not `token.f()`. */
function isHere(callee: AstNode): boolean {
  const base = childOf(callee, "expression");
  if (callee.nodeType !== "MemberAccess" || base === undefined) return true;
  if (base.nodeType !== "Identifier") return false;
  const type = typeIdentifierOf(base) ?? "";
  return textOf(base, "name") === "this" || /^t_(super|type)\$/.test(type);
}

const DEFINITIONS = ["FunctionDefinition", "ModifierDefinition"];

interface FunctionIndex {
  readonly byId: ReadonlyMap<number, readonly CodeFunction[]>;
  /** Those without a body, too. */
  readonly owners: ReadonlyMap<number, Owner>;
}

interface Owner {
  /** Id of the contract that declares it; of the file for a free function. */
  readonly contract: number;
  /** Of a library, or of none. */
  readonly isShared: boolean;
  readonly name: string;
  readonly parameters: number;
}

const indices = new WeakMap<ContractInfo, FunctionIndex>();

function indexOf({ sources }: ContractInfo): FunctionIndex {
  const byId = new Map<number, readonly CodeFunction[]>();
  const owners = new Map<number, Owner>();
  for (const source of sources) {
    const root = asNode(source?.ast);
    if (source === undefined || root === undefined) continue;
    for (const holder of [root, ...nodesIn(root.fields.nodes)]) {
      const contract = textOf(holder, "name") ?? "";
      for (const node of nodesIn(holder.fields.nodes)) {
        if (!DEFINITIONS.includes(node.nodeType)) continue;
        owners.set(node.id, {
          contract: holder.id,
          isShared: holder === root || textOf(holder, "contractKind") === "library",
          name: textOf(node, "name") ?? "",
          parameters: parametersOf(node).length,
        });
        byId.set(node.id, toFunction({ node, source, contract }));
      }
    }
  }
  return { byId, owners };
}
