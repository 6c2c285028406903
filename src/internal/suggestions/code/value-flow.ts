import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { argumentsOf, assignedBy, returnedBy } from "./assigned.ts";
import { calleeOf, parametersOf, returnParametersOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";

/** Ids of declarations: state variables, and parameters of the function that an expression stands in. */
export type Sources = ReadonlySet<number>;

/** What no declaration stands for. */
export const MSG_VALUE = -2;
const MSG_SENDER = -3;
const BLOCK = -4;

/**
 * Of what values depend in a contract: which state variables, parameters and parts of `msg` and `block` an
 * expression is made from, by way of local variables, and of functions that are called with it. Without regard to
 * the order of statements, and to what conditions decide. What was stored is not followed: a state variable is
 * where a way ends.
 */
export class ValueFlow {
  /** Those of the contract, and all that they may call. */
  readonly functions: readonly CodeFunction[];
  readonly #code: ContractCode;
  readonly #state: ReadonlySet<number>;
  readonly #parameters = new Set<number>();
  readonly #locals = new Map<number, Set<number>>();
  readonly #results = new Map<number, Set<number>>();
  /** To which state variables storage pointers point; under the negative id of a function those that it returns. */
  readonly #pointers = new Map<number, Set<number>>();
  /** Of each function what is multiplied or divided with what, without repetitions. */
  readonly #products = new Map<number, Map<string, Sources>>();
  #isChanged = true;

  static of(code: ContractCode): ValueFlow {
    return remember(flows, code, () => new ValueFlow(code));
  }

  private constructor(code: ContractCode) {
    this.#code = code;
    this.#state = new Set([...code.variables, ...code.constants].map(({ node }) => node.id));
    this.functions = reachable(code);
    for (const { node } of this.functions) {
      for (const { id } of parametersOf(node)) this.#parameters.add(id);
    }
    // All that is learnt are sets that only grow.
    while (this.#isChanged) {
      this.#isChanged = false;
      for (const one of this.functions) {
        this.#learn(one, one.body);
        this.#giveBackNamed(one);
      }
    }
  }

  /** Of what the value of an expression depends. */
  sourcesOf(node: AstNode | undefined): Sources {
    if (node === undefined) return NONE;
    switch (node.nodeType) {
      case "Identifier":
        return this.#sourcesOfDeclaration(numberOf(node, "referencedDeclaration") ?? -1);
      case "MemberAccess":
        return this.#sourcesOfMember(node);
      case "FunctionCall":
        return this.#sourcesOfCall(node);
      case "Conditional":
        return this.#union([childOf(node, "trueExpression"), childOf(node, "falseExpression")]);
      case "ElementaryTypeNameExpression":
      case "NewExpression":
        return NONE;
      default:
        return this.#union(childrenOf(node));
    }
  }

  /** The state variables in which a place lies: `pool.total` in `pools`, if `pool` points there. */
  rootsOf(node: AstNode | undefined): Sources {
    if (node === undefined) return NONE;
    switch (node.nodeType) {
      case "Identifier": {
        const id = numberOf(node, "referencedDeclaration") ?? -1;
        return this.#state.has(id) ? new Set([id]) : (this.#pointers.get(id) ?? NONE);
      }
      case "IndexAccess":
        return this.rootsOf(childOf(node, "baseExpression"));
      case "MemberAccess":
        return this.rootsOf(childOf(node, "expression"));
      case "TupleExpression":
        return merged(nodesIn(node.fields.components).map((one) => this.rootsOf(one)));
      case "Conditional":
        return merged(
          ["trueExpression", "falseExpression"].map((one) => this.rootsOf(childOf(node, one))),
        );
      case "FunctionCall":
        return merged(
          calleesOf(this.#code, node).map((one) => this.#pointers.get(-one.node.id) ?? NONE),
        );
      default:
        return NONE;
    }
  }

  /** An expression depends on a state variable, or on a pointer to it that was passed. */
  depends(node: AstNode | undefined, variable: number): boolean {
    return [...this.sourcesOf(node)].some((one) => this.#is(one, variable));
  }

  /** Somewhere the values of both are multiplied or divided with each other, or with the same third one. */
  areMultiplied(a: number, b: number): boolean {
    return [...this.#products.values()].some((products) =>
      [...products.values()].some((product) =>
        [a, b].every((one) => [...product].some((source) => this.#is(source, one))),
      ),
    );
  }

  #is(source: number, variable: number): boolean {
    return source === variable || (this.#pointers.get(source)?.has(variable) ?? false);
  }

  #learn(inside: CodeFunction, node: AstNode): void {
    for (const { target, value } of assignedBy(node)) this.#assign(target, value);
    for (const value of returnedBy(node)) this.#giveBack(inside, value);
    if (node.nodeType === "InlineAssembly") this.#learnAssembly(inside, node);
    if (node.nodeType === "FunctionCall") this.#pass(inside, node);
    const factors = factorsOf(node).map((one) => this.sourcesOf(one));
    if (factors.length > 1 && factors.every(({ size }) => size > 0)) {
      this.#multiply(inside, merged(factors));
    }
    for (const child of childrenOf(node)) this.#learn(inside, child);
  }

  #assign(target: AstNode, value: AstNode): void {
    const root = rootIn(target);
    const declaration = root?.nodeType === "Identifier" ? referenceOf(root) : root?.id;
    if (declaration === undefined || this.#state.has(declaration)) return;
    if (root !== target) {
      // A member is set: of what is in memory, or of what a pointer leads to, which it does not change.
      const isStored = typeIdentifierOf(root)?.includes("_storage") === true;
      if (!isStored) this.#grow(this.#locals, declaration, this.sourcesOf(value));
      return;
    }
    this.#grow(this.#locals, declaration, this.sourcesOf(value));
    this.#grow(this.#pointers, declaration, this.rootsOf(value));
  }

  #giveBack({ node }: CodeFunction, value: AstNode): void {
    this.#grow(this.#results, node.id, this.sourcesOf(value));
    this.#grow(this.#pointers, -node.id, this.rootsOf(value));
  }

  #giveBackNamed({ node }: CodeFunction): void {
    for (const { id } of returnParametersOf(node)) {
      this.#grow(this.#results, node.id, this.#locals.get(id) ?? NONE);
      this.#grow(this.#pointers, -node.id, this.#pointers.get(id) ?? NONE);
    }
  }

  /** What a call passes on: pointers into storage, and factors of what the called function multiplies. */
  #pass(inside: CodeFunction, call: AstNode): void {
    for (const callee of calleesOf(this.#code, call)) {
      const passed = this.#argumentsOf(call, callee);
      for (const [parameter, argument] of passed) {
        this.#grow(this.#pointers, parameter, this.rootsOf(argument));
      }
      for (const product of this.#products.get(callee.node.id)?.values() ?? []) {
        const factors = this.#substitute(product, passed);
        if (factors.size > 1) this.#multiply(inside, factors);
      }
    }
  }

  /** Everything that it names may go into all of it. */
  #learnAssembly(inside: CodeFunction, node: AstNode): void {
    const declarations = assemblyReferences(node).map(({ declaration }) => declaration);
    const sources = merged(declarations.map((one) => this.#sourcesOfDeclaration(one)));
    for (const one of declarations) {
      if (!this.#state.has(one)) this.#grow(this.#locals, one, sources);
    }
    if (sources.size > 1 && multipliesIn(node)) this.#multiply(inside, sources);
  }

  #multiply({ node }: CodeFunction, factors: Sources): void {
    const products = this.#products.get(node.id) ?? new Map<string, Sources>();
    this.#products.set(node.id, products);
    const key = [...factors].sort((a, b) => a - b).join(" ");
    if (products.has(key)) return;
    products.set(key, factors);
    this.#isChanged = true;
  }

  #sourcesOfDeclaration(id: number): Sources {
    if (this.#state.has(id)) return new Set([id]);
    const known = this.#locals.get(id) ?? NONE;
    return this.#parameters.has(id) ? new Set([id, ...known]) : known;
  }

  #sourcesOfMember(node: AstNode): Sources {
    const base = childOf(node, "expression");
    if (base?.nodeType === "Identifier") {
      const [name, member] = [textOf(base, "name"), textOf(node, "memberName")];
      if (name === "msg" && member === "value") return new Set([MSG_VALUE]);
      if (name === "msg" && member === "sender") return new Set([MSG_SENDER]);
      if (name === "block") return new Set([BLOCK]);
    }
    const id = numberOf(node, "referencedDeclaration") ?? -1;
    return this.#state.has(id) ? new Set([id]) : this.sourcesOf(base);
  }

  #sourcesOfCall(call: AstNode): Sources {
    const callees = calleesOf(this.#code, call);
    if (callees.length === 0) {
      return this.#union([calleeOf(call), ...nodesIn(call.fields.arguments)]);
    }
    return merged(
      callees.map((callee) =>
        this.#substitute(
          this.#results.get(callee.node.id) ?? NONE,
          this.#argumentsOf(call, callee),
        ),
      ),
    );
  }

  #argumentsOf(call: AstNode, { node }: CodeFunction): ReadonlyMap<number, AstNode | undefined> {
    const parameters = parametersOf(node);
    const given = argumentsOf(call, parameters, childOf(calleeOf(call), "expression"));
    return new Map(parameters.map(({ id }, i) => [id, given[i]]));
  }

  /** Arguments in the place of a called function's parameters. */
  #substitute(sources: Sources, passed: ReadonlyMap<number, AstNode | undefined>): Sources {
    return merged(
      [...sources].map((one) =>
        passed.has(one) ? this.sourcesOf(passed.get(one)) : new Set([one]),
      ),
    );
  }

  #union(nodes: readonly (AstNode | undefined)[]): Sources {
    return merged(nodes.map((node) => this.sourcesOf(node)));
  }

  #grow(map: Map<number, Set<number>>, key: number, more: Sources): void {
    if (more.size === 0) return;
    const known = map.get(key) ?? new Set<number>();
    map.set(key, known);
    for (const one of more) {
      if (known.has(one)) continue;
      known.add(one);
      this.#isChanged = true;
    }
  }
}

