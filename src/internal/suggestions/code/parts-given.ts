import { type AstNode, asNode, numberOf } from "../../model/solidity/ast-node.ts";
import { returnParametersOf } from "./call-parts.ts";
import type { CodeIndex, Place } from "./code-index.ts";

/** What functions of the contract give back for a variable that takes one of several results: `a` of `(b, a) = find()`. */
export function partsGiven(index: CodeIndex, mention: AstNode): readonly Place[] {
  const declaration = numberOf(mention, "referencedDeclaration");
  return declaration === undefined ? [] : partsOf(index, declaration, new Set());
}

function partsOf(index: CodeIndex, declaration: number, seen: Set<number>): readonly Place[] {
  return index
    .wholesOf(declaration)
    .flatMap(({ node, position }) => resultsAt(index, node, position, seen));
}

function resultsAt(
  index: CodeIndex,
  call: AstNode,
  position: number,
  seen: Set<number>,
): readonly Place[] {
  if (call.nodeType !== "FunctionCall" || seen.has(call.id)) return [];
  seen.add(call.id);
  return index.calledBy(call).flatMap((one) => {
    const named = returnParametersOf(one.node)[position]?.id;
    const set = named === undefined ? [] : index.valuesOf(named);
    const handedOn = named === undefined ? [] : partsOf(index, named, seen);
    const returned = index.returnsOf(one).flatMap(({ node, function: inside }) => {
      if (node.nodeType !== "TupleExpression") return resultsAt(index, node, position, seen);
      const all: unknown = node.fields.components;
      const part = Array.isArray(all) ? asNode(all[position]) : undefined;
      return part === undefined ? [] : { node: part, function: inside };
    });
    return [...set, ...handedOn, ...returned];
  });
}
