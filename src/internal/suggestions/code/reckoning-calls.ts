import { type AstNode, childOf, textOf, typeIdentifierOf } from "../../model/solidity/ast-node.ts";

/** Calls that give what is made of their arguments, and do nothing else. */

export function isHash(name: string): boolean {
  return ["keccak256", "sha256", "ripemd160"].includes(name);
}

/** `abi.encode(…)`, `bytes.concat(…)` */
export function isEncoding(callee: AstNode, name: string): boolean {
  const base = childOf(callee, "expression");
  const isAbi = base?.nodeType === "Identifier" && textOf(base, "name") === "abi";
  return isAbi || (name === "concat" && base?.nodeType === "ElementaryTypeNameExpression");
}

/** A function of a library that only reckons: what it gives is made of what it gets. */
export function isPureInternal(callee: AstNode): boolean {
  return (typeIdentifierOf(callee) ?? "").startsWith("t_function_internal_pure");
}

/** By its name: `a.mul(b)`, `Math.mulDiv(a, b, c)`, `Math.sqrt(a)`, `Math.average(a, b)`. */
export function multipliesByName(callee: AstNode): boolean {
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  return /^(full|try|ray|wad|ceil|f)?([mM]ul|[dD]iv|[mM]od|[sS]qrt|r?[pP]ow|average|avg|log)(?![a-z])/.test(
    name,
  );
}
