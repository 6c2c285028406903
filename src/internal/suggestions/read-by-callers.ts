import { textOf } from "../model/solidity/ast-node.ts";
import { senderName } from "./code/call-context.ts";
import { argumentsOf, calleeOf } from "./code/call-parts.ts";
import { CodeIndex } from "./code/code-index.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import { originsOf } from "./code/origins.ts";
import { outsideReaders } from "./code/outside-readers.ts";
import { entriesTo } from "./code/reach.ts";
import { type Use, usesOf } from "./code/uses.ts";
import { telling } from "./evidence.ts";
import type { Subject } from "./rule.ts";
import { labelOfReader, withoutParameters } from "./users.ts";

/**
 * A call of another contract that adds to an entry asks for the variable in the same transaction, as who counts a vote
 * and looks who leads: in parts it would have to read all of them. Who draws on it may ask whether there is enough, and
 * who pays what the own account has.
 */
export function isReadByCallers(subject: Subject, variable: StateVariable): boolean {
  const reads = usesOf(subject.code, variable).filter(({ kind }) => kind === "read");
  return areReadByCallers(subject, reads, variable);
}

/** The same of what these uses read, and of the variable's getter, if it tells that. */
export function areReadByCallers(
  subject: Subject,
  reads: readonly Use[],
  variable?: StateVariable,
): boolean {
  const { code, project, hotspot, onlyReading } = subject;
  const isDrawing = (title: string): boolean =>
    telling(subject).some(
      (one) => one.function === title && one.own !== null && BigInt(one.own) < 0n,
    );
  const adding = hotspot.functions.filter(
    (title) => !onlyReading.includes(title) && !isDrawing(title),
  );
  const titles = new Set(adding.map(withoutParameters));
  const views = reads.flatMap((use) => entriesTo(code, use.function));
  const names = [variable, ...views].flatMap((one) => one?.name ?? []);
  return outsideReaders(project, code, variable, reads).some(
    (one) =>
      one.code !== code && titles.has(labelOfReader(one)) && !asksForOwnOnly(one.code, names),
  );
}

/** Whatever the contract asks of these is of its caller, or of itself. */
function asksForOwnOnly(code: ContractCode, names: readonly string[]): boolean {
  const calls = CodeIndex.of(code).places.filter(({ node }) =>
    names.includes(textOf(calleeOf(node), "memberName") ?? ""),
  );
  return (
    calls.length > 0 &&
    calls.every(({ node, function: inside }) =>
      argumentsOf(node).some((one) => {
        const last = originsOf(code, one, inside).filter(({ isLast }) => isLast);
        return (
          last.length > 0 &&
          last.every(
            (origin) =>
              senderName(origin.node) !== undefined || textOf(origin.node, "name") === "this",
          )
        );
      }),
    )
  );
}
