import {
  type AstNode,
  childOf,
  textOf,
  typeIdentifierOf,
  typeStringOf,
} from "../model/solidity/ast-node.ts";
import { isNobody, nobodyAt } from "./code/burns.ts";
import { senderName } from "./code/call-context.ts";
import { argumentsOf, calleeOf, parametersOf, passedTo } from "./code/call-parts.ts";
import { entryChangesOf } from "./code/changes.ts";
import { CodeIndex, type Place } from "./code/code-index.ts";
import type { CodeFunction, ContractCode } from "./code/contract-code.ts";
import { keysOf, kindOf } from "./code/entry-keys.ts";
import { isArgument, originsOf } from "./code/origins.ts";
import { changingEntriesTo } from "./code/reach.ts";
import type { Use } from "./code/uses.ts";
import type { Subject } from "./rule.ts";

/** Arguments that name the user where a number changes. */
export interface NamedUser {
  readonly raised: string;
  readonly lowered: string;
}

/**
 * What names the user to a contract that others call, to which `msg.sender` is the same for all: an argument that is
 * the key of an entry which the same functions change, `user` of `balanceOf[user] += amount`. `nobody`: those that
 * there are name nobody where it is raised, as `from` of what is minted, or the same for all, as a farm that mints to
 * itself. Undefined: there is none.
 */
export function namedUser(
  { code, uses }: Pick<Subject, "code" | "uses">,
  callers: readonly ContractCode[],
): NamedUser | "nobody" | undefined {
  const of = (kind: Use["kind"]) => uses.filter((use) => use.kind === kind);
  const nameIn = (some: readonly Use[]) => {
    const all = some.flatMap((use) => namesAt(code, use).map((name) => ({ use, name })));
    const found = all.find(
      ({ use, name }) => !isNobodyAt(use, name) && !isSameForAll(code, use, name, callers),
    );
    return found?.name ?? (all.length > 0 ? "nobody" : undefined);
  };
  const added = of("add");
  const raised = nameIn(added.length > 0 ? added : uses);
  if (raised === undefined || raised === "nobody") return raised;
  const lowered = nameIn(of("subtract"));
  return { raised, lowered: lowered === undefined || lowered === "nobody" ? raised : lowered };
}

/** Parameters that are keys of what changes in the same function. */
function namesAt(code: ContractCode, { function: inside }: Use): readonly string[] {
  const names = parametersOf(inside.node)
    .filter((node) => typeStringOf(node) === "address")
    .map((node) => textOf(node, "name"));
  return entryChangesOf(code)
    .filter(({ use }) => use.function === inside)
    .flatMap(({ use }) => keysOf(code, use).flat())
    .filter(({ kind, text }) => kind === "other" && names.includes(text))
    .map(({ text }) => text);
}

function isNobodyAt(use: Use, name: string): boolean {
  const place = nobodyAt(use);
  return place !== undefined && placeOf(use.function, name) === place;
}

function placeOf({ node }: CodeFunction, name: string): number {
  return parametersOf(node).findIndex((one) => textOf(one, "name") === name);
}

/** All calls of these contracts name themselves there, or what is stored. */
function isSameForAll(
  code: ContractCode,
  use: Use,
  name: string,
  callers: readonly ContractCode[],
): boolean {
  const given = givenAt(code, use, placeOf(use.function, name));
  const isFixed = (caller: ContractCode, argument: AstNode, inside: CodeFunction): boolean =>
    originsOf(caller, argument, inside)
      .filter(({ isLast }) => isLast)
      .every((one) => kindOf(caller, one.node, one.function) === "fixed");
  const calls = given.flatMap(({ entry, place }) =>
    callers.flatMap((caller) =>
      callsOf(caller, entry).flatMap(({ node, function: inside }) => {
        // Who calls is the calling contract itself.
        if (place === "sender") return [true];
        const argument = passedTo(node, entry.node)[place];
        return argument === undefined ? [] : [isFixed(caller, argument, inside)];
      }),
    ),
  );
  return calls.length > 0 && calls.every((one) => one);
}

/** An argument of what others call, or who calls it. */
interface Given {
  readonly entry: CodeFunction;
  readonly place: number | "sender";
}

/** Which arguments of what others call come there: where only what is minted does, by what mints. */
function givenAt(code: ContractCode, use: Use, place: number): readonly Given[] {
  const { function: inside } = use;
  const nobody = nobodyAt(use);
  const all = CodeIndex.of(code).callsOf(inside);
  const minting = all.filter(({ node }) => {
    const given = nobody === undefined ? undefined : passedTo(node, inside.node)[nobody];
    return given !== undefined && isNobody(given);
  });
  const parameter = parametersOf(inside.node)[place];
  const own = parameter !== undefined && all.length === 0 ? [{ entry: inside, place }] : [];
  return [
    ...own,
    ...(minting.length > 0 ? minting : all).flatMap((call) => {
      const given = passedTo(call.node, inside.node)[place];
      return given === undefined ? [] : givenBehind(code, given, call.function);
    }),
  ];
}

function givenBehind(code: ContractCode, given: AstNode, inside: CodeFunction): readonly Given[] {
  return originsOf(code, given, inside).flatMap(({ node, function: entry }): readonly Given[] => {
    if (isArgument(node, entry))
      return [{ entry, place: placeOf(entry, textOf(node, "name") ?? "") }];
    // Behind `_msgSender()` there is no telling any more for whom it was asked.
    if (senderName(node) === undefined || entry.name === "_msgSender") return [];
    return changingEntriesTo(code, entry).map((one) => ({ entry: one, place: "sender" }));
  });
}

/** Calls of another contract's function, by its name and as many arguments. */
function callsOf(caller: ContractCode, { name, node: called }: CodeFunction): readonly Place[] {
  return CodeIndex.of(caller).places.filter(({ node }) => {
    const callee = calleeOf(node);
    if (callee?.nodeType !== "MemberAccess" || textOf(callee, "memberName") !== name) return false;
    const isContract = typeIdentifierOf(childOf(callee, "expression"))?.startsWith("t_contract");
    return isContract === true && argumentsOf(node).length === parametersOf(called).length;
  });
}
