import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import { assignedBy } from "./assigned.ts";
import { argumentsOf, calleeOf, parametersOf, passedTo, returnParametersOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type ContractCode, isEntry } from "./contract-code.ts";
import { cutsByName, cutsByOperator, cutsByType } from "./cuts.ts";
import { isComparison, isModulo, isReckoning } from "./operators.ts";
import { isEncoding, isHash, isPureInternal, multipliesByName } from "./reckoning-calls.ts";
import { rootVariable } from "./root-variable.ts";
import type { Flow, Sink, SinkKind } from "./sink.ts";

/**
 * Follows values from some expressions on, step by step from each node to what holds it.
 * - `value`: as long as it is the value, or something reckoned from it.
 * - `influence`: through lookups, calls and decisions as well.
 */
export class ForwardWalk {
  /** Where they end, in the order in which they are met. */
  readonly sinks: readonly Sink[];
  /** AST ids of all expressions that have to do with them. */
  readonly reached: ReadonlySet<number>;
  readonly #code: ContractCode;
  readonly #index: CodeIndex;
  readonly #follow: "value" | "influence";
  readonly #known = new Set<string>();
  readonly #flows: Flow[] = [];
  readonly #sinks: Sink[] = [];

  constructor(code: ContractCode, values: readonly Place[], follow: "value" | "influence") {
    this.#code = code;
    this.#index = CodeIndex.of(code);
    this.#follow = follow;
    for (const { node, function: inside } of values) {
      this.#add({ node, function: inside, ...AS_IT_IS });
    }
    // Grows while it is walked.
    for (const flow of this.#flows) this.#step(flow);
    this.sinks = this.#sinks;
    this.reached = new Set(this.#flows.map(({ node }) => node.id));
  }

  #add(flow: Flow): void {
    const key = `${flow.node.id} ${flow.hash?.node.id ?? ""} ${String(flow.isModulo)} ${String(flow.isReckoned)} ${String(flow.isCut)}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#flows.push(flow);
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
        if (isField(holder, "baseExpression", node)) this.#add(up);
        else this.#end(flow, "key", rootVariable(this.#index, childOf(holder, "baseExpression")));
        return;
      case "IndexRangeAccess":
        this.#add(up);
        return;
      case "BinaryOperation":
        if (isComparison(holder)) this.#end(flow, "condition");
        else {
          this.#add({
            ...up,
            isModulo: flow.isModulo || isModulo(holder, node),
            isReckoned: flow.isReckoned || isReckoning(holder, node),
            isCut: isCutOf(flow, cutsByOperator(holder, node)),
          });
        }
        return;
      case "UnaryOperation":
        if (textOf(holder, "operator") !== "delete") this.#add(up);
        return;
      case "TupleExpression":
        this.#throughTuple(flow, holder);
        return;
      case "Conditional":
        if (isField(holder, "condition", node)) this.#end(flow, "condition");
        else this.#add(up);
        return;
      case "Assignment":
        this.#throughAssignment(flow, holder);
        return;
      case "VariableDeclarationStatement":
        this.#intoTargets(flow, holder, node);
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
    const holder = this.#index.parentOf(flow.node);
    const isPassed = this.#follow === "influence" && PASSING.includes(kind);
    if (isPassed && holder !== undefined && EXPRESSIONS.includes(holder.nodeType)) {
      this.#add({ ...flow, node: holder });
    }
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
    else if (textOf(call, "kind") === "typeConversion") {
      this.#add({ ...up, isCut: isCutOf(flow, cutsByType(call, node)) });
    } else if (textOf(call, "kind") === "structConstructorCall") this.#add(up);
    else if (name === "require" || name === "assert") {
      if (place === 0) this.#end(flow, "condition");
    } else if (isHash(name)) {
      const hash = flow.hash ?? { node: call, function: flow.function };
      this.#add({ ...up, hash, isModulo: false });
    } else if (isEncoding(callee, name)) this.#add(up);
    else if (name === "push" && !isOwn) {
      this.#end(flow, "storage", rootVariable(this.#index, childOf(callee, "expression")));
    } else this.#intoFunction(flow, call, callee);
  }

  #intoFunction(flow: Flow, call: AstNode, callee: AstNode): void {
    const called = this.#index.calledBy(call);
    for (const one of called) {
      const place = passedTo(call, one.node).findIndex((given) => given?.id === flow.node.id);
      const parameter = parametersOf(one.node)[place];
      if (parameter !== undefined) this.#intoLocal({ ...flow, function: one }, parameter.id);
    }
    const isPassedOn = called.length === 0 ? isPureInternal(callee) : this.#follow === "influence";
    const isReckoned = flow.isReckoned || multipliesByName(callee);
    const isCut = isCutOf(flow, cutsByName(callee));
    if (isPassedOn) this.#add({ ...flow, node: call, isReckoned, isCut });
    else if (called.length === 0) this.#end(flow, "call");
  }

  /** `value.length`, and `value.toString()` of a library. */
  #ofMember(flow: Flow, member: AstNode): void {
    const call = this.#index.parentOf(member);
    const isCalled = call?.nodeType === "FunctionCall" && isField(call, "expression", member);
    if (!isCalled) this.#add({ ...flow, node: member });
    else if (isPureInternal(member)) {
      const isReckoned = flow.isReckoned || multipliesByName(member);
      this.#add({ ...flow, node: call, isReckoned, isCut: isCutOf(flow, cutsByName(member)) });
    } else this.#end(flow, "call");
  }

  /** A part of what is assigned goes into its own target only. */
  #throughTuple(flow: Flow, tuple: AstNode): void {
    const holder = this.#index.parentOf(tuple);
    const isOne = nodesIn(tuple.fields.components).length === 1;
    if (isOne || holder === undefined || !SETTERS.includes(holder.nodeType)) {
      this.#add({ ...flow, node: tuple });
    } else {
      this.#intoTargets(flow, holder, flow.node);
    }
  }

  #throughAssignment(flow: Flow, assignment: AstNode): void {
    if (isField(assignment, "leftHandSide", flow.node)) return;
    const isModulo = flow.isModulo || textOf(assignment, "operator") === "%=";
    const isReckoned = flow.isReckoned || isReckoning(assignment, flow.node);
    const isCut = isCutOf(flow, cutsByOperator(assignment, flow.node));
    this.#intoTargets({ ...flow, isModulo, isReckoned, isCut }, assignment, flow.node);
    if (this.#index.parentOf(assignment)?.nodeType !== "ExpressionStatement") {
      this.#add({ ...flow, isModulo, isReckoned, isCut, node: assignment });
    }
  }

  /** What takes this value in a declaration or an assignment. */
  #intoTargets(flow: Flow, setter: AstNode, value: AstNode): void {
    for (const one of assignedBy(setter)) {
      if (one.value.id === value.id) this.#intoTarget(flow, one.target);
    }
  }

  #intoTarget(flow: Flow, target: AstNode): void {
    const { root } = accessPath(target);
    const declaration =
      root.nodeType === "VariableDeclaration" ? root.id : numberOf(root, "referencedDeclaration");
    if (declaration === undefined || this.#isStored(root, declaration)) {
      this.#end(flow, "storage", rootVariable(this.#index, target));
    } else {
      this.#intoLocal(flow, declaration);
    }
  }

  #isStored(root: AstNode, declaration: number): boolean {
    if (root.nodeType === "VariableDeclaration") return false;
    const isPointer = /\bstorage (ref|pointer)$/.test(typeStringOf(root) ?? "");
    return (
      root.nodeType !== "Identifier" ||
      isPointer ||
      this.#code.variables.some(({ node }) => node.id === declaration)
    );
  }

  /** Every mention of a variable of a function, and, where it is what the function returns, all that call it. */
  #intoLocal(flow: Flow, declaration: number): void {
    const { hash, isModulo, isReckoned, isCut } = flow;
    const common = { hash, isModulo, isReckoned, isCut };
    for (const place of this.#index.referencesTo(declaration)) this.#add({ ...place, ...common });
    const results = returnParametersOf(flow.function.node);
    if (results.some(({ id }) => id === declaration)) this.#outOf(flow);
  }

  #outOf(flow: Flow): void {
    if (isEntry(flow.function)) this.#end(flow, "return");
    for (const call of this.#index.callsOf(flow.function)) this.#add({ ...flow, ...call });
  }
}

/** What is cut of a hash is of no matter. */
function isCutOf({ isCut, hash }: Flow, isCutHere: boolean): boolean {
  return isCut || (isCutHere && hash === undefined);
}

const AS_IT_IS = { hash: undefined, isModulo: false, isReckoned: false, isCut: false };

/** What influences that which holds it, in these. */
const PASSING: readonly SinkKind[] = ["key", "condition", "call", "unknown"];
const EXPRESSIONS = [
  "BinaryOperation",
  "Conditional",
  "FunctionCall",
  "FunctionCallOptions",
  "IndexAccess",
  "MemberAccess",
];

const SETTERS = ["VariableDeclarationStatement", "Assignment"];

function isField(holder: AstNode, field: string, node: AstNode): boolean {
  return childOf(holder, field)?.id === node.id;
}
