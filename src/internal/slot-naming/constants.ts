import { keccak_256 } from "@noble/hashes/sha3.js";
import type { ContractInfo } from "../model/contract.ts";
import { bytesToBigInt, hexToBytes, toWord } from "../primitives/hex.ts";
import {
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
  type AstNode,
} from "../model/solidity/ast-node.ts";
import { declarationsOf, enumsOf, variablesOf } from "../model/solidity/declarations.ts";
import { remember } from "../primitives/remember.ts";

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

/**
 * Literals, hashes of literals, conversions and the operators that slots are made with; of a known contract its
 * constants and enums, too. Undefined for anything else.
 */
export function evaluate(node: AstNode | undefined, contract?: ContractInfo): bigint | undefined {
  switch (node?.nodeType) {
    case "Identifier":
    case "MemberAccess": {
      const limit = limitOf(node);
      if (limit !== undefined || contract === undefined) return limit;
      const value = constantNode(node, contract);
      // Constants of constants are made of literals in the end.
      return value === undefined ? memberOfEnum(node, contract) : evaluate(value, contract);
    }
    case "Literal":
      return literalWord(node);
    case "FunctionCall":
      return evaluateCall(node, contract);
    case "TupleExpression":
      return evaluate(nodesIn(node.fields.components)[0], contract);
    case "UnaryOperation": {
      const operand = evaluate(childOf(node, "subExpression"), contract);
      return operand === undefined ? undefined : negate(textOf(node, "operator"), operand);
    }
    case "BinaryOperation": {
      const left = evaluate(childOf(node, "leftExpression"), contract);
      const right = evaluate(childOf(node, "rightExpression"), contract);
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
    case "*":
      return BigInt.asUintN(256, left * right);
    case "/":
      return right === 0n ? undefined : left / right;
    case "**":
      // Larger ones are zero or do not compile.
      return right < 256n ? BigInt.asUintN(256, left ** right) : undefined;
    case "<<":
      return right < 256n ? BigInt.asUintN(256, left << right) : 0n;
    case ">>":
      return right < 256n ? left >> right : 0n;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case undefined:
    default:
      return undefined;
  }
}

/** What a constant is declared as. */
export function constantNode(node: AstNode, contract: ContractInfo): AstNode | undefined {
  const id = numberOf(node, "referencedDeclaration");
  const found = id === undefined ? undefined : declarationsOf(contract).nodeOf(id);
  return found?.fields.constant === true ? childOf(found, "value") : undefined;
}

const members = new WeakMap<ContractInfo, ReadonlyMap<number, bigint>>();

function memberOfEnum(node: AstNode, contract: ContractInfo): bigint | undefined {
  const all = remember(members, contract, () => {
    const numbered = enumsOf(contract).flatMap(({ fields }) =>
      nodesIn(fields.members).map(({ id }, i) => [id, BigInt(i)] as const),
    );
    return new Map(numbered);
  });
  return all.get(numberOf(node, "referencedDeclaration") ?? -1);
}

function evaluateCall(node: AstNode, contract: ContractInfo | undefined): bigint | undefined {
  const [argument] = nodesIn(node.fields.arguments);
  if (textOf(node, "kind") === "typeConversion") {
    const word = evaluate(argument, contract);
    if (word === undefined) return undefined;
    return converted(word, typeStringOf(argument) ?? "", typeStringOf(node) ?? "");
  }
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

/** What a literal string consists of; undefined for all else. */
export function stringBytes(literal: AstNode): Uint8Array | undefined {
  if (literal.nodeType !== "Literal") return undefined;
  const hex = textOf(literal, "hexValue") ?? "";
  if (textOf(literal, "kind") === "number" || !/^(?:[0-9a-f]{2})*$/i.test(hex)) return undefined;
  return hexToBytes(`0x${hex}`);
}

/** A number, or a string as `bytes32`. */
function literalWord(literal: AstNode): bigint | undefined {
  const text = (textOf(literal, "value") ?? "").replaceAll("_", "");
  switch (textOf(literal, "kind")) {
    case "number":
      return numberWord(text, textOf(literal, "subdenomination"));
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

/** `12`, `0xff`, `1e18`, `1.5e3`, `2 days`; undefined for what is no whole number. */
function numberWord(text: string, unit: string | undefined): bigint | undefined {
  const factor = unit === undefined ? 1n : UNITS.get(unit);
  if (factor === undefined) return undefined;
  if (/^0x[0-9a-f]{1,64}$/i.test(text)) return BigInt(text) * factor;
  const [, whole, fraction = "", power = "0"] =
    /^(\d{0,77})(?:\.(\d{0,77}))?(?:e(-?\d{1,2}))?$/i.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * factor;
  const shift = Number(power) - fraction.length;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return digits % divisor === 0n ? digits / divisor : undefined;
}

/** https://docs.soliditylang.org/en/latest/units-and-global-variables.html; older compilers know more of them. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["wei", 1n],
  ["gwei", 10n ** 9n],
  ["szabo", 10n ** 12n],
  ["finney", 10n ** 15n],
  ["ether", 10n ** 18n],
  ["seconds", 1n],
  ["minutes", 60n],
  ["hours", 3600n],
  ["days", 86_400n],
  ["weeks", 604_800n],
]);

/** `type(T).max` and `type(T).min` of a whole number. */
function limitOf(node: AstNode): bigint | undefined {
  const member = textOf(node, "memberName");
  const name = /^type\((u?int)(\d+)\)$/.exec(typeStringOf(childOf(node, "expression")) ?? "");
  if (name === null || (member !== "max" && member !== "min")) return undefined;
  const bits = BigInt(name[2] ?? "");
  if (name[1] === "uint") return member === "max" ? (1n << bits) - 1n : 0n;
  const limit = 1n << (bits - 1n);
  return member === "max" ? limit - 1n : BigInt.asUintN(256, -limit);
}

/** What a conversion leaves of a word: `bytes4(…)` the first bytes, `uint8(…)` the last. */
function converted(word: bigint, from: string, to: string): bigint {
  const bytes = (type: string) => {
    const size = /^bytes(\d+)$/.exec(type)?.[1];
    return size === undefined ? undefined : BigInt(8 * Number(size));
  };
  const [before, after] = [bytes(from), bytes(to)];
  if (after !== undefined) {
    // Bytes stand on the left of a word, numbers on the right.
    const left = before === undefined && !isTextType(from) ? word << (256n - after) : word;
    return BigInt.asUintN(256, (left >> (256n - after)) << (256n - after));
  }
  const number = before === undefined ? word : word >> (256n - before);
  const bits = /^uint(\d+)$/.exec(to)?.[1];
  return bits === undefined ? number : BigInt.asUintN(Number(bits), number);
}

function isTextType(type: string): boolean {
  return type.startsWith("literal_string") || /^(?:string|bytes)\b/.test(type);
}
