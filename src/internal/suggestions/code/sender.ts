import {
  type AstNode,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { senderName } from "./call-context.ts";
import { argumentsOf, calleeOf, parametersOf, passedTo } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type ContractCode, isEntry } from "./contract-code.ts";

/**
 * How the code names who calls, where that account goes into a hash as it is, so that hashes of different
 * callers differ: `msg.sender`, `_msgSender()`. By way of variables of functions and of arguments, too.
 * Undefined where it is not in it for sure: `balances[msg.sender]` says nothing of who calls. So it is another
 * question than `originsOf`: that tells what may be, this only what must be, whoever calls.
 */
export function senderIn(code: ContractCode, hash: Place): string | undefined {
  return find(code, hash, new Set());
}

function find(
  code: ContractCode,
  { node, function: inside }: Place,
  seen: ReadonlySet<number>,
): string | undefined {
  const own = senderName(node);
  if (own !== undefined) return own;
  if (node.nodeType === "Identifier") {
    const declaration = numberOf(node, "referencedDeclaration");
    if (declaration === undefined || seen.has(declaration)) return undefined;
    return behind(code, declaration, { node, function: inside }, new Set(seen).add(declaration));
  }
  for (const part of partsOf(node)) {
    const found = find(code, { node: part, function: inside }, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What an expression holds as it is: what is hashed, encoded, put into a struct, or converted without loss. */
function partsOf(node: AstNode): readonly AstNode[] {
  if (node.nodeType === "TupleExpression") return nodesIn(node.fields.components);
  const callee = calleeOf(node);
  if (callee === undefined) return [];
  const parts = argumentsOf(node);
  const kind = textOf(node, "kind");
  if (kind === "typeConversion") return WIDE.test(typeStringOf(node) ?? "") ? parts : [];
  if (kind === "structConstructorCall") return parts;
  const name = textOf(callee, "name") ?? textOf(callee, "memberName") ?? "";
  if (name === "encodePacked" || name === "concat") {
    // Of two parts of any length nobody knows where the one ends and the other begins.
    return parts.filter((one) => DYNAMIC.test(typeStringOf(one) ?? "")).length > 1 ? [] : parts;
  }
  return HOLDS.includes(name) ? parts : [];
}

const WIDE = /^(address( payable)?|uint160|uint256|bytes20|bytes32|bytes memory)$/;
const DYNAMIC = /^(string|bytes)( |$)|\[\]/;
const HOLDS = ["keccak256", "sha256", "encode", "encodeWithSelector", "encodeCall"];

/** What a variable of a function was declared as, or what all who call the function hand it. */
function behind(
  code: ContractCode,
  declaration: number,
  { function: inside }: Place,
  seen: ReadonlySet<number>,
): string | undefined {
  const index = CodeIndex.of(code);
  if (index.referencesTo(declaration).some(({ node }) => index.maySet(node))) return undefined;
  const [value] = index.valuesOf(declaration);
  if (value !== undefined) return find(code, value, seen);
  const place = parametersOf(inside.node).findIndex(({ id }) => id === declaration);
  if (place === -1 || isEntry(inside)) return undefined;
  const names = index.callsOf(inside).map((call) => {
    const argument = passedTo(call.node, inside.node)[place];
    return argument && find(code, { node: argument, function: call.function }, seen);
  });
  const [first] = names;
  return names.every((name) => name === first) ? first : undefined;
}
