import type { Compiler, SourceFile } from "../../model/contract.ts";
import {
  type AstNode,
  asNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { isSince } from "../../model/fork-order.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { type ContractCode, type Declared, sourceText } from "../code/contract-code.ts";
import { mentionsOf } from "../code/mentions.ts";
import { isAtLeast } from "../code/versions.ts";

const [STORED, TRANSIENT] = ["ReentrancyGuard", "ReentrancyGuardTransient"];

/**
 * OpenZeppelin's guard replaced by the one in transient storage, in all files whose contracts are of one family
 * with this one. Undefined where the compiler, its EVM version or the installed OpenZeppelin does not have it,
 * and where the guard comes in by another way than a plain import.
 */
export function transientGuard(
  project: readonly ContractCode[],
  code: ContractCode,
  guard: Declared,
): SourceEdit[] | undefined {
  if (!hasTransientStorage(code.info.compiler) || !isOffered(guard.source)) return undefined;
  const files = familyFiles(project, code, guard);
  if (files === undefined) return undefined;
  const edits = [...files.values()].map((source) => editFile(project, source, guard));
  return edits.every((one) => one !== undefined) ? edits.flat() : undefined;
}

/** EIP-1153 is there from cancun on, which is solc's default since 0.8.25. */
function hasTransientStorage(compiler: Compiler | undefined): boolean {
  if (compiler === undefined) return false;
  const { version, evmVersion } = compiler;
  if (evmVersion === undefined) return isAtLeast(version, [0, 8, 25]);
  return isAtLeast(version, [0, 8, 24]) && isSince(evmVersion, "cancun");
}

/** Since OpenZeppelin Contracts 5.1. */
function isOffered({ path, packageVersion }: SourceFile): boolean {
  return (
    path === `@openzeppelin/contracts/utils/${STORED}.sol` &&
    packageVersion !== undefined &&
    isAtLeast(packageVersion, [5, 1, 0])
  );
}

/** Files that must change together, as no contract may have both guards; undefined if one is not the user's. */
function familyFiles(
  project: readonly ContractCode[],
  code: ContractCode,
  guard: Declared,
): ReadonlyMap<string, SourceFile> | undefined {
  const families = [code, ...project].map(({ bases }) =>
    bases.filter((base) => inheritsDirectly(base, guard, bases)).map(({ source }) => source),
  );
  const files = new Map((families[0] ?? []).map((source) => [source.path, source]));
  for (let known = 0; known < files.size;) {
    known = files.size;
    for (const family of families.filter((one) => one.some(({ path }) => files.has(path)))) {
      for (const source of family) if (!files.has(source.path)) files.set(source.path, source);
    }
  }
  const isOwn = files.size > 0 && [...files.values()].every((one) => one.isExternal !== true);
  return isOwn ? files : undefined;
}

function inheritsDirectly(base: Declared, guard: Declared, bases: readonly Declared[]): boolean {
  // Of this compilation, whose ids may be others.
  const own = bases.find(
    ({ contract, source }) => contract === guard.contract && source.path === guard.source.path,
  );
  return nodesIn(base.node.fields.baseContracts).some(
    (one) => numberOf(childOf(one, "baseName"), "referencedDeclaration") === own?.node.id,
  );
}

function editFile(
  project: readonly ContractCode[],
  source: SourceFile,
  guard: Declared,
): SourceEdit[] | undefined {
  if (source.content.includes(TRANSIENT)) return undefined;
  const directives = nodesIn(asNode(source.ast)?.fields.nodes).filter(isImport);
  const [directive, ...others] = directives;
  if (directive === undefined || others.length > 0) return undefined;
  const names = mentionsOf(project, guard).filter((one) => one.source.path === source.path);
  const outside = names.filter(
    ({ node }) =>
      node.range.start >= directive.range.end || node.range.end <= directive.range.start,
  );
  const isPlain = outside.every(({ node }) => sourceText(source, node) === STORED);
  if (!isPlain) return undefined;
  return [directive, ...outside.map(({ node }) => node)].map((node) => ({
    file: source.path,
    ...node.range,
    text: sourceText(source, node).replaceAll(/\bReentrancyGuard\b/g, TRANSIENT),
  }));
}

/** Without `as`, which would give it another name in the file. */
function isImport(node: AstNode): boolean {
  if (node.nodeType !== "ImportDirective") return false;
  const isGuards = (textOf(node, "file") ?? "").endsWith(`/utils/${STORED}.sol`);
  return isGuards && (textOf(node, "unitAlias") ?? "") === "";
}
