import type { ContractInfo, SourceFile } from "../model/contract.ts";
import { asNode, nodesIn, textOf } from "../model/solidity/ast-node.ts";

/**
 * The contracts whose code a change of these files can change: those of the files themselves, and of all that
 * import them, however far. Paths are relative to the project.
 */
export function changedContracts(
  files: ReadonlySet<string>,
  contracts: readonly ContractInfo[],
): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [sources, inBuild] of Map.groupBy(contracts, (contract) => contract.sources)) {
    const reached = importersOf(files, sources);
    for (const { name } of inBuild) {
      if (reached.has(name.slice(0, name.lastIndexOf(":")))) changed.add(name);
    }
  }
  return changed;
}

function importersOf(
  files: ReadonlySet<string>,
  sources: ContractInfo["sources"],
): ReadonlySet<string> {
  const importers = importersByPath(sources);
  const reached = new Set<string>();
  const waiting = [...files];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(importers.get(path) ?? []));
  }
  return reached;
}

function importersByPath(sources: ContractInfo["sources"]): ReadonlyMap<string, string[]> {
  const known = sources.filter((source) => source !== undefined);
  const paths = new Map(known.map((source) => [compilersName(source), source.path]));
  const importers = new Map<string, string[]>();
  for (const { ast, path } of known) {
    for (const directive of nodesIn(asNode(ast)?.fields.nodes)) {
      if (directive.nodeType !== "ImportDirective") continue;
      const imported = paths.get(textOf(directive, "absolutePath"));
      if (imported === undefined) continue;
      importers.set(imported, [...(importers.get(imported) ?? []), path]);
    }
  }
  return importers;
}

/** A source has one name for the user and one for the compiler; import directives have the latter. */
function compilersName({ ast }: SourceFile): string | undefined {
  return textOf(asNode(ast), "absolutePath");
}
