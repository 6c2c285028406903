import type { AstNode } from "../../model/solidity/ast-node.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { canBe, kindOf } from "./entry-keys.ts";
import { ingredientsOf } from "./ingredients.ts";
import { originsOf } from "./origins.ts";
import type { Use } from "./uses.ts";

/**
 * How the code comes to a key of which only the value was seen.
 * - `written`: it is there, as a literal or a constant.
 * - `sender's`: it is looked up in what is stored for whoever calls, or goes by the caller otherwise.
 * - `stored`: by what is stored, the same for all.
 * - `reckoned`: of arguments, the time, and so on.
 */
export type WayToKey = "written" | "sender's" | "stored" | "reckoned";

/** Of the key at this place of the path, by the uses that may have come to it: written, if it is so in one of them. */
export function wayToKey(
  code: ContractCode,
  uses: readonly Use[],
  place: number,
  value: string,
): WayToKey {
  const ways = uses.flatMap(({ steps, function: inside }) => {
    const key = steps.filter((step) => step.kind === "index")[place]?.key;
    return key === undefined ? [] : wayOf(code, key, inside, value);
  });
  const [first = "reckoned"] = ORDER.filter((one) => ways.includes(one));
  return first;
}

const ORDER: readonly WayToKey[] = ["written", "sender's", "stored", "reckoned"];

/** None where another key is written there. */
function wayOf(
  code: ContractCode,
  key: AstNode,
  inside: CodeFunction,
  value: string,
): readonly WayToKey[] {
  const made = ingredientsOf(code, key, inside);
  if (made.some(({ kind }) => kind === "sender")) return ["sender's"];
  const isConstant = (id: number) => code.constants.some(({ node }) => node.id === id);
  const stored = made.flatMap((one) => (one.kind === "state" ? one.variable.node.id : []));
  if (!stored.every(isConstant)) return ["stored"];
  // What is handed through memory is made of more than is known: a constant among it is what was meant.
  if (stored.length > 0) return ["written"];
  const fixed = originsOf(code, key, inside).filter(
    ({ node, function: where, isLast }) => isLast && kindOf(code, node, where) === "fixed",
  );
  const isIt = fixed.some(({ node, function: where }) =>
    canBe(code, sourceText(where.source, node), value),
  );
  if (isIt) return ["written"];
  if (made.length > 0) return ["reckoned"];
  return fixed.length > 0 ? [] : ["written"];
}
