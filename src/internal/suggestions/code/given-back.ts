import { textOf } from "../../model/solidity/ast-node.ts";
import { type Change, changeOf } from "./changes.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { keysOf } from "./entry-keys.ts";
import { changingEntriesTo } from "./reach.ts";
import { type Use, usesOf } from "./uses.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * Whoever gives some of a quota back has taken it: what a call takes is noted under its sender, a call that gives
 * back takes it off what its own sender has noted, and nothing moves it to anybody else.
 */
export function isGivenBackByTaker(
  code: ContractCode,
  taking: Change,
  givingBack: readonly Change[],
): boolean {
  const takers = changingEntriesTo(code, taking.use.function);
  const givers = [
    ...new Set(givingBack.flatMap(({ use }) => changingEntriesTo(code, use.function))),
  ];
  const notes = [...code.variables, ...code.namespaces].flatMap((variable) => {
    const changes = usesOf(code, variable).filter(
      ({ kind, function: inside, steps }) =>
        !READING.includes(kind) &&
        inside.kind !== "constructor" &&
        steps.some((step) => step.kind === "index"),
    );
    return changes.length > 0 && changes.every((use) => isUnderSender(code, use)) ? [changes] : [];
  });
  const isIn = (entry: CodeFunction, changes: readonly Use[], isMore: boolean) =>
    changes.some(
      (use) =>
        isRaised(code, use) === isMore && changingEntriesTo(code, use.function).includes(entry),
    );
  return (
    givers.length > 0 &&
    givers.every((giver) =>
      notes.some(
        (changes) =>
          isIn(giver, changes, false) && takers.every((taker) => isIn(taker, changes, true)),
      ),
    )
  );
}

const READING: readonly Use["kind"][] = ["read", "call"];

function isUnderSender(code: ContractCode, use: Use): boolean {
  return keysOf(code, use).some(
    (origins) => origins.length > 0 && origins.every(({ kind }) => kind === "sender"),
  );
}

/** It becomes more than it was, or something instead of nothing. */
function isRaised(code: ContractCode, use: Use): boolean {
  const change = changeOf(code, use);
  if (change !== undefined) return change.kind === "add";
  const value = use.value && withoutBrackets(use.value);
  return use.kind !== "pop" && !["false", "0"].includes(textOf(value, "value") ?? "");
}
