import { keccak_256 } from "@noble/hashes/sha3.js";
import type { ContractInfo } from "../model/contract.ts";
import { bytesToBigInt, hexToBytes, toWord } from "../primitives/hex.ts";
import { childOf, nodesIn, textOf, type AstNode } from "../model/solidity/ast-node.ts";
import { variablesOf } from "../model/solidity/declarations.ts";

/** A constant as a 32-byte word, as it would be a slot or a mapping key. */
export interface Constant {
  readonly id: number;
  readonly name: string;
  readonly word: bigint;
}

/** The constants of all sources of the compilation whose value can be told from the source. */
export function constantsOf(contract: ContractInfo): readonly Constant[] {
  return variablesOf(contract).flatMap((node) => {
    if (node.fields.constant !== true) return [];
    const word = evaluate(childOf(node, "value"));
    return word === undefined ? [] : [{ id: node.id, name: textOf(node, "name") ?? "", word }];
  });
}

/** Literals, hashes of literals, conversions and the operators that slots are made with; undefined for anything else. */
export function evaluate(node: AstNode | undefined): bigint | undefined {
  switch (node?.nodeType) {
    case "Literal":
      return literalWord(node);
    case "FunctionCall":
      return evaluateCall(node);
    case "TupleExpression":
      return evaluate(nodesIn(node.fields.components)[0]);
    case "UnaryOperation": {
      const operand = evaluate(childOf(node, "subExpression"));
      return operand === undefined ? undefined : negate(textOf(node, "operator"), operand);
    }
    case "BinaryOperation": {
      const left = evaluate(childOf(node, "leftExpression"));
      const right = evaluate(childOf(node, "rightExpression"));
      if (left === undefined || right === undefined) return undefined;
      return combine(textOf(node, "operator"), left, right);
    }
    case undefined:
    default:
      return undefined;
  }
}

function negate(operator: string | undefined, operand: bigint): bigint | undefined {
  if (operator === "~") return BigInt.asUintN(256, ~operand);
  return operator === "-" ? BigInt.asUintN(256, -operand) : undefined;
}

function combine(operator: string | undefined, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return BigInt.asUintN(256, left + right);
    case "-":
      return BigInt.asUintN(256, left - right);
    case "&":
      return left & right;
    case "|":
      return left | right;
    case undefined:
    default:
      return undefined;
  }
}

function evaluateCall(node: AstNode): bigint | undefined {
  const [argument] = nodesIn(node.fields.arguments);
  if (textOf(node, "kind") === "typeConversion") return evaluate(argument);
  if (textOf(childOf(node, "expression"), "name") !== "keccak256") return undefined;
  const bytes = bytesOf(argument);
  return bytes && bytesToBigInt(keccak_256(bytes));
}

/** The argument of a hash: a string, `bytes("…")`, or `abi.encode(word)`. */
function bytesOf(node: AstNode | undefined): Uint8Array | undefined {
  if (node?.nodeType === "Literal") return stringBytes(node);
  if (node?.nodeType !== "FunctionCall") return undefined;
  const [argument, ...others] = nodesIn(node.fields.arguments);
  if (textOf(node, "kind") === "typeConversion") return bytesOf(argument);
  if (textOf(childOf(node, "expression"), "memberName") !== "encode") return undefined;
  const word = others.length === 0 ? evaluate(argument) : undefined;
  return word === undefined ? undefined : hexToBytes(toWord(word));
}

function stringBytes(literal: AstNode): Uint8Array | undefined {
  const hex = textOf(literal, "hexValue") ?? "";
  if (textOf(literal, "kind") === "number" || !/^(?:[0-9a-f]{2})*$/i.test(hex)) return undefined;
  return hexToBytes(`0x${hex}`);
}

/** A number, or a string as `bytes32`. */
function literalWord(literal: AstNode): bigint | undefined {
  const text = (textOf(literal, "value") ?? "").replaceAll("_", "");
  switch (textOf(literal, "kind")) {
    case "number":
      // Units would multiply it.
      if (textOf(literal, "subdenomination") !== undefined) return undefined;
      return /^(?:0x[0-9a-f]{1,64}|\d{1,77})$/i.test(text) ? BigInt(text) : undefined;
    case "bool":
      return text === "true" ? 1n : 0n;
    case "string":
    case "hexString": {
      const bytes = stringBytes(literal);
      if (bytes === undefined || bytes.length > 32) return undefined;
      return bytesToBigInt(bytes) << BigInt(8 * (32 - bytes.length));
    }
    case undefined:
    default:
      return undefined;
  }
}
