import { readFile, stat } from "node:fs/promises";

import type { ArtifactManager } from "hardhat/types/artifacts";

import type { CompiledCode, Compiler, ContractInfo, SourceFile } from "../model/contract.ts";
import {
  type NarrowedBuild,
  type NarrowedCode,
  narrowBuildInfo,
  narrowBuildOutput,
} from "./narrow-build-info.ts";

/** Where Hardhat's build infos are. */
export type BuildInfoFiles = Pick<
  ArtifactManager,
  "getAllBuildInfoIds" | "getBuildInfoPath" | "getBuildInfoOutputPath"
>;

export interface LoadedContracts {
  readonly contracts: readonly ContractInfo[];
  /** Build infos that could not be read, as sentences for the report. */
  readonly problems: readonly string[];
}

/** The two files of a build, by their paths. */
export interface BuildFiles {
  readonly id: string;
  readonly info: string;
  readonly output: string;
}

/** Those that have both files, sorted. */
export async function listBuilds(artifacts: BuildInfoFiles): Promise<BuildFiles[]> {
  const builds: BuildFiles[] = [];
  for (const id of [...(await artifacts.getAllBuildInfoIds())].sort()) {
    const info = await artifacts.getBuildInfoPath(id);
    const output = await artifacts.getBuildInfoOutputPath(id);
    if (info !== undefined && output !== undefined) builds.push({ id, info, output });
  }
  return builds;
}

/** All contracts that the project has compiled, from the build infos of Hardhat's artifacts, sorted by name. */
export async function loadContracts(artifacts: BuildInfoFiles): Promise<LoadedContracts> {
  return loadBuilds(await listBuilds(artifacts));
}

export async function loadBuilds(files: readonly BuildFiles[]): Promise<LoadedContracts> {
  const builds: LoadedBuild[] = [];
  const problems: string[] = [];
  for (const build of files) {
    try {
      builds.push(await load(build));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      problems.push(
        `The build info ${build.id} could not be read, so its contracts have no names here (${cause}). Compile again with: npx hardhat build --force`,
      );
    }
  }
  return {
    contracts: withoutDuplicates(builds.flatMap((one) => currentIn(one, builds))),
    problems,
  };
}

interface LoadedBuild {
  readonly contracts: readonly ContractInfo[];
  /** What the files held then, by their paths. */
  readonly contents: ReadonlyMap<string, string>;
  /** When it was written, in milliseconds. */
  readonly time: number;
}

/**
 * Where a file has changed since, Hardhat compiles it and what imports it again. The old build stays, as others
 * in it still count, and has all of them as they were.
 */
function currentIn({ contracts, contents, time }: LoadedBuild, builds: readonly LoadedBuild[]) {
  const newer = builds.filter(
    (one) =>
      one.time > time &&
      [...one.contents].some(
        ([path, content]) => contents.has(path) && contents.get(path) !== content,
      ),
  );
  return contracts.filter(({ name }) => {
    const path = name.slice(0, name.lastIndexOf(":"));
    return !newer.some((one) => one.contents.has(path));
  });
}

async function load(files: BuildFiles): Promise<LoadedBuild> {
  const [info, output] = await Promise.all([files.info, files.output].map(readJson));
  const { mtimeMs: time } = await stat(files.info);
  const build = { ...narrowBuildInfo(info), ...narrowBuildOutput(output) };
  const sources = sourcesById(build);
  const contents = new Map(
    sources.flatMap((one) => (one === undefined ? [] : [[one.path, one.content] as const])),
  );
  return { contracts: contractsOf(build, sources), contents, time };
}

function contractsOf(
  build: NarrowedBuild,
  sources: readonly (SourceFile | undefined)[],
): ContractInfo[] {
  const compiler = compilerOf(build);
  return Object.entries(build.contracts).flatMap(([source, inSource]) =>
    Object.entries(inSource).map(([name, contract]): ContractInfo => {
      const { abi, storageLayout, evm } = contract;
      return {
        name: `${userPath(source)}:${name}`,
        abi,
        ...(storageLayout === undefined ? {} : { storageLayout }),
        creation: toCode(evm.bytecode),
        runtime: toCode(evm.deployedBytecode),
        sources,
        ...(compiler === undefined ? {} : { compiler }),
      };
    }),
  );
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8")) as unknown;
}

function sourcesById(build: NarrowedBuild): (SourceFile | undefined)[] {
  const sources: (SourceFile | undefined)[] = [];
  for (const [source, { id, ast }] of Object.entries(build.sources)) {
    const content = build.contents[source]?.content ?? "";
    const isExternal = !source.startsWith("project/");
    const packageVersion = NPM.exec(source)?.[2];
    sources[id] = {
      path: userPath(source),
      content,
      ast,
      isExternal,
      ...(packageVersion === undefined ? {} : { packageVersion }),
    };
  }
  return Array.from(sources);
}

/** Hardhat's source names as users write them: `project/contracts/A.sol`, `npm/@openzeppelin/contracts@5.7.0/…`. */
function userPath(sourceName: string): string {
  if (sourceName.startsWith("project/")) return sourceName.slice("project/".length);
  const npm = NPM.exec(sourceName);
  return npm === null ? sourceName : `${npm[1] ?? ""}/${npm[3] ?? ""}`;
}

/** Package, version, path within it. */
const NPM = /^npm\/((?:@[^/]+\/)?[^/@]+)@([^/]+)\/(.*)$/;

function compilerOf({ solcVersion, evmVersion }: NarrowedBuild): Compiler | undefined {
  if (solcVersion === undefined) return undefined;
  return { version: solcVersion, ...(evmVersion === undefined ? {} : { evmVersion }) };
}

function toCode({
  object,
  sourceMap,
  linkReferences,
  immutableReferences,
}: NarrowedCode): CompiledCode {
  const links = Object.values(linkReferences).flatMap((file) => Object.values(file).flat());
  const immutables = Object.values(immutableReferences ?? {}).flat();
  return { object, sourceMap, variableRanges: [...links, ...immutables] };
}

/** A source that several builds share is compiled, and so listed, in each. */
function withoutDuplicates(contracts: readonly ContractInfo[]): ContractInfo[] {
  const byKey = new Map<string, ContractInfo>();
  for (const contract of contracts) {
    const key = `${contract.name} ${contract.creation.object}`;
    if (!byKey.has(key)) byKey.set(key, contract);
  }
  return [...byKey.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
