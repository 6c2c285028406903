import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleesOf } from "./callees.ts";
import { parametersOf, passedTo } from "./call-parts.ts";
import type { ContractCode } from "./contract-code.ts";
import { type Use, usesOfParameter } from "./uses.ts";

/**
 * What becomes of a struct that a call is given a pointer to, told as if it happened where the call stands:
 * `ids.increment()` of a library is `ids._value += 1` there. Any other use is what it is, and so is a call of
 * which it is not known what it runs.
 */
export function passedUses(code: ContractCode, use: Use, depth = 4): readonly Use[] {
  const call = callWith(use);
  if (call === undefined || depth === 0) return [use];
  const [callee, ...others] = calleesOf(code, call);
  if (callee === undefined || others.length > 0) return [use];
  const given = passedTo(call, callee.node);
  const parameters = parametersOf(callee.node);
  const place = given.findIndex((one) => one?.id === use.target.id);
  const parameter = parameters[place];
  if (parameter === undefined || textOf(parameter, "storageLocation") !== "storage") return [use];
  const inner = usesOfParameter(callee, parameter).flatMap((one) =>
    passedUses(code, one, depth - 1),
  );
  const around = use.kind === "call" ? use.around : behind(use, call);
  return inner.map((one): Use => {
    const steps = [...use.steps, ...one.steps];
    const common = { ...use, kind: one.kind, steps, operation: call, around };
    // What stands in the other function means nothing here, but for numbers.
    if (one.value?.nodeType === "Literal") return { ...common, ...valueOf(one) };
    const passed = parameters.findIndex(
      ({ id }) => id === numberOf(one.value, "referencedDeclaration"),
    );
    return { ...common, value: one.value && (given[passed] ?? call) };
  });
}

/** As of `++`, where it is one. */
function valueOf({ kind, value, source }: Use): Partial<Pick<Use, "value" | "source">> {
  const isStep = kind === "add" || kind === "subtract";
  return isStep && textOf(value, "value") === "1" ? { value: undefined } : { value, source };
}

/** `x.f()` and `f(x)`. */
function callWith({ kind, operation, target, around: [holder] }: Use): AstNode | undefined {
  if (kind === "call") return operation;
  if (kind !== "read" || holder?.nodeType !== "FunctionCall") return undefined;
  return childOf(holder, "expression")?.id === target.id ? undefined : holder;
}

function behind({ around }: Use, call: AstNode): readonly AstNode[] {
  return around.slice(around.findIndex(({ id }) => id === call.id) + 1);
}
