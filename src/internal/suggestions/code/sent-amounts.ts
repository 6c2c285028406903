import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import { contextMember } from "./call-context.ts";
import { argumentsOf, calleeOf, returnParametersOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { entryComparisons } from "./entry-comparisons.ts";
import { behind, isArgument } from "./origins.ts";
import { changingEntriesTo } from "./reach.ts";
import { nameIn } from "./requirements.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * Whether an amount is made of what came with the call, or is what the caller names: of no part of it, whatever
 * else is added, one sees that the contract has it from before. That there is enough of it is another question.
 */
export function isOfCall(code: ContractCode, amount: AstNode, inside: CodeFunction): boolean {
  const entries = changingEntriesTo(code, inside);
  if (entries.length === 0 || !entries.every(isPayable)) return false;
  const equal = entries.map((entry) => namesOfSent(code, entry));
  const isSent: Leaf = (node, where) => {
    if (contextMember(node) === "msg.value") return true;
    const name = nameIn(code, node, where);
    return name !== undefined && equal.every((names) => names.has(name));
  };
  return [isSent, isArgument].some((leaf) => new Made(code, leaf).is(amount, inside));
}

type Leaf = (node: AstNode, inside: CodeFunction) => boolean;

/** Users can send something along with it. */
export function isPayable({ node }: CodeFunction): boolean {
  return textOf(node, "stateMutability") === "payable";
}

/** What has to be as much as is sent, for a call of it to come through: `require(msg.value == price)`. */
function namesOfSent(code: ContractCode, entry: CodeFunction): ReadonlySet<string> {
  const names = entryComparisons(code, entry).flatMap(
    ({ left, operator, right, function: inside }) => {
      const other = isValueSent(left) ? right : isValueSent(right) ? left : undefined;
      if (operator !== "==" || other === undefined) return [];
      return nameIn(code, other, inside) ?? [];
    },
  );
  return new Set(names);
}

function isValueSent(node: AstNode): boolean {
  return contextMember(withoutBrackets(node)) === "msg.value";
}

/** Whether all that is added up in a value has one kind of leaf for a factor. */
class Made {
  readonly #index: CodeIndex;
  readonly #leaf: Leaf;
  readonly #known = new Set<number>();

  constructor(code: ContractCode, leaf: Leaf) {
    this.#index = CodeIndex.of(code);
    this.#leaf = leaf;
  }

  is(expression: AstNode | undefined, inside: CodeFunction): boolean {
    if (expression === undefined) return false;
    const node = withoutBrackets(expression);
    if (this.#leaf(node, inside)) return true;
    const part = (field: string): boolean => this.is(childOf(node, field), inside);
    switch (node.nodeType) {
      case "BinaryOperation":
        return this.#isReckoned(textOf(node, "operator") ?? "", part);
      case "Conditional":
        return ["trueExpression", "falseExpression"].every(
          (field) => isZero(childOf(node, field)) || part(field),
        );
      case "Identifier":
        return this.#isLocal(node, inside);
      case "IndexAccess":
      case "MemberAccess":
        // `n[i]`, `orders[i].amount`: what is stored begins with no local.
        return this.is(accessPath(node).root, inside);
      case "FunctionCall":
        return this.#isCalled(node, inside);
      default:
        return false;
    }
  }

  #isReckoned(operator: string, part: (field: string) => boolean): boolean {
    switch (operator) {
      case "+":
        return part("leftExpression") && part("rightExpression");
      case "*":
        return part("leftExpression") || part("rightExpression");
      case "-":
      case "/":
      case "%":
      case ">>":
        return part("leftExpression");
      default:
        return false;
    }
  }

  /** In whatever way it is set: of what is set to itself and something more, that is asked. */
  #isLocal(node: AstNode, inside: CodeFunction): boolean {
    const id = numberOf(node, "referencedDeclaration") ?? -1;
    if (this.#known.has(id)) return true;
    if (!this.#index.isLocal(id) || this.#index.wholesOf(id).length > 0) return false;
    this.#known.add(id);
    const values = behind(this.#index, node, inside).filter((one) => !isZero(one.node));
    return values.length > 0 && values.every((one) => this.is(one.node, one.function));
  }

  #isCalled(node: AstNode, inside: CodeFunction): boolean {
    const all = argumentsOf(node);
    if (textOf(node, "kind") === "typeConversion") return this.is(all[0], inside);
    const own = this.#index.calledBy(node);
    if (own.length > 0) {
      const results = own.flatMap((one) => [
        ...this.#index.returnsOf(one),
        ...returnParametersOf(one.node).flatMap(({ id }) => this.#index.valuesOf(id)),
      ]);
      return results.length > 0 && results.every((one) => this.is(one.node, one.function));
    }
    const callee = calleeOf(node);
    const base = childOf(callee, "expression");
    const values = [...(base === undefined ? [] : [base]), ...all];
    switch (textOf(callee, "memberName") ?? "") {
      case "mul":
      case "mulDiv":
        return values.some((one) => this.is(one, inside));
      case "sub":
      case "div":
        // Behind the name of a library, or before that of the function.
        return this.is(all.length > 1 ? all[0] : base, inside);
      case "min":
        return all.some((one) => this.is(one, inside));
      default:
        return false;
    }
  }
}

function isZero(node: AstNode | undefined): boolean {
  return textOf(node, "value") === "0";
}
