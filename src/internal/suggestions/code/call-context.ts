import { type AstNode, childOf, textOf } from "../../model/solidity/ast-node.ts";
import { calleeOf } from "./call-parts.ts";

/** What a function knows of its call by itself. */

/** `msg.value`, `block.number`. */
export function contextMember(node: AstNode): string | undefined {
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
