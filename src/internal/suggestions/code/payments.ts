import {
  type AstNode,
  childOf,
  nodesIn,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { calleesOf } from "./callees.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { type Ingredient, ingredientsOf } from "./ingredients.ts";
import { isList } from "./list-type.ts";
import { isRepeated } from "./loops.ts";

/** ETH, or tokens of another contract, that a contract pays. */
export interface Payment {
  /** `library`: OpenZeppelin's `Address.sendValue`. */
  readonly kind: "transfer" | "send" | "call" | "library" | "token";
  readonly place: Place;
  readonly recipient: AstNode;
  /** Undefined of tokens. */
  readonly amount: AstNode | undefined;
}

/** Payments in a loop to recipients that are stored, or passed by the caller: not to the caller. */
export function paymentsToMany(code: ContractCode): readonly Payment[] {
  return paymentsIn(code).filter(({ place, recipient }) => {
    const made = ingredientsOf(code, recipient, place.function);
    return isOfMany(made) && isRepeated(code, place);
  });
}

/** All that the code pays. */
export function paymentsIn(code: ContractCode): readonly Payment[] {
  return CodeIndex.of(code).places.flatMap((place) => {
    const payment = paymentAt(code, place.node);
    return payment === undefined ? [] : [{ ...payment, place }];
  });
}

/** An element of a list or a mapping, and nothing of the sender's. */
export function isOfMany(made: readonly Ingredient[]): boolean {
  if (made.some(({ kind }) => kind === "sender")) return false;
  return made.some((one) => {
    switch (one.kind) {
      case "state":
        return isList(one.variable.node) || one.variable.type.startsWith("mapping");
      case "argument":
        return isList(one.node);
      case "sender":
      case "context":
        return false;
    }
  });
}

/** What a call pays. */
export function paymentAt(code: ContractCode, node: AstNode): Omit<Payment, "place"> | undefined {
  if (node.nodeType !== "FunctionCall") return undefined;
  const callee = childOf(node, "expression");
  const values = nodesIn(node.fields.arguments);
  if (callee?.nodeType === "FunctionCallOptions") {
    const member = childOf(callee, "expression");
    const recipient = childOf(member, "expression");
    const amount = valueOption(callee);
    if (!isAddress(recipient) || textOf(member, "memberName") !== "call") return undefined;
    return recipient && amount && { kind: "call", recipient, amount };
  }
  if (callee?.nodeType !== "MemberAccess") return undefined;
  const base = childOf(callee, "expression");
  const name = textOf(callee, "memberName") ?? "";
  const [first, second, third] = values;
  if (isAddress(base) && base !== undefined && (name === "transfer" || name === "send")) {
    return first && { kind: name, recipient: base, amount: first };
  }
  if (name === "sendValue" && isOpenZeppelins(code, node)) {
    const [recipient, amount] = second === undefined ? [base, first] : [first, second];
    return recipient && amount && { kind: "library", recipient, amount };
  }
  const recipient = tokenRecipient(name, [first, second, third]);
  return recipient && { kind: "token", recipient, amount: undefined };
}

/** `token.transfer(to, amount)`, `token.transferFrom(from, to, amount)`, SafeERC20's of both. */
function tokenRecipient(
  name: string,
  values: readonly (AstNode | undefined)[],
): AstNode | undefined {
  const count = values.filter((value) => value !== undefined).length;
  if (name === "transfer") return count === 2 ? values[0] : undefined;
  if (name === "transferFrom") return count === 3 ? values[1] : undefined;
  if (name === "safeTransfer") return count === 2 ? values[0] : values[1];
  return name === "safeTransferFrom" ? values[1] : undefined;
}

function isAddress(node: AstNode | undefined): boolean {
  return typeIdentifierOf(node)?.startsWith("t_address") ?? false;
}

/** `{value: x}` and nothing else. */
function valueOption(options: AstNode): AstNode | undefined {
  const { names } = options.fields;
  const isValueOnly = Array.isArray(names) && names.length === 1 && names[0] === "value";
  return isValueOnly ? nodesIn(options.fields.options)[0] : undefined;
}

function isOpenZeppelins(code: ContractCode, call: AstNode): boolean {
  return calleesOf(code, call).some(
    ({ source: { path } }) =>
      path.startsWith("@openzeppelin/") && path.endsWith("/utils/Address.sol"),
  );
}
