import type { SourceFile } from "../../model/contract.ts";
import { type AstNode, asNode, nodesIn, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { compilationsOf } from "./compilations.ts";
import type { CodeFunction, ContractCode, Declared, StateVariable } from "./contract-code.ts";
import { changingEntriesTo, entriesTo } from "./reach.ts";
import type { Use } from "./uses.ts";

/** A function that changes the state, of a contract that asks another one. */
export interface OutsideReader {
  readonly code: ContractCode;
  readonly function: CodeFunction;
}

/** Something public that tells what a variable holds. */
export interface Getter extends Pick<Declared, "node" | "source"> {
  readonly name: string;
  readonly code: ContractCode;
}

/**
 * Functions that change the state and ask for the variable by a call: by its getter or by a view that reads it, of
 * the contract or of others that ask it in turn. Who asks by way of an interface, or by a signature in a string,
 * may ask any contract that has such a function.
 */
export function outsideReaders(
  project: readonly ContractCode[],
  code: ContractCode,
  variable: StateVariable,
  reads: readonly Use[],
): readonly OutsideReader[] {
  const views = reads.flatMap(({ function: one }) => [one, ...entriesTo(code, one)]);
  const getters: Getter[] = [];
  const known = new Set<AstNode["fields"]>();
  const learn = (of: ContractCode, { node, source, name }: CodeFunction | StateVariable): void => {
    if (known.has(node.fields)) return;
    known.add(node.fields);
    getters.push({ code: of, node, source, name });
  };
  learn(code, variable);
  for (const view of views) if (view.isView) learn(code, view);
  const readers: OutsideReader[] = [];
  // It grows while it is gone through.
  for (const getter of getters) {
    for (const asking of project) {
      for (const { function: inside } of placesThatAsk(project, asking, getter)) {
        const changing = isLibrary(asking) ? [inside] : changingEntriesTo(asking, inside);
        for (const one of changing) {
          const isKnown = readers.some((other) => other.code === asking && other.function === one);
          if (!isKnown) readers.push({ code: asking, function: one });
        }
        for (const one of entriesTo(asking, inside)) if (one.isView) learn(asking, one);
      }
    }
  }
  return readers;
}

/** What it does runs in whoever calls it. */
function isLibrary({ bases: [own] }: ContractCode): boolean {
  return textOf(own?.node, "contractKind") === "library";
}

/** Where it is named by a contract that asks for it: what is called there, or the string that it is called by. */
export function placesThatAsk(
  project: readonly ContractCode[],
  asking: ContractCode,
  getter: Getter,
): readonly Place[] {
  const { members, signatures } = asked(asking);
  const named = members.get(getter.name) ?? [];
  const written = signatures.get(getter.name) ?? [];
  if (named.length === 0 && written.length === 0) return [];
  const own = compilationsOf(project, getter).find(
    ({ sources }) => sources[0] !== undefined && asking.info.sources.includes(sources[0]),
  );
  const found = named.filter(({ node }) => {
    const declaration = numberOf(node, "referencedDeclaration");
    if (declaration === undefined) return false;
    return declaration === own?.id || isAskedOfAny(asking, declaration, getter);
  });
  // What a contract asks by a name or an interface it asks of others.
  return asking === getter.code ? found.filter(isOfItself(own?.id)) : [...found, ...written];
}

function isOfItself(id: number | undefined): (place: Place) => boolean {
  return ({ node }) => numberOf(node, "referencedDeclaration") === id;
}

/** The declaration is one that the getter's contract, or any other one, may stand behind. */
function isAskedOfAny(asking: ContractCode, declaration: number, getter: Getter): boolean {
  const selector = textOf(getter.node, "functionSelector");
  for (const source of asking.info.sources) {
    const found = source && declaredIn(source).get(declaration);
    if (found === undefined) continue;
    const { contract, member } = found;
    const isBase = getter.code.bases.some(
      (base) => base.contract === textOf(contract, "name") && base.source.path === source?.path,
    );
    const isOpen =
      isBase ||
      contract.fields.abstract === true ||
      textOf(contract, "contractKind") === "interface";
    return isOpen && selector !== undefined && textOf(member, "functionSelector") === selector;
  }
  return false;
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

interface Member {
  readonly contract: AstNode;
  readonly member: AstNode;
}

/** Members of contracts, by their AST ids. */
function declaredIn(source: SourceFile): ReadonlyMap<number, Member> {
  return remember(declared, source, () => {
    const contracts = nodesIn(asNode(source.ast)?.fields.nodes);
    return new Map(
      contracts.flatMap((contract) =>
        nodesIn(contract.fields.nodes).map((member) => [member.id, { contract, member }] as const),
      ),
    );
  });
}

const declared = new WeakMap<SourceFile, ReadonlyMap<number, Member>>();