const flows = new WeakMap<ContractCode, ValueFlow>();
const NONE: Sources = new Set();

function merged(all: readonly Sources[]): Sources {
  const [only, ...others] = all.filter(({ size }) => size > 0);
  if (only === undefined) return NONE;
  return others.length === 0 ? only : new Set([only, ...others].flatMap((one) => [...one]));
}

/** The functions of a contract with all that they may call, each once. */
function reachable(code: ContractCode): readonly CodeFunction[] {
  const reached = new Map(code.functions.map((one) => [one.node.id, one]));
  const visit = (node: AstNode): void => {
    if (node.nodeType === "FunctionCall") {
      for (const callee of calleesOf(code, node)) reached.set(callee.node.id, callee);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  // What is added to the map while it is walked is walked, too.
  for (const one of reached.values()) visit(one.body);
  return [...reached.values()];
}

/** The name or the declaration that a place begins with. */
function rootIn(node: AstNode | undefined): AstNode | undefined {
  switch (node?.nodeType) {
    case "VariableDeclaration":
    case "Identifier":
      return node;
    case "IndexAccess":
      return rootIn(childOf(node, "baseExpression"));
    case "MemberAccess":
      return rootIn(childOf(node, "expression"));
    case undefined:
    default:
      return undefined;
  }
}

function referenceOf(node: AstNode): number | undefined {
  return numberOf(node, "referencedDeclaration");
}

function factorsOf(node: AstNode): (AstNode | undefined)[] {
  const operator = textOf(node, "operator") ?? "";
  if (node.nodeType === "BinaryOperation" && ["*", "/", "%"].includes(operator)) {
    return [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  }
  if (node.nodeType === "Assignment" && ["*=", "/=", "%="].includes(operator)) {
    return [childOf(node, "leftHandSide"), childOf(node, "rightHandSide")];
  }
  return [];
}

function multipliesIn(node: AstNode): boolean {
  if (node.nodeType === "YulFunctionCall") {
    const name = textOf(childOf(node, "functionName"), "name") ?? "";
    if (["mul", "div", "mulmod", "sdiv"].includes(name)) return true;
  }
  return childrenOf(node).some(multipliesIn);
}
