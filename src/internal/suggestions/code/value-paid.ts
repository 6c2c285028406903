import {
  type AstNode,
  childOf,
  nodesIn,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { calleesOf } from "./callees.ts";
import { argumentsOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { paymentAt } from "./payments.ts";
import { reachableFrom } from "./reachable.ts";

/**
 * How much ETH of the contract a call gives to others, be it a payment, the value of a call or what a new contract
 * gets. Undefined: none; "unknown": a library may pay whatever it likes.
 */
export function valuePaid(code: ContractCode, call: AstNode): AstNode | "unknown" | undefined {
  if (call.nodeType !== "FunctionCall") return undefined;
  const paid = paymentAt(code, call)?.amount ?? valueOf(call);
  if (paid !== undefined) return paid;
  const others = calleesOf(code, call).filter((one) => !code.functions.includes(one));
  // Tokens: what it calls gets no ETH.
  const unknown = others.filter(({ source }) => !isOfTokens(source.path));
  return reachableFrom(code, unknown).some(mayPay) ? "unknown" : undefined;
}

/** `{value: x}`, and `.value(x)` of old. */
function valueOf(call: AstNode): AstNode | undefined {
  const callee = childOf(call, "expression");
  if (callee?.nodeType === "FunctionCallOptions") {
    const names: readonly unknown[] = Array.isArray(callee.fields.names) ? callee.fields.names : [];
    return nodesIn(callee.fields.options)[names.indexOf("value")];
  }
  const isOld =
    textOf(callee, "memberName") === "value" &&
    typeIdentifierOf(childOf(callee, "expression"))?.startsWith("t_function") === true;
  return isOld ? argumentsOf(call)[0] : undefined;
}

function isOfTokens(path: string): boolean {
  return path.startsWith("@openzeppelin/") && path.endsWith("/utils/SafeERC20.sol");
}

function mayPay({ body }: CodeFunction): boolean {
  return allIn(body).some((node) => {
    const callee = childOf(node, "functionName");
    if (node.nodeType === "YulFunctionCall") return PAYING.includes(textOf(callee, "name") ?? "");
    if (node.nodeType !== "FunctionCall") return false;
    const base = childOf(childOf(node, "expression"), "expression");
    const isPayable = typeIdentifierOf(base)?.startsWith("t_address") === true;
    const name = textOf(childOf(node, "expression"), "memberName") ?? "";
    const isPaid = isPayable && ["transfer", "send", "delegatecall", "callcode"].includes(name);
    return isPaid || valueOf(node) !== undefined;
  });
}

const PAYING = ["call", "callcode", "delegatecall", "create", "create2", "selfdestruct"];
