import { type AstNode, childOf } from "../../model/solidity/ast-node.ts";
import { boundNumber } from "./bound.ts";
import { lastChangeOf } from "./changes.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { isGivenByCaller } from "./given-by-caller.ts";
import { knownNumber } from "./known-number.ts";
import { valuesOf } from "./limits.ts";
import { isComparison } from "./operators.ts";
import { isOtherPhase } from "./phases.ts";
import { changingEntriesTo } from "./reach.ts";
import { sumTerms } from "./sum-terms.ts";
import type { Use } from "./uses.ts";

/** Something hangs on how far a number has come, in calls that do not move it on. */
export interface AskedElsewhere {
  /** Functions that users or an owner call. */
  readonly entries: readonly CodeFunction[];
  /** `sold == CAP` */
  readonly comparison: Place;
  /** What the number by itself is compared with; undefined: nobody knows how much that is, or it is in a sum. */
  readonly with: bigint | undefined;
  /** As it is written: `CAP`. */
  readonly text: string;
  /** By then no call moves it on. */
  readonly isOver: boolean;
}

/**
 * Where calls that change something else compare the number, or a sum that it is in, with what is stored or written
 * in the code: `require(sold == CAP)` before something begins. `kind`: how the calls move it that are not asked for.
 */
export function askedElsewhere(
  code: ContractCode,
  uses: readonly Use[],
  kind: "add" | "subtract",
): readonly AskedElsewhere[] {
  const moving = new Set(
    uses.flatMap((use) =>
      lastChangeOf(code, use)?.kind === kind ? changingEntriesTo(code, use.function) : [],
    ),
  );
  const known = uses.map((use) => ({ use, runBy: changingEntriesTo(code, use.function) }));
  return CodeIndex.of(code).places.flatMap((comparison) => {
    const { node, function: inside } = comparison;
    if (node.nodeType !== "BinaryOperation" || !isComparison(node)) return [];
    const entries = changingEntriesTo(code, inside).filter((one) => !moving.has(one));
    const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
    if (entries.length === 0 || left === undefined || right === undefined) return [];
    // What a call that moves it makes of it, as an id, and hands to what others run too, these do not know.
    const own = known.filter(({ runBy }) => runBy.some((one) => entries.includes(one)));
    if (own.length === 0) return [];
    const values = valuesOf(own.map(({ use }) => use));
    const isOfNumber = (side: AstNode, where: CodeFunction) => {
      const terms = sumTerms(code, side, where, values);
      return terms === undefined || terms.some(({ isNumber }) => isNumber);
    };
    const isLeft = isOfNumber(left, inside);
    const other = isLeft ? right : isOfNumber(right, inside) ? left : undefined;
    if (other === undefined || isGivenByCaller(code, other, inside)) return [];
    // That anything was sold at all the sum of parts says as well.
    const isWhole = sumTerms(code, isLeft ? left : right, inside, values)?.length === 1;
    const isOfNothing = kind === "add" && isWhole && knownNumber(code, other, inside) === 0n;
    if (isOfNothing) return [];
    const term = { node: other, function: inside, sign: 1, isNumber: false } as const;
    return [
      {
        entries,
        comparison,
        with: isWhole ? boundNumber(code, { terms: [term], more: 0n }) : undefined,
        text: sourceText(inside.source, other),
        isOver: entries.every((one) => isOtherPhase(code, one, [...moving])),
      },
    ];
  });
}
