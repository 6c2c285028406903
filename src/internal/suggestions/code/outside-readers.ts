import { type AstNode, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { compilationsOf } from "./compilations.ts";
import type { CodeFunction, ContractCode, Declared, StateVariable } from "./contract-code.ts";
import { changingEntriesTo, entriesTo } from "./reach.ts";
import { standsFor } from "./stands-for.ts";
import type { Use } from "./uses.ts";

/** A function that changes the state, of a contract that asks another one. */
export interface OutsideReader {
  readonly code: ContractCode;
  readonly function: CodeFunction;
  /** Where it asks no other contract of the project can be meant. */
  readonly isSure: boolean;
}

/** Something public that tells what a variable holds. */
export interface Getter extends Pick<Declared, "node" | "source"> {
  readonly name: string;
  readonly code: ContractCode;
  /** What it is asked with is an id that the contract has given out. */
  readonly isOfIds?: boolean;
}

/** What is learned of getters while they are gone through. */
interface KnownGetter extends Getter {
  readonly isSure: boolean;
}

/**
 * Functions that change the state and ask for the variable by a call: by its getter or by a view that reads it, of
 * the contract or of others that ask it in turn. Who asks by way of an interface may ask any contract that has all
 * functions of it; who does by a signature in a string any that has such a function. Without a variable: by a view.
 */
export function outsideReaders(
  project: readonly ContractCode[],
  code: ContractCode,
  variable: StateVariable | undefined,
  reads: readonly Use[],
): readonly OutsideReader[] {
  const views = reads.flatMap(({ function: one }) => [one, ...entriesTo(code, one)]);
  const getters: KnownGetter[] = [];
  const known = new Set<AstNode["fields"]>();
  const learn = (
    of: ContractCode,
    { node, source, name }: CodeFunction | StateVariable,
    isSure: boolean,
  ): void => {
    if (known.has(node.fields)) return;
    known.add(node.fields);
    getters.push({ code: of, node, source, name, isSure });
  };
  if (variable !== undefined) learn(code, variable, true);
  for (const view of views) if (view.isView) learn(code, view, true);
  const readers: OutsideReader[] = [];
  // It grows while it is gone through.
  for (const getter of getters) {
    for (const asking of project) {
      for (const place of placesThatAsk(project, asking, getter)) {
        const inside = place.function;
        const isSure = getter.isSure && place.isSure;
        const changing = isLibrary(asking) ? [inside] : changingEntriesTo(asking, inside);
        readers.push(...changing.map((one) => ({ code: asking, function: one, isSure })));
        for (const one of entriesTo(asking, inside)) if (one.isView) learn(asking, one, isSure);
      }
    }
  }
  return readersOnce(readers);
}

/** Who asks in several places is as sure as in the surest. */
function readersOnce(readers: readonly OutsideReader[]): readonly OutsideReader[] {
  const isOf = (one: OutsideReader) => (other: OutsideReader) =>
    other.code === one.code && other.function === one.function;
  return readers
    .filter((one, i) => readers.findIndex(isOf(one)) === i)
    .map((one) => ({ ...one, isSure: readers.filter(isOf(one)).some(({ isSure }) => isSure) }));
}

/** What it does runs in whoever calls it. */
function isLibrary({ bases: [own] }: ContractCode): boolean {
  return textOf(own?.node, "contractKind") === "library";
}

/** Where a contract asks, or may ask: others of the project can be meant there. */
export interface AskingPlace extends Place {
  readonly isSure: boolean;
}

/** Where it is named by a contract that asks for it: what is called there, or the string that it is called by. */
export function placesThatAsk(
  project: readonly ContractCode[],
  asking: ContractCode,
  getter: Getter,
): readonly AskingPlace[] {
  const { members, signatures } = asked(asking);
  const named = members.get(getter.name) ?? [];
  const written = signatures.get(getter.name) ?? [];
  if (named.length === 0 && written.length === 0) return [];
  const own = compilationsOf(project, getter).find(
    ({ sources }) => sources[0] !== undefined && asking.info.sources.includes(sources[0]),
  );
  const selector = textOf(getter.node, "functionSelector");
  const meant = { code: getter.code, id: own?.id, selector, isOfIds: getter.isOfIds ?? false };
  const found = named.flatMap((place): AskingPlace[] => {
    const standing = standsFor(project, asking, place.node, meant);
    return standing === undefined ? [] : [{ ...place, isSure: standing === "is" }];
  });
  // What a contract asks by a name or an interface it asks of others.
  return asking === getter.code
    ? found.filter(({ node }) => numberOf(node, "referencedDeclaration") === own?.id)
    : [...found, ...written.map((place) => ({ ...place, isSure: true }))];
}

interface Asked {
  /** What stands behind a dot, by its name. */
  readonly members: ReadonlyMap<string, readonly Place[]>;
  /** Strings like `total()`, by what stands before the bracket. */
  readonly signatures: ReadonlyMap<string, readonly Place[]>;
}

function asked(code: ContractCode): Asked {
  return remember(asks, code, () => {
    const members = new Map<string, Place[]>();
    const signatures = new Map<string, Place[]>();
    for (const place of CodeIndex.of(code).places) {
      const { node } = place;
      if (node.nodeType === "MemberAccess") {
        remember(members, textOf(node, "memberName") ?? "", () => []).push(place);
      }
      const text = node.nodeType === "Literal" ? textOf(node, "value") : undefined;
      const called = /^([\w$]+)\([\w$[\],()]*\)$/.exec(text ?? "")?.[1];
      if (called !== undefined) remember(signatures, called, () => []).push(place);
    }
    return { members, signatures };
  });
}

const asks = new WeakMap<ContractCode, Asked>();
