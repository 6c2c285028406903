import { childOf, numberOf } from "../../model/solidity/ast-node.ts";
import { CodeIndex } from "./code-index.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { keysByIds } from "./given-ids.ts";
import { isShifted } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { queuePartOf } from "./queues.ts";
import { rootVariable } from "./root-variable.ts";
import { isNumber } from "./scalar.ts";
import type { Sink } from "./sink.ts";
import { usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** Arrays have no room for ids that are made of anything else than their places. */
export function isPlaceInArray(code: ContractCode, sinks: readonly Sink[]): boolean {
  return sinks.some(({ kind, variable }) => {
    const container = code.variables.find(({ node }) => kind === "key" && node.id === variable);
    return container?.type.endsWith("]") === true;
  });
}

/**
 * What is put under one number is taken out under another one, that is kept in storage as well, or is beside such a
 * one; or what is pushed to an array.
 */
export function isQueueEnd(
  code: ContractCode,
  variable: StateVariable,
  sinks: readonly Sink[],
): boolean {
  if (queuePartOf(code, variable) !== undefined) return true;
  const index = CodeIndex.of(code);
  const scalars = code.variables.filter(isNumber);
  const isNamed = sinks.some(({ kind, variable: keyed }) => {
    const container = code.variables.find(({ node }) => kind === "key" && node.id === keyed);
    const uses = container === undefined ? [] : usesOf(code, container);
    return uses.some(({ steps: [step] }) => {
      if (step?.kind !== "index") return false;
      const key =
        step.key.nodeType === "UnaryOperation" ? childOf(step.key, "subExpression") : step.key;
      const root = key?.nodeType === "Identifier" ? rootVariable(index, key) : undefined;
      const end = root ?? numberOf(key, "referencedDeclaration");
      return scalars.some(({ node }) => node.id === end && node.id !== variable.node.id);
    });
  });
  return isNamed || isReckonedFromAnother(code, variable, sinks);
}

/** `messageOf[taken + 1]`, and `jobs[n]` of an `n` that is one behind what has been done. */
function isReckonedFromAnother(
  code: ContractCode,
  variable: StateVariable,
  sinks: readonly Sink[],
): boolean {
  const flow = ValueFlow.of(code);
  const pointers = code.variables.filter(
    (one) =>
      one !== variable &&
      isNumber(one) &&
      usesOf(code, one).some(
        ({ kind, function: inside }) => kind !== "read" && inside.kind !== "constructor",
      ),
  );
  return keysByIds(code, sinks).some((key) =>
    originsOf(code, key.node, key.function).some(
      ({ node }) =>
        isShifted(node) &&
        !flow.depends(node, variable.node.id) &&
        pointers.some((one) => flow.depends(node, one.node.id)),
    ),
  );
}
