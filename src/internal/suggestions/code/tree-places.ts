import { type AstNode, childOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { isRepeated, LOOPS } from "./loops.ts";
import { isByLiteral } from "./operators.ts";
import { reachableFrom } from "./reachable.ts";
import type { Sink } from "./sink.ts";
import { ValueFlow } from "./value-flow.ts";

/**
 * Bit by bit the number says where in a tree something goes, as in one of hashes: another number would be another
 * place. `movers`: functions that take it, and may hand it to a library.
 */
export function isPlaceInTree(
  code: ContractCode,
  { node: variable }: StateVariable,
  sinks: readonly Sink[],
  movers: readonly CodeFunction[],
): boolean {
  const isAsked = sinks.some(
    (sink) =>
      sink.kind === "condition" &&
      sink.isModulo &&
      !sink.hash &&
      (isRepeated(code, sink) || isRecursive(code, sink.function)),
  );
  if (isAsked) return true;
  const flow = ValueFlow.of(code);
  return reachableFrom(code, movers).some((one) =>
    againIn(code, one)
      .flatMap(allIn)
      .some(
        (node) => isLastBit(node) && flow.depends(childOf(node, "leftExpression"), variable.id),
      ),
  );
}

/** What a function does over and over: in loops, and all of one that calls itself. */
function againIn(code: ContractCode, one: CodeFunction): readonly AstNode[] {
  return isRecursive(code, one)
    ? [one.body]
    : allIn(one.body).filter(({ nodeType }) => LOOPS.includes(nodeType));
}

function isRecursive(code: ContractCode, { node, body }: CodeFunction): boolean {
  return allIn(body).some((one) =>
    calleesOf(code, one).some((callee) => callee.node.id === node.id),
  );
}

/** `place % 2`, `place & 1` */
function isLastBit(node: AstNode): boolean {
  return isByLiteral(node, LAST);
}

const LAST: Readonly<Record<string, string>> = { "%": "2", "&": "1" };
