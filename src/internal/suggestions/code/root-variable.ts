import { type AstNode, childOf, numberOf } from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import type { CodeIndex } from "./code-index.ts";

/**
 * AST id of the variable with which an expression such as `pools[id].queue` begins; of a storage pointer, of
 * the state variable that it points into. Undefined where it begins with no name.
 */
export function rootVariable(
  index: CodeIndex,
  expression: AstNode | undefined,
): number | undefined {
  const root = expression && accessPath(expression).root;
  if (root?.nodeType !== "Identifier") return undefined;
  const declaration = numberOf(root, "referencedDeclaration");
  return declaration === undefined ? undefined : behindPointer(index, declaration);
}

function behindPointer(index: CodeIndex, declaration: number): number {
  // A pointer is declared inside of a function, where the index knows what holds the declaration.
  const statement = index.statementOf(declaration);
  const value = childOf(statement, "initialValue");
  return rootVariable(index, value) ?? declaration;
}
