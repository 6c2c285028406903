import { type AstNode, childOf, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { calleeOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { keysIn } from "./given-ids.ts";
import { isLength } from "./length-uses.ts";
import { LOOPS } from "./loops.ts";
import { isByLiteral, isShifted } from "./operators.ts";
import { originsOf } from "./origins.ts";
import { placeOfUse, type Use } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * What is asked of a list that hangs on the order of all its entries.
 * - `last`, `first`: those that came last or first.
 * - `between`: what stands beside an entry, or is found by halves, as in a list by time.
 */
export interface OrderAsked extends Place {
  readonly kind: "last" | "first" | "between";
}

/** `uses`: all of one list, below as many keys. */
export function orderAskedOf(
  code: ContractCode,
  uses: readonly Use[],
  keys: number,
): readonly OrderAsked[] {
  const lengths = new Set(uses.filter(isLength).map(({ target }) => target.id));
  const popping = new Set(uses.filter(({ kind }) => kind === "pop").map((use) => use.function));
  const isBegun = uses.some(
    ({ kind, function: by }) => kind === "push" && by.kind === "constructor",
  );
  const entries = uses.flatMap((use) => {
    const key = keysIn(use)[keys];
    // The last one goes where one is taken out.
    return key === undefined || popping.has(use.function) || isOwn(uses, use) ? [] : { use, key };
  });
  return entries.flatMap(({ use, key }) => {
    const inside = use.function;
    const place = placeOfUse(use);
    const beside = entries.filter((one) => one.use.function === inside).map((one) => one.key);
    if (isFromEnd(code, key, inside, lengths)) return { ...place, kind: "last" as const };
    if (withoutBrackets(key).nodeType === "Literal" && !isBegun) {
      return { ...place, kind: "first" as const };
    }
    const isBetween = isBeside(key, beside) || isHalf(code, key, inside);
    return isBetween ? { ...place, kind: "between" as const } : [];
  });
}

/** What the call itself has pushed before. */
function isOwn(uses: readonly Use[], use: Use): boolean {
  return uses.some(
    ({ kind, function: by, operation }) =>
      kind === "push" && by === use.function && operation.range.end <= use.operation.range.start,
  );
}

/** `list[list.length - k]`; who goes through all of them backwards goes through all, unless he stops. */
function isFromEnd(
  code: ContractCode,
  key: AstNode,
  inside: CodeFunction,
  lengths: ReadonlySet<number>,
): boolean {
  const isFrom = (node: AstNode, where: CodeFunction): boolean =>
    originsOf(code, node, where).some((one) => {
      if (lengths.has(one.node.id)) return true;
      const left = isShifted(one.node) ? childOf(one.node, "leftExpression") : undefined;
      return left !== undefined && isFrom(left, one.function);
    });
  if (!isFrom(key, inside)) return false;
  const index = CodeIndex.of(code);
  const backwards = allIn(key).flatMap((node) => {
    const declaration = numberOf(node, "referencedDeclaration");
    return declaration !== undefined && isLowered(index, declaration) ? node : [];
  });
  return backwards.length === 0 || backwards.some((node) => isLeft(index, node));
}

function isLowered(index: CodeIndex, declaration: number): boolean {
  return (
    index.isLocal(declaration) &&
    index
      .referencesTo(declaration)
      .some(({ node }) => ["--", "-="].includes(textOf(index.parentOf(node), "operator") ?? ""))
  );
}

/** The loop around it may end before its end. */
function isLeft(index: CodeIndex, node: AstNode): boolean {
  const loop = index.around(node).find(({ nodeType }) => LOOPS.includes(nodeType));
  return (
    loop !== undefined && allIn(loop).some(({ nodeType }) => ["Break", "Return"].includes(nodeType))
  );
}

/** `list[i]` and `list[i - 1]` */
export function isBeside(key: AstNode, others: readonly AstNode[]): boolean {
  const node = withoutBrackets(key);
  const left = isShifted(node) ? childOf(node, "leftExpression") : undefined;
  const declaration = numberOf(left, "referencedDeclaration");
  return (
    childOf(node, "rightExpression")?.nodeType === "Literal" &&
    declaration !== undefined &&
    others.some((one) => numberOf(withoutBrackets(one), "referencedDeclaration") === declaration)
  );
}

/** `(low + high) / 2`, `Math.average(low, high)` */
function isHalf(code: ContractCode, key: AstNode, inside: CodeFunction): boolean {
  return originsOf(code, key, inside).some(({ node }) => {
    const callee = calleeOf(node);
    const name = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
    return isByLiteral(node, HALF) || /^(average|avg|mid)/i.test(name);
  });
}

const HALF: Readonly<Record<string, string>> = { "/": "2", ">>": "1" };
