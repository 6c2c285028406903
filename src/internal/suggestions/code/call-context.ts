import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleeOf } from "./call-parts.ts";

/** What a function knows of its call by itself. */

/** `msg.value`, `block.number`. */
export function contextMember(node: AstNode): string | undefined {
  // Another name of it before solc 0.7; what the compiler knows by itself has no declaration.
  const isNow = node.nodeType === "Identifier" && textOf(node, "name") === "now";
  if (isNow && (numberOf(node, "referencedDeclaration") ?? -1) < 0) return "block.timestamp";
  if (node.nodeType !== "MemberAccess") return undefined;
  const base = childOf(node, "expression");
  const name = base?.nodeType === "Identifier" ? textOf(base, "name") : undefined;
  const isContext = name === "msg" || name === "block" || name === "tx";
  return isContext ? `${name}.${textOf(node, "memberName") ?? ""}` : undefined;
}

/** How an expression names who calls, if that is what it does. */
export function senderName(node: AstNode): "msg.sender" | "_msgSender()" | undefined {
  if (contextMember(node) === "msg.sender") return "msg.sender";
  return textOf(calleeOf(node), "name") === "_msgSender" ? "_msgSender()" : undefined;
}
