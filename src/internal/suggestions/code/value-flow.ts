import {
  type AstNode,
  assemblyReferences,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { accessPath } from "./access-path.ts";
import { assignedBy, returnedBy } from "./assigned.ts";
import { contextMember } from "./call-context.ts";
import { calleeOf, parametersOf, passedTo, returnParametersOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { factorsOf, multiplies } from "./operators.ts";
import { Products } from "./products.ts";
import { reachableFrom } from "./reachable.ts";
import {
  BLOCK,
  GrowingSources,
  merged,
  MSG_SENDER,
  MSG_VALUE,
  NONE,
  type Sources,
} from "./sources.ts";

/**
 * Of what values depend in a contract: which state variables, parameters and parts of `msg` and `block` an
 * expression is made from, by way of local variables, and of functions that are called with it. Without regard to
 * the order of statements, and to what conditions decide. What was stored is not followed: a state variable is
 * where a way ends.
 *
 * It is another question than `originsOf` and `ingredientsOf`, which go from an expression to all that call its
 * function: here a function is reckoned once in terms of its parameters, and a call has what its own arguments make
 * of that. So it can tell what one call depends on, and what is multiplied with what across functions.
 */
export class ValueFlow {
  readonly #code: ContractCode;
  readonly #state: ReadonlySet<number>;
  readonly #parameters = new Set<number>();
  readonly #locals = new GrowingSources();
  readonly #results = new GrowingSources();
  /** To which state variables storage pointers point; under the negative id of a function those that it returns. */
  readonly #pointers = new GrowingSources();
  readonly #products = new Products();
  #isChanged = true;

  static of(code: ContractCode): ValueFlow {
    return remember(flows, code, () => new ValueFlow(code));
  }

  private constructor(code: ContractCode) {
    this.#code = code;
    this.#state = new Set([...code.variables, ...code.constants].map(({ node }) => node.id));
    // Those of the contract, and all that they may call.
    const functions = reachableFrom(code, code.functions);
    for (const { node } of functions) {
      for (const { id } of parametersOf(node)) this.#parameters.add(id);
    }
    // All that is learnt are sets that only grow.
    while (this.#isChanged) {
      this.#isChanged = false;
      for (const one of functions) {
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
        return this.#state.has(id) ? new Set([id]) : this.#pointers.get(id);
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
        return merged(calleesOf(this.#code, node).map((one) => this.#pointers.get(-one.node.id)));
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
    return this.#products
      .all()
      .some((product) =>
        [a, b].every((one) => [...product].some((source) => this.#is(source, one))),
      );
  }

  #is(source: number, variable: number): boolean {
    return source === variable || this.#pointers.get(source).has(variable);
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
    const { root, steps } = accessPath(target);
    const isDeclared = root.nodeType === "VariableDeclaration";
    if (!isDeclared && root.nodeType !== "Identifier") return;
    const declaration = isDeclared ? root.id : numberOf(root, "referencedDeclaration");
    if (declaration === undefined || this.#state.has(declaration)) return;
    if (steps.length > 0) {
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
      this.#grow(this.#results, node.id, this.#locals.get(id));
      this.#grow(this.#pointers, -node.id, this.#pointers.get(id));
    }
  }

  /** What a call passes on: pointers into storage, and factors of what the called function multiplies. */
  #pass(inside: CodeFunction, call: AstNode): void {
    for (const callee of calleesOf(this.#code, call)) {
      const passed = this.#argumentsOf(call, callee);
      for (const [parameter, argument] of passed) {
        this.#grow(this.#pointers, parameter, this.rootsOf(argument));
      }
      for (const product of this.#products.of(callee.node.id)) {
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
    if (sources.size > 1 && multiplies(node)) this.#multiply(inside, sources);
  }

  #multiply({ node }: CodeFunction, factors: Sources): void {
    if (this.#products.add(node.id, factors)) this.#isChanged = true;
  }

  #sourcesOfDeclaration(id: number): Sources {
    if (this.#state.has(id)) return new Set([id]);
    const known = this.#locals.get(id);
    return this.#parameters.has(id) ? new Set([id, ...known]) : known;
  }

  #sourcesOfMember(node: AstNode): Sources {
    const context = contextMember(node);
    if (context === "msg.value") return new Set([MSG_VALUE]);
    if (context === "msg.sender") return new Set([MSG_SENDER]);
    if (context?.startsWith("block.") === true) return new Set([BLOCK]);
    const id = numberOf(node, "referencedDeclaration") ?? -1;
    return this.#state.has(id) ? new Set([id]) : this.sourcesOf(childOf(node, "expression"));
  }

  #sourcesOfCall(call: AstNode): Sources {
    const callees = calleesOf(this.#code, call);
    if (callees.length === 0) {
      return this.#union([calleeOf(call), ...nodesIn(call.fields.arguments)]);
    }
    return merged(
      callees.map((callee) =>
        this.#substitute(this.#results.get(callee.node.id), this.#argumentsOf(call, callee)),
      ),
    );
  }

  #argumentsOf(call: AstNode, { node }: CodeFunction): ReadonlyMap<number, AstNode | undefined> {
    const given = passedTo(call, node);
    return new Map(parametersOf(node).map(({ id }, i) => [id, given[i]]));
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

  #grow(known: GrowingSources, key: number, more: Sources): void {
    if (known.grow(key, more)) this.#isChanged = true;
  }
}

const flows = new WeakMap<ContractCode, ValueFlow>();
