import type { SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { returnParametersOf } from "./call-parts.ts";
import type { ContractCode, Declared } from "./contract-code.ts";
import { isSeenToCall } from "./seen-calls.ts";

/**
 * Whose function it is that is named behind a dot, as far as a contract is asked for.
 * - `is`: no other contract of the project can be meant.
 * - `may`: others can as well, as with an interface that several have all functions of; or it lacks some of them, and
 *   was seen to be called there all the same.
 */
export type Standing = "is" | "may";

/** A function of a contract, or the getter of a variable. */
export interface Meant {
  readonly code: ContractCode;
  /** As the asking contract's compilation has it; undefined where it is not in there. */
  readonly id: number | undefined;
  /** What is internal has none. */
  readonly selector: string | undefined;
  /** It takes an id that the contract has given out, which few others ask for: one function of a type may be enough. */
  readonly isOfIds?: boolean;
}

/** Undefined: it is none of this contract, whoever else is called there. */
export function standsFor(
  project: readonly ContractCode[],
  asking: ContractCode,
  named: AstNode,
  { code, id, selector, isOfIds = false }: Meant,
): Standing | undefined {
  const declaration = numberOf(named, "referencedDeclaration");
  const found = memberOf(asking, declaration);
  if (found === undefined) return undefined;
  const isSelected = selector !== undefined && selectorOf(found.member) === selector;
  if (declaration !== id && !isSelected) return undefined;
  const type = typeBefore(asking, named, found.holder);
  const isOther = project.some(
    (one) => isMade(one) && !isRelated(one, code) && canBe(asking, type, one),
  );
  if (canBe(asking, type, code)) return isOther ? "may" : "is";
  if (!answers(code, found.member)) return undefined;
  const isSeen = selector !== undefined && isSeenToCall(project, asking, code, selector);
  // An NFT by hand, without all of the standard: where nothing else is there to be called, it may be what is called.
  const isPart = isOfIds && !isOther && isOpen(type.node);
  return isSeen || isPart ? "may" : undefined;
}

function answers(code: ContractCode, asked: AstNode): boolean {
  return isAnswered(functionsOf(code.bases), selectorOf(asked) ?? "", resultsOf(asked));
}

/** Of a call that returns nothing, a result cannot be read. */
function isAnswered(
  functions: ReadonlyMap<string, number>,
  selector: string,
  results: number,
): boolean {
  const given = functions.get(selector);
  return given !== undefined && (given > 0 || results === 0);
}

/**
 * A contract is what it inherits. It is taken for an interface, or for an abstract contract, that it does not inherit,
 * if it has all functions of it: an ERC-20 shares some with an ERC-721, but is none.
 */
function canBe(asking: ContractCode, type: Declared, code: ContractCode): boolean {
  const found = remember(known, type.node.fields, () => new Map<ContractCode, boolean>());
  return remember(found, code, () => {
    const bases = basesOf(asking, type);
    if (code.bases.some((one) => isSame(one, type))) return true;
    const [own] = code.bases;
    // What inherits it has its functions, too, and may be what it is tested by.
    if (own !== undefined && bases.some((one) => isSame(one, own))) return true;
    if (!isOpen(type.node)) return false;
    const has = functionsOf(code.bases);
    return [...functionsOf(bases)].every(([selector, results]) =>
      isAnswered(has, selector, results),
    );
  });
}

const known = new WeakMap<AstNode["fields"], Map<ContractCode, boolean>>();

/** One can be created. */
function isMade({ bases: [own] }: ContractCode): boolean {
  return own !== undefined && !isOpen(own.node) && textOf(own.node, "contractKind") === "contract";
}

/** One inherits the other. */
function isRelated(a: ContractCode, b: ContractCode): boolean {
  const inherits = (one: ContractCode, { bases: [own] }: ContractCode) =>
    own !== undefined && one.bases.some((base) => isSame(base, own));
  return inherits(a, b) || inherits(b, a);
}

function isOpen(contract: AstNode): boolean {
  return contract.fields.abstract === true || textOf(contract, "contractKind") === "interface";
}

function isSame(a: Declared, b: Declared): boolean {
  return a.contract === b.contract && a.source.path === b.source.path;
}

/** `token` of `token.transfer`: what it is said to be there, which may have more functions than the one that declares this. */
function typeBefore(asking: ContractCode, named: AstNode, holder: Declared): Declared {
  const identifier = typeIdentifierOf(childOf(named, "expression")) ?? "";
  const id = /^(?:t_type\$_)?t_contract\$_.*_\$(\d+)/.exec(identifier)?.[1];
  const type = id === undefined ? undefined : contractsOf(asking).get(Number(id));
  // Of a library that is used for contracts it is the library's.
  const isOfType = type !== undefined && basesOf(asking, type).some((one) => isSame(one, holder));
  return isOfType ? type : holder;
}

function basesOf(asking: ContractCode, { node }: Declared): readonly Declared[] {
  const all = contractsOf(asking);
  const ids: unknown = node.fields.linearizedBaseContracts;
  return (Array.isArray(ids) ? ids : [node.id]).flatMap((id) => all.get(Number(id)) ?? []);
}

/** Selectors, and how many results a call gives; that of a variable always some. */
function functionsOf(bases: readonly Declared[]): ReadonlyMap<string, number> {
  const members = bases.flatMap(({ node }) => nodesIn(node.fields.nodes));
  return new Map(
    members.flatMap((member) => {
      const selector = selectorOf(member);
      return selector === undefined ? [] : [[selector, resultsOf(member)] as const];
    }),
  );
}

function resultsOf(member: AstNode): number {
  return member.nodeType === "VariableDeclaration" ? 1 : returnParametersOf(member).length;
}

function selectorOf(member: AstNode): string | undefined {
  return textOf(member, "functionSelector");
}

interface Member {
  readonly member: AstNode;
  readonly holder: Declared;
}

function memberOf(asking: ContractCode, id: number | undefined): Member | undefined {
  if (id === undefined) return undefined;
  for (const source of asking.info.sources) {
    const found = source && declaredIn(source).members.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function contractsOf(asking: ContractCode): ReadonlyMap<number, Declared> {
  return remember(contracts, asking, () => {
    const all = asking.info.sources.flatMap((source) =>
      source === undefined ? [] : [...declaredIn(source).contracts],
    );
    return new Map(all);
  });
}

const contracts = new WeakMap<ContractCode, ReadonlyMap<number, Declared>>();

interface InFile {
  readonly contracts: ReadonlyMap<number, Declared>;
  readonly members: ReadonlyMap<number, Member>;
}

/** By their AST ids. */
function declaredIn(source: SourceFile): InFile {
  return remember(declared, source, () => {
    const all = nodesIn(asNode(source.ast)?.fields.nodes)
      .filter(({ nodeType }) => nodeType === "ContractDefinition")
      .map((node): Declared => ({ node, source, contract: textOf(node, "name") ?? "" }));
    return {
      contracts: new Map(all.map((one) => [one.node.id, one] as const)),
      members: new Map(
        all.flatMap((holder) =>
          nodesIn(holder.node.fields.nodes).map(
            (member) => [member.id, { member, holder }] as const,
          ),
        ),
      ),
    };
  });
}

const declared = new WeakMap<SourceFile, InFile>();
