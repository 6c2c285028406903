import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { reachableFrom } from "./reachable.ts";

/** How a function of a contract creates another one. */
export interface Creation {
  /** `new Wallet`, `create2` of inline assembly. */
  readonly text: string;
  /** The function that does it, which may be a library's. */
  readonly inside: CodeFunction;
}

/** What a call of a function may create, itself or by what it calls in the same contract and in libraries. */
export function creationsFrom(code: ContractCode, entry: CodeFunction): readonly Creation[] {
  return reachableFrom(code, [entry]).flatMap((inside) =>
    allIn(inside.body).flatMap((node) => {
      const text = creationBy(inside, node);
      return text === undefined ? [] : [{ text, inside }];
    }),
  );
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
