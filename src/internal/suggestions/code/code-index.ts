import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenInOrder,
  numberOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { assignedBy, returnedBy } from "./assigned.ts";
import { parametersOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** A node, and the function or modifier in which it stands. */
export interface Place {
  readonly node: AstNode;
  readonly function: CodeFunction;
}

/** What gives several values of which one is taken. */
export interface Whole extends Place {
  readonly position: number;
}

/**
 * What holds what, who names what, who calls whom and who sets what to what, in the functions and modifiers of a
 * contract and its bases.
 */
export class CodeIndex {
  /** Every node, with heads of functions, in the order of the code. */
  readonly places: readonly Place[];
  readonly #code: ContractCode;
  readonly #own: ReadonlySet<number>;
  readonly #parents = new Map<number, AstNode>();
  readonly #references = new Map<number, Place[]>();
  readonly #calls = new Map<string, Place[]>();
  readonly #values = new Map<number, Place[]>();
  readonly #wholes = new Map<number, Whole[]>();
  readonly #results = new Map<number, Place[]>();

  static of(code: ContractCode): CodeIndex {
    return remember(indices, code, () => new CodeIndex(code));
  }

  private constructor(code: ContractCode) {
    this.#code = code;
    this.#own = new Set(code.functions.map(({ node }) => node.id));
    const places: Place[] = [];
    for (const one of code.functions) this.#learn({ node: one.node, function: one }, places);
    this.places = places;
  }

  parentOf({ id }: AstNode): AstNode | undefined {
    return this.#parents.get(id);
  }

  /** The nodes that hold one, innermost first, up to the function. */
  around(node: AstNode): readonly AstNode[] {
    const found: AstNode[] = [];
    for (let one = this.parentOf(node); one !== undefined; one = this.parentOf(one)) {
      found.push(one);
    }
    return found;
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

  /** What a variable of a function, as a whole, is set to or changed by. */
  valuesOf(declaration: number): readonly Place[] {
    return this.#values.get(declaration) ?? [];
  }

  /** Of what it is set to a part: `f()` for the `a` of `(a, b) = f()`. */
  wholesOf(declaration: number): readonly Whole[] {
    return this.#wholes.get(declaration) ?? [];
  }

  /** What stands behind `return`. */
  returnsOf({ node }: CodeFunction): readonly Place[] {
    return this.#results.get(node.id) ?? [];
  }

  /** Where something is named, inline assembly included, in the order of the code. */
  referencesTo(declaration: number): readonly Place[] {
    return this.#references.get(declaration) ?? [];
  }

  /** Calls that may run it, and heads of functions that have it as a modifier. */
  callsOf(called: CodeFunction): readonly Place[] {
    return this.#calls.get(signatureOf(called)) ?? [];
  }

  /** What a call, or a modifier's invocation, may run of this contract; not of libraries. */
  calledBy(call: AstNode): readonly CodeFunction[] {
    return calleesOf(this.#code, call).filter(({ node }) => this.#own.has(node.id));
  }

  #learn(place: Place, places: Place[]): void {
    const { node, function: inside } = place;
    places.push(place);
    const declaration = numberOf(node, "referencedDeclaration");
    if (declaration !== undefined) add(this.#references, declaration, place);
    for (const named of assemblyReferences(node)) {
      add(this.#references, named.declaration, place);
    }
    // All that a call may run have the same signature.
    const [called] = this.calledBy(node);
    if (called !== undefined) add(this.#calls, signatureOf(called), place);
    for (const value of returnedBy(node)) {
      add(this.#results, inside.node.id, { node: value, function: inside });
    }
    for (const child of childrenInOrder(node)) {
      if (child.id >= 0) this.#parents.set(child.id, node);
      this.#learn({ node: child, function: inside }, places);
    }
    // Behind what it declares, which is local from there on.
    for (const { target, value, isPart, position } of assignedBy(node)) {
      const set = numberOf(target, "referencedDeclaration") ?? target.id;
      if (!SETTABLE.includes(target.nodeType) || !this.isLocal(set)) continue;
      const place = { node: value, function: inside };
      if (isPart) add(this.#wholes, set, { ...place, position });
      else add(this.#values, set, place);
    }
  }
}

/** Whole variables. */
const SETTABLE = ["VariableDeclaration", "Identifier"];

function signatureOf(one: CodeFunction): string {
  return `${one.name} ${parametersOf(one.node).length}`;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const indices = new WeakMap<ContractCode, CodeIndex>();
