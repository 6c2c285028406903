import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenOf,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { argumentsOf, calleeOf, parametersOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** A node, and the function or modifier in which it stands. */
export interface Place {
  readonly node: AstNode;
  readonly function: CodeFunction;
}

/** What holds what, who names what, and who calls whom, in the functions and modifiers of a contract and its bases. */
export class CodeIndex {
  readonly #parents = new Map<number, AstNode>();
  readonly #references = new Map<number, Place[]>();
  readonly #calls = new Map<string, Place[]>();
  readonly #functions = new Map<string, CodeFunction[]>();

  static of(code: ContractCode): CodeIndex {
    return remember(indices, code, () => new CodeIndex(code));
  }

  private constructor({ functions }: ContractCode) {
    for (const one of functions) add(this.#functions, signatureOf(one), one);
    for (const one of functions) this.#learn({ node: one.node, function: one });
  }

  parentOf({ id }: AstNode): AstNode | undefined {
    return this.#parents.get(id);
  }

  /** A variable, a parameter or a result of a function. */
  isLocal(declaration: number): boolean {
    return this.#parents.has(declaration);
  }

  /** Where a variable of a function, or a part of it, is named to be set, for all that one sees without looking closer. */
  maySet(mention: AstNode): boolean {
    const holder = this.parentOf(mention);
    if (mention.nodeType !== "Identifier" || holder === undefined) return true;
    const isPart = ["leftHandSide", "baseExpression"].some(
      (field) => childOf(holder, field)?.id === mention.id,
    );
    return (
      isPart || ["UnaryOperation", "TupleExpression", "MemberAccess"].includes(holder.nodeType)
    );
  }

  /** That declares a variable of a function. */
  statementOf(declaration: number): AstNode | undefined {
    const holder = this.#parents.get(declaration);
    return holder?.nodeType === "VariableDeclarationStatement" ? holder : undefined;
  }

  /** Where something is named, inline assembly included, in the order of the code. */
  referencesTo(declaration: number): readonly Place[] {
    return this.#references.get(declaration) ?? [];
  }

  /** Calls by that name with as many arguments: which of several functions runs is up to overriding and `super`. */
  callsOf(called: CodeFunction): readonly Place[] {
    return this.#calls.get(signatureOf(called)) ?? [];
  }

  /** What a call, or a modifier's invocation, may run of this contract. */
  calledBy(call: AstNode): readonly CodeFunction[] {
    const callee = calleeOf(call);
    if (callee === undefined || isForeign(callee)) return [];
    return this.#functions.get(`${nameOf(callee)} ${argumentsOf(call).length}`) ?? [];
  }

  #learn(place: Place): void {
    const { node } = place;
    const declaration = numberOf(node, "referencedDeclaration");
    if (declaration !== undefined) add(this.#references, declaration, place);
    for (const named of assemblyReferences(node)) {
      add(this.#references, named.declaration, place);
    }
    const callee = calleeOf(node);
    if (callee !== undefined && !isForeign(callee)) {
      add(this.#calls, `${nameOf(callee)} ${argumentsOf(node).length}`, place);
    }
    for (const child of childrenOf(node)) {
      if (child.id >= 0) this.#parents.set(child.id, node);
      this.#learn({ node: child, function: place.function });
    }
  }
}

/** Called on something else than this contract: only `f()`, `super.f()` and `Base.f()` stay in it. */
function isForeign(callee: AstNode): boolean {
  if (callee.nodeType !== "MemberAccess") return false;
  const base = childOf(callee, "expression");
  if (base?.nodeType !== "Identifier") return true;
  if (textOf(base, "name") === "super") return false;
  return !(typeStringOf(base) ?? "").startsWith("type(contract ");
}

function nameOf(callee: AstNode): string {
  return textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
}

function signatureOf(one: CodeFunction): string {
  return `${one.name} ${parametersOf(one.node).length}`;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const indices = new WeakMap<ContractCode, CodeIndex>();
