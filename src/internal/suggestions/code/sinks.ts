import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { argumentsOf, calleeOf, parametersOf, returnParametersOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type ContractCode, isEntry } from "./contract-code.ts";
import { rootVariable } from "./root-variable.ts";

/**
 * What becomes of a value in the end.
 * - `key`: it chooses an entry of a mapping, or an element of an array.
 * - `storage`: it is stored, as it is or as part of something.
 * - `log`, `return`: it gets into an event, out of a function that users call.
 * - `condition`: something is compared with it.
 * - `call`: it is handed to another contract, to a new one, or to a library's function that may do anything.
 * - `unknown`: inline assembly, or Solidity that nobody has thought of here.
 */
export type SinkKind = "key" | "storage" | "log" | "return" | "condition" | "call" | "unknown";

/** One place where a value ends, and what was made of it on the way there. */
export interface Sink extends Place {
  readonly kind: SinkKind;
  /** AST id of the state variable that it is a key of, or is stored in; undefined where it is not known. */
  readonly variable: number | undefined;
  /** The first hash that it went into on the way. */
  readonly hash: Place | undefined;
  /** It was taken `% n` after that. */
  readonly isModulo: boolean;
}

/** A value on its way. */
interface Flow extends Place {
  readonly hash: Place | undefined;
  readonly isModulo: boolean;
}

/**
 * Where the values of these expressions go, by way of variables of functions, arguments and results of the
 * contract's own functions, arithmetic and hashes; in the order in which they are met. What is stored is not
 * followed further. It sees at least what there is: a value that is overwritten counts as used all the same.
 */
export function sinksOf(code: ContractCode, values: readonly Place[]): readonly Sink[] {
  const walk = new Walk(code);
  for (const { node, function: inside } of values) {
    walk.add({ node, function: inside, hash: undefined, isModulo: false });
  }
  return walk.run();
}

class Walk {
  readonly #code: ContractCode;
  readonly #index: CodeIndex;
  readonly #known = new Set<string>();
  readonly #flows: Flow[] = [];
  readonly #sinks: Sink[] = [];

  constructor(code: ContractCode) {
    this.#code = code;
    this.#index = CodeIndex.of(code);
  }

