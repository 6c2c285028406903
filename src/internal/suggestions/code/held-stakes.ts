import { type AstNode, childOf, textOf, typeIdentifierOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import { type ContractCode, sourceText } from "./contract-code.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { dividendsOf, divisorOf } from "./divisor.ts";
import { originsOf } from "./origins.ts";
import { flowOfReads, type GrowingIndex, indicesBy } from "./reward-accumulator.ts";
import { isPaidByStakes } from "./taken-stakes.ts";
import { withoutBrackets } from "./without-brackets.ts";

/** What is shared out over time by what the contract holds of a token, as MasterChef does. */
export interface HeldStakes extends GrowingIndex {
  /** As the code has it: `lp.balanceOf(address(this))`. */
  readonly held: string;
  /** What is shared out is reckoned from them, besides the time. */
  readonly rates: readonly Field[];
}

/** Paid is by what users have put in: an index of debts is none of stakes. */
export function heldStakesOf(code: ContractCode): readonly HeldStakes[] {
  return remember(stakes, code, () => {
    const fields = [...code.variables, ...code.namespaces].flatMap((one) => fieldsOf(code, one));
    const depths = [...new Set(fields.map(({ depth }) => depth))];
    const { places } = CodeIndex.of(code);
    return places
      .filter(({ node }) => asksForOwnBalance(node))
      .flatMap((call) => {
        // As it is: a sum of it and what was lent is no total of stakes.
        const shares = places.filter(({ node, function: inside }) => {
          const divisor = divisorOf(node);
          const origins = divisor === undefined ? [] : originsOf(code, divisor, inside);
          return origins.some((one) => one.node.id === call.node.id);
        });
        const dividends = shares.flatMap(({ node }) => dividendsOf(node));
        const held = sourceText(call.function.source, call.node);
        return depths.flatMap((depth) =>
          indicesBy(
            code,
            fields.filter((field) => field.depth === depth),
            new Set(shares.map(({ node }) => node.id)),
          )
            .filter((one) => isPaidByStakes(code, one, call))
            .map((one) => ({ ...one, held, rates: ratesIn(code, fields, dividends, one) })),
        );
      });
  });
}

const stakes = new WeakMap<ContractCode, readonly HeldStakes[]>();

function ratesIn(
  code: ContractCode,
  fields: readonly Field[],
  dividends: readonly AstNode[],
  { time }: GrowingIndex,
): readonly Field[] {
  return fields.filter((field) => {
    if (field.name === time.name) return false;
    const own = flowOfReads(code, field);
    return dividends.some((one) => own.carries(one));
  });
}

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
