import { type AstNode, childOf, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { boundText } from "./bound.ts";
import { lastChangeOf } from "./changes.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { ForwardWalk } from "./forward-walk.ts";
import { type Limit, limitsIn, valuesOf } from "./limits.ts";
import { sidesOf } from "./operators.ts";
import { changingEntriesTo } from "./reach.ts";
import type { Sink } from "./sink.ts";

/** A value, and the functions by which users move it on. */
export interface MovedOn {
  /** Where it is read. */
  readonly values: readonly Place[];
  readonly entries: readonly CodeFunction[];
}

/** What is known to go on in parts as it does with one value. `reached`: all that has to do with the value. */
export type IsHarmless = (sink: Sink, reached: ReadonlySet<number>) => boolean;

/**
 * Calls that move a value on do something else with it, beside that: they compare it with a goal, reckon a price from
 * it, go to the entry that it says. Parts know only what went through each, and who asks all of them meets all others
 * again. What is harmless is listed, all else is such a use; what a view tells to who asks it from outside no call does.
 */
export function isUsedBeside(
  code: ContractCode,
  { values, entries }: MovedOn,
  isHarmless: IsHarmless,
): boolean {
  const isWithin = ({ function: inside }: Place) => isRunBy(code, entries, inside);
  const { sinks, reached } = new ForwardWalk(code, values.filter(isWithin), "value");
  return sinks.some(
    (sink) =>
      isWithin(sink) &&
      !(sink.kind === "return" && sink.function.isView) &&
      !isHarmless(sink, reached),
  );
}

/** Calls of one of these may come to it. */
export function isRunBy(
  code: ContractCode,
  entries: readonly CodeFunction[],
  inside: CodeFunction,
): boolean {
  return changingEntriesTo(code, inside).some((one) => entries.includes(one));
}

/**
 * The comparison at which these calls fail as the number comes to its bound, which is dealt out with it: one for each
 * call, as parts of two are full at different times. What is left is 0 where it has come so far (`sold >= CAP ? 0 :
 * CAP - sold`), and that belongs to it.
 */
export function isOfBound(
  code: ContractCode,
  uses: Parameters<typeof valuesOf>[0],
  entries: readonly CodeFunction[],
): (sink: Sink) => boolean {
  const changes = uses.flatMap((use) => lastChangeOf(code, use) ?? []);
  const limits = limitsIn(code, changes, valuesOf(uses)).filter(({ deciding }) =>
    deciding.some((one) => entries.includes(one)),
  );
  const isOnly = (limit: Limit) =>
    limits.every(
      (other) =>
        boundOf(other) === boundOf(limit) ||
        !other.deciding.some((one) => entries.includes(one) && limit.deciding.includes(one)),
    );
  const dealt = limits.filter(isOnly);
  const sides = new Set(
    dealt.flatMap((one) => one.sides.flatMap((side) => allIn(side).map(({ id }) => id))),
  );
  const bounds = new Set(
    dealt.flatMap(({ bound }) => bound.terms.flatMap(({ node }) => namedBy(node) ?? [])),
  );
  const index = CodeIndex.of(code);
  return ({ kind, node, isReckoned, isModulo }) => {
    if (kind !== "condition" || isReckoned || isModulo) return false;
    if (sides.has(node.id)) return true;
    const comparison = index.parentOf(node);
    const chosen = comparison && index.parentOf(comparison);
    return (
      BRANCHES.some((one) => isNothing(childOf(chosen, one))) &&
      comparison !== undefined &&
      sidesOf(comparison).some((side) => bounds.has(namedBy(side) ?? -1))
    );
  };
}

const BRANCHES = ["trueExpression", "falseExpression", "trueBody", "falseBody"];

/** `0`, `return 0;`, `{ return 0; }` */
function isNothing(branch: AstNode | undefined): boolean {
  if (branch === undefined) return false;
  const [only, ...others] =
    branch.nodeType === "Block" ? nodesIn(branch.fields.statements) : [branch];
  const value = only?.nodeType === "Return" ? childOf(only, "expression") : only;
  return others.length === 0 && value?.nodeType === "Literal" && textOf(value, "value") === "0";
}

function boundOf({ bound, change }: Limit): string {
  return `${change.kind} ${boundText(bound)}`;
}

function namedBy(node: AstNode): number | undefined {
  return numberOf(node, "referencedDeclaration");
}