  add(flow: Flow): void {
    const key = `${flow.node.id} ${flow.hash?.node.id ?? ""} ${String(flow.isModulo)}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#flows.push(flow);
  }

  run(): readonly Sink[] {
    // Grows while it is walked.
    for (const flow of this.#flows) this.#step(flow);
    return this.#sinks;
  }

  #step(flow: Flow): void {
    const { node } = flow;
    const holder = this.#index.parentOf(node);
    if (node.nodeType === "InlineAssembly" || holder === undefined) {
      this.#end(flow, "unknown");
      return;
    }
    const up: Flow = { ...flow, node: holder };
    switch (holder.nodeType) {
      case "FunctionCall":
      case "ModifierInvocation":
        this.#intoCall(flow, holder);
        return;
      case "FunctionCallOptions":
        this.#end(flow, "call");
        return;
      case "MemberAccess":
        this.#ofMember(flow, holder);
        return;
      case "IndexAccess":
        if (isField(holder, "baseExpression", node)) this.add(up);
        else this.#end(flow, "key", rootVariable(this.#index, childOf(holder, "baseExpression")));
        return;
      case "IndexRangeAccess":
        this.add(up);
        return;
      case "BinaryOperation":
        if (isComparison(holder)) this.#end(flow, "condition");
        else this.add({ ...up, isModulo: flow.isModulo || isModulo(holder, node) });
        return;
      case "UnaryOperation":
        if (textOf(holder, "operator") !== "delete") this.add(up);
        return;
      case "TupleExpression":
        this.#throughTuple(flow, holder);
        return;
      case "Conditional":
        if (isField(holder, "condition", node)) this.#end(flow, "condition");
        else this.add(up);
        return;
      case "Assignment":
        this.#throughAssignment(flow, holder);
        return;
      case "VariableDeclarationStatement":
        for (const one of nodesIn(holder.fields.declarations)) this.#intoLocal(flow, one.id);
        return;
      case "Return":
        this.#outOf(flow);
        return;
      case "IfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        this.#end(flow, "condition");
        return;
      case "ExpressionStatement":
        return;
      default:
        this.#end(flow, "unknown");
    }
  }

  #end(flow: Flow, kind: SinkKind, variable?: number): void {
    this.#sinks.push({ ...flow, kind, variable });
  }

  #intoCall(flow: Flow, call: AstNode): void {
    const { node } = flow;
    const callee = calleeOf(call);
    const place = argumentsOf(call).findIndex(({ id }) => id === node.id);
    const up: Flow = { ...flow, node: call };
    if (callee === undefined || place === -1) {
      this.#end(flow, "unknown");
      return;
    }
    const statement = this.#index.parentOf(call)?.nodeType;
    const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
    const isOwn = numberOf(callee, "referencedDeclaration") !== undefined;
    if (statement === "EmitStatement") this.#end(flow, "log");
    else if (statement === "RevertStatement" || name === "revert") return;
    else if (textOf(call, "kind") === "typeConversion") this.add(up);
    else if (textOf(call, "kind") === "structConstructorCall") this.add(up);
    else if (name === "require" || name === "assert") {
      if (place === 0) this.#end(flow, "condition");
    } else if (HASHES.includes(name)) {
      this.add({
        ...up,
        hash: flow.hash ?? { node: call, function: flow.function },
        isModulo: false,
      });
    } else if (isEncoding(callee, name)) this.add(up);
    else if (name === "push" && !isOwn) {
      this.#end(flow, "storage", rootVariable(this.#index, childOf(callee, "expression")));
    } else this.#intoFunction(flow, call, callee, place);
  }

  #intoFunction(flow: Flow, call: AstNode, callee: AstNode, place: number): void {
    const called = this.#index.calledBy(call);
    const names: readonly unknown[] = Array.isArray(call.fields.names) ? call.fields.names : [];
    for (const one of called) {
      const parameters = parametersOf(one.node);
      // f({amount: 1, to: x})
      const name = names[place];
      const parameter =
        name === undefined
          ? parameters[place]
          : parameters.find((each) => textOf(each, "name") === name);
      if (parameter !== undefined) this.#intoLocal({ ...flow, function: one }, parameter.id);
    }
    if (called.length > 0) return;
    if (isPureInternal(callee)) this.add({ ...flow, node: call });
    else this.#end(flow, "call");
  }

  /** `value.length`, and `value.toString()` of a library. */
  #ofMember(flow: Flow, member: AstNode): void {
    const call = this.#index.parentOf(member);
    const isCalled = call?.nodeType === "FunctionCall" && isField(call, "expression", member);
    if (!isCalled) this.add({ ...flow, node: member });
    else if (isPureInternal(member)) this.add({ ...flow, node: call });
    else this.#end(flow, "call");
  }

  #throughTuple(flow: Flow, tuple: AstNode): void {
    const components: readonly unknown[] = Array.isArray(tuple.fields.components)
      ? tuple.fields.components
      : [];
    const holder = this.#index.parentOf(tuple);
    const place = components.findIndex((one) => numberIn(one) === flow.node.id);
    if (components.length > 1 && holder?.nodeType === "VariableDeclarationStatement") {
      const declared = holder.fields.declarations;
      const local = Array.isArray(declared) ? numberIn(declared[place]) : undefined;
      if (local !== undefined) this.#intoLocal(flow, local);
    } else if (components.length > 1 && holder?.nodeType === "Assignment") {
      const left = childOf(holder, "leftHandSide");
      if (left?.id === tuple.id) return;
      const target = nodesIn([listIn(left?.fields.components)[place]])[0];
      if (target !== undefined) this.#intoTarget(flow, target);
    } else {
      this.add({ ...flow, node: tuple });
    }
  }

  #throughAssignment(flow: Flow, assignment: AstNode): void {
    const target = childOf(assignment, "leftHandSide");
    if (target === undefined || target.id === flow.node.id) return;
    const isModulo = flow.isModulo || textOf(assignment, "operator") === "%=";
    const parts = target.nodeType === "TupleExpression" ? nodesIn(target.fields.components) : [];
    for (const one of parts.length > 0 ? parts : [target]) {
      this.#intoTarget({ ...flow, isModulo }, one);
    }
    if (this.#index.parentOf(assignment)?.nodeType !== "ExpressionStatement") {
      this.add({ ...flow, isModulo, node: assignment });
    }
  }

  #intoTarget(flow: Flow, target: AstNode): void {
    const root = rootOf(target);
    const declaration = numberOf(root, "referencedDeclaration");
    const isStored =
      root.nodeType !== "Identifier" || declaration === undefined || this.#isStored(root);
    if (isStored) this.#end(flow, "storage", rootVariable(this.#index, target));
    else this.#intoLocal(flow, declaration);
  }

  #isStored(root: AstNode): boolean {
    const declaration = numberOf(root, "referencedDeclaration");
    const isPointer = /\bstorage (ref|pointer)$/.test(typeStringOf(root) ?? "");
    return isPointer || this.#code.variables.some(({ node }) => node.id === declaration);
  }

  /** Every mention of a variable of a function, and, where it is what the function returns, all that call it. */
  #intoLocal(flow: Flow, declaration: number): void {
    const common = { hash: flow.hash, isModulo: flow.isModulo };
    for (const place of this.#index.referencesTo(declaration)) this.add({ ...place, ...common });
    const results = returnParametersOf(flow.function.node);
    if (results.some(({ id }) => id === declaration)) this.#outOf(flow);
  }

  #outOf(flow: Flow): void {
    if (isEntry(flow.function)) this.#end(flow, "return");
    for (const call of this.#index.callsOf(flow.function)) this.add({ ...flow, ...call });
  }
}

const HASHES = ["keccak256", "sha256", "ripemd160"];

function isEncoding(callee: AstNode, name: string): boolean {
  const base = childOf(callee, "expression");
  const isAbi = base?.nodeType === "Identifier" && textOf(base, "name") === "abi";
  return isAbi || (name === "concat" && base?.nodeType === "ElementaryTypeNameExpression");
}

/** A function of a library that only reckons: what it gives is made of what it gets. */
function isPureInternal(callee: AstNode): boolean {
  return (typeIdentifierOf(callee) ?? "").startsWith("t_function_internal_pure");
}

function isComparison(operation: AstNode): boolean {
  return ["==", "!=", "<", "<=", ">", ">="].includes(textOf(operation, "operator") ?? "");
}

/** `value % n`, and `value & 15`, which is the same for powers of two. */
function isModulo(operation: AstNode, value: AstNode): boolean {
  const operator = textOf(operation, "operator");
  if (operator === "%") return isField(operation, "leftExpression", value);
  if (operator !== "&") return false;
  const sides = ["leftExpression", "rightExpression"].map((side) => childOf(operation, side));
  const mask = Number(
    textOf(
      sides.find((one) => one?.nodeType === "Literal"),
      "value",
    ),
  );
  return Number.isInteger(mask) && mask < 65_536 && (mask & (mask + 1)) === 0;
}

function isField(holder: AstNode, field: string, node: AstNode): boolean {
  return childOf(holder, field)?.id === node.id;
}

function rootOf(target: AstNode): AstNode {
  const base =
    target.nodeType === "IndexAccess"
      ? childOf(target, "baseExpression")
      : target.nodeType === "MemberAccess"
        ? childOf(target, "expression")
        : undefined;
  return base === undefined ? target : rootOf(base);
}

function numberIn(value: unknown): number | undefined {
  return nodesIn([value])[0]?.id;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
