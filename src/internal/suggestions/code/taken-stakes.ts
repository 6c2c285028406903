import { childOf, textOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { keysOf } from "./entry-keys.ts";
import { fieldsOf } from "./fields.ts";
import { originsOf } from "./origins.ts";
import type { GrowingIndex } from "./reward-accumulator.ts";
import { type Amount, isSameAmount } from "./same-amount.ts";
import { withoutSameConversions } from "./same-conversions.ts";
import { ValueFlow } from "./value-flow.ts";

/**
 * The index pays for what users have put in: a call takes the token of this `token.balanceOf(address(this))` to the
 * contract, and adds as much to an entry of who calls, which is multiplied with the index. Of a debt nothing is put in.
 */
export function isPaidByStakes(code: ContractCode, { index }: GrowingIndex, held: Place): boolean {
  const flow = ValueFlow.of(code);
  const taken = CodeIndex.of(code).places.flatMap((place) => takenAt(code, place, held) ?? []);
  if (taken.length === 0) return false;
  return [...code.variables, ...code.namespaces]
    .filter(({ node }) => flow.areMultiplied(node.id, index.variable.node.id))
    .flatMap((variable) => fieldsOf(code, variable))
    .filter(({ name }) => name !== index.name)
    .flatMap(({ uses }) => uses.filter(({ kind }) => kind === "add"))
    .some((use) => {
      const isCallers = keysOf(code, use).some((origins) =>
        origins.some(({ kind }) => kind === "sender"),
      );
      const { value, function: inside } = use;
      if (!isCallers || value === undefined) return false;
      const amount = { amount: withoutSameConversions(value, inside), function: inside };
      return taken.some((one) => isSameAmount(code, one, amount));
    });
}

/** How much `token.transferFrom(from, address(this), amount)`, or SafeERC20's, takes of what is held. */
function takenAt(code: ContractCode, { node, function: inside }: Place, held: Place) {
  const callee = calleeOf(node);
  const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
  if (!/^(safeT|t)ransferFrom$/.test(name)) return undefined;
  const all = argumentsOf(node);
  // SafeERC20's own name has the token before it.
  const token = all.length === 4 ? all[0] : childOf(callee, "expression");
  const [to, amount] = all.slice(-2);
  if (all.length < 3 || token === undefined || to === undefined || amount === undefined) {
    return undefined;
  }
  if (!originsOf(code, to, inside).some((origin) => textOf(origin.node, "name") === "this"))
    return undefined;
  const asked = childOf(calleeOf(held.node), "expression");
  const known = asked && rootsOf(code, { node: asked, function: held.function });
  const roots = rootsOf(code, { node: token, function: inside });
  if (known === undefined || ![...roots].some((one) => known.has(one))) return undefined;
  return { amount: withoutSameConversions(amount, inside), function: inside } satisfies Amount;
}

/** Where it is kept which token it is. */
function rootsOf(code: ContractCode, { node, function: inside }: Place): ReadonlySet<number> {
  const flow = ValueFlow.of(code);
  return new Set(
    originsOf(code, node, inside).flatMap((origin) => [
      ...flow.sourcesOf(origin.node),
      ...flow.rootsOf(origin.node),
    ]),
  );
}
