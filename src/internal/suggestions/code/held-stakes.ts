import { type AstNode, childOf, textOf, typeIdentifierOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import { type ContractCode, sourceText } from "./contract-code.ts";
import { fieldsOf } from "./fields.ts";
import { divisorOf } from "./divisor.ts";
import { originsOf } from "./origins.ts";
import { type GrowingIndex, indicesBy } from "./reward-accumulator.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What is shared out over time by what the contract holds of a token, as MasterChef does. */
export interface HeldStakes extends GrowingIndex {
  /** As the code has it: `lp.balanceOf(address(this))`. */
  readonly held: string;
}

export function heldStakesOf(code: ContractCode): readonly HeldStakes[] {
  return remember(stakes, code, () => {
    const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
    const depths = [...new Set(fields.map(({ depth }) => depth))];
    const { places } = CodeIndex.of(code);
    return places
      .filter(({ node }) => asksForOwnBalance(node))
      .flatMap((call) => {
        // As it is: a sum of it and what was lent is no total of stakes.
        const shares = places.flatMap(({ node, function: inside }) => {
          const divisor = divisorOf(node);
          const origins = divisor === undefined ? [] : originsOf(code, divisor, inside);
          return origins.some((one) => one.node.id === call.node.id) ? [node.id] : [];
        });
        const held = sourceText(call.function.source, call.node);
        return depths.flatMap((depth) =>
          indicesBy(
            code,
            fields.filter((field) => field.depth === depth),
            new Set(shares),
          ).map((one) => ({ ...one, held })),
        );
      });
  });
}

const stakes = new WeakMap<ContractCode, readonly HeldStakes[]>();

/** `token.balanceOf(address(this))` */
function asksForOwnBalance(node: AstNode): boolean {
  const callee = calleeOf(node);
  const [of, ...others] = argumentsOf(node);
  return (
    callee?.nodeType === "MemberAccess" &&
    textOf(callee, "memberName") === "balanceOf" &&
    typeIdentifierOf(childOf(callee, "expression"))?.startsWith("t_contract") === true &&
    of !== undefined &&
    others.length === 0 &&
    textOf(withoutBrackets(of), "name") === "this"
  );
}
