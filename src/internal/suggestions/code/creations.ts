import { type AstNode, childOf, childrenOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleesOf } from "./callees.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";

/** How a function of a contract creates another one. */
export interface Creation {
  /** `new Wallet`, `create2` of inline assembly. */
  readonly text: string;
  /** The function that does it, which may be a library's. */
  readonly inside: CodeFunction;
}

/** What a call of a function may create, itself or by what it calls in the same contract and in libraries. */
export function creationsFrom(code: ContractCode, entry: CodeFunction): readonly Creation[] {
  const reached = new Set([entry]);
  const found: Creation[] = [];
  const visit = (inside: CodeFunction, node: AstNode): void => {
    const text = creationBy(inside, node);
    if (text !== undefined) found.push({ text, inside });
    if (node.nodeType === "FunctionCall") {
      for (const callee of calleesOf(code, node)) reached.add(callee);
    }
    for (const child of childrenOf(node)) visit(inside, child);
  };
  for (const inside of reached) visit(inside, inside.body);
  return found;
}

function creationBy({ source }: CodeFunction, node: AstNode): string | undefined {
  if (node.nodeType === "NewExpression") {
    // `new bytes(n)` and `new uint256[](n)` make memory.
    const type = childOf(node, "typeName");
    return type?.nodeType === "UserDefinedTypeName" ? sourceText(source, node) : undefined;
  }
  if (node.nodeType !== "YulFunctionCall") return undefined;
  const name = textOf(childOf(node, "functionName"), "name");
  return name === "create" || name === "create2" ? name : undefined;
}
