import { type AstNode, childOf, numberOf } from "../../model/solidity/ast-node.ts";
import type { CodeIndex } from "./code-index.ts";

/**
 * AST id of the variable with which an expression such as `pools[id].queue` begins; of a storage pointer, of
 * the state variable that it points into. Undefined where it begins with no name.
 */
export function rootVariable(
  index: CodeIndex,
  expression: AstNode | undefined,
): number | undefined {
  if (expression === undefined) return undefined;
  switch (expression.nodeType) {
    case "IndexAccess":
      return rootVariable(index, childOf(expression, "baseExpression"));
    case "MemberAccess":
      return rootVariable(index, childOf(expression, "expression"));
    case "Identifier": {
      const declaration = numberOf(expression, "referencedDeclaration");
      return declaration === undefined ? undefined : behindPointer(index, declaration);
    }
    default:
      return undefined;
  }
}

function behindPointer(index: CodeIndex, declaration: number): number {
  // A pointer is declared inside of a function, where the index knows what holds the declaration.
  const statement = index.statementOf(declaration);
  const value = childOf(statement, "initialValue");
  return rootVariable(index, value) ?? declaration;
}
