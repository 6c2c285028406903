import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { contextMember } from "./call-context.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { knownNumber } from "./known-number.ts";
import { constant, type Linear, minus, nameOf, plus, unknown, ZERO } from "./linear.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** Name of what is sent along with the call that users make, in a sum of unknown numbers. */
const SENT = "msg.value";

/** Of what a call has been given: its parameters, by their ids. */
export type Given = ReadonlyMap<number, Linear>;

/** A part of something, rounded down. */
interface Quotient {
  readonly dividend: Linear;
  /** The number that it is divided by, if it is known. */
  readonly number: bigint | undefined;
  /** The same for the same divisor: `length of #12`. */
  readonly divisor: string | undefined;
}

/** A part of the value that was sent; of all of it one. */
interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

/**
 * What amounts of ETH are in terms of the value that came with the call: sums of it, of parts of it and of numbers
 * that nobody knows. All of them are unsigned.
 */
export class SentValue {
  readonly #code: ContractCode;
  readonly #index: CodeIndex;
  /** Arithmetic of that file fails where it would wrap. */
  readonly #isChecked: (inside: CodeFunction) => boolean;
  readonly #quotients = new Map<string, Quotient>();

  constructor(code: ContractCode, isChecked: (inside: CodeFunction) => boolean) {
    this.#code = code;
    this.#index = CodeIndex.of(code);
    this.#isChecked = isChecked;
  }

  amountOf(expression: AstNode, inside: CodeFunction, given: Given): Linear {
    const node = withoutBrackets(expression);
    if (contextMember(node) === "msg.value") return unknown(SENT);
    const number = knownNumber(this.#code, node, inside);
    if (number !== undefined) return constant(number);
    const local = this.setOnce(node);
    if (local !== undefined) return this.#localOf(local, inside, given);
    return node.nodeType === "BinaryOperation"
      ? this.#reckoned(node, inside, given)
      : unknown(`#${node.id}`);
  }

  /** What a local variable or parameter is declared with, if nothing else ever sets it. */
  setOnce(node: AstNode): { readonly id: number; readonly value: AstNode | undefined } | undefined {
    const id = numberOf(node, "referencedDeclaration") ?? -1;
    if (node.nodeType !== "Identifier" || !this.#index.isLocal(id)) return undefined;
    const values = this.#index.valuesOf(id);
    const isSet =
      values.length > 1 ||
      this.#index.wholesOf(id).length > 0 ||
      this.#index.referencesTo(id).some((one) => this.#isSetAt(one.node));
    const value = values[0]?.node;
    const isDeclared = value === undefined || this.#index.statementOf(id) !== undefined;
    return isSet || !isDeclared ? undefined : { id, value };
  }

  #isSetAt(mention: AstNode): boolean {
    const operator = textOf(this.#index.parentOf(mention), "operator") ?? "";
    return ["++", "--", "delete"].includes(operator);
  }

  #localOf(
    { id, value }: { readonly id: number; readonly value: AstNode | undefined },
    inside: CodeFunction,
    given: Given,
  ): Linear {
    const known = given.get(id);
    if (known !== undefined) return known;
    if (value === undefined) return unknown(`#${id}`);
    const amount = this.amountOf(value, inside, given);
    const isRead = amount.has(`#${withoutBrackets(value).id}`);
    return isRead ? unknown(`#${id}`) : amount;
  }

  #reckoned(node: AstNode, inside: CodeFunction, given: Given): Linear {
    const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
    if (left === undefined || right === undefined) return unknown(`#${node.id}`);
    const amount = (one: AstNode): Linear => this.amountOf(one, inside, given);
    const factor = (one: AstNode): bigint | undefined => knownNumber(this.#code, one, inside);
    switch (textOf(node, "operator") ?? "") {
      case "+":
        return plus(amount(left), amount(right));
      case "-":
        return this.#isChecked(inside) && !this.#isUnchecked(node)
          ? minus(amount(left), amount(right))
          : unknown(`#${node.id}`);
      case "*": {
        const [a, b] = [factor(left), factor(right)];
        if (b !== undefined) return plus(ZERO, amount(left), b);
        return a === undefined ? unknown(`#${node.id}`) : plus(ZERO, amount(right), a);
      }
      case "/":
        return this.#divided(amount(left), right, factor(right));
      default:
        return unknown(`#${node.id}`);
    }
  }

  #divided(dividend: Linear, by: AstNode, number: bigint | undefined): Linear {
    const divisor = this.countOf(by);
    const name = `${nameOf(dividend)}/${divisor ?? `#${by.id}`}`;
    this.#quotients.set(name, { dividend, number, divisor });
    return unknown(name);
  }

  #isUnchecked(node: AstNode): boolean {
    return this.#index.around(node).some(({ nodeType }) => nodeType === "UncheckedBlock");
  }

  /** The same for the same number of things: `names.length`, `count`, `3`. Undefined where it may change in a call. */
  countOf(expression: AstNode): string | undefined {
    const node = withoutBrackets(expression);
    const local = this.setOnce(node);
    if (local !== undefined) {
      return local.value === undefined ? `#${local.id}` : this.countOf(local.value);
    }
    if (node.nodeType === "Literal") return textOf(node, "value");
    if (textOf(node, "memberName") === "length") {
      const list = this.countOf(childOf(node, "expression") ?? node);
      return list && `length of ${list}`;
    }
    const id = numberOf(node, "referencedDeclaration");
    const isStored = [...this.#code.variables, ...this.#code.constants].some(
      (one) => one.node.id === id,
    );
    return node.nodeType === "Identifier" && isStored ? `#${id ?? ""}` : undefined;
  }

  /** All of as many rounds together, where each is as much a part of something; undefined where it is not. */
  inRounds(amount: Linear, count: string): Linear | undefined {
    let all = ZERO;
    for (const [name, times] of amount) {
      const quotient = this.#quotients.get(name);
      if (quotient === undefined || times < 0n || quotient.divisor !== count) return undefined;
      all = plus(all, quotient.dividend, times);
    }
    return all;
  }

  /** At most all that came with the call. */
  isSent(amount: Linear): boolean {
    const fraction = this.#fractionOf(amount);
    return fraction !== undefined && fraction.above <= fraction.below;
  }

  /** Of what was sent; undefined where it may be any number. */
  #fractionOf(amount: Linear): Fraction | undefined {
    let sum: Fraction = { above: 0n, below: 1n };
    for (const [name, times] of amount) {
      // That nothing is less than nothing makes it no more.
      if (times < 0n && name !== SENT) continue;
      const part = this.#partOf(name);
      if (part === undefined) return undefined;
      sum = {
        above: sum.above * part.below + times * part.above * sum.below,
        below: sum.below * part.below,
      };
    }
    return sum;
  }

  #partOf(name: string): Fraction | undefined {
    if (name === SENT) return { above: 1n, below: 1n };
    const quotient = this.#quotients.get(name);
    const whole = quotient && this.#fractionOf(quotient.dividend);
    return whole && { above: whole.above, below: whole.below * (quotient.number ?? 1n) };
  }
}
