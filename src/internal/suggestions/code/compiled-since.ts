import type { ContractCode } from "./contract-code.ts";
import { isAtLeast } from "./versions.ts";

/**
 * The compiler of a file is of this version or a later one. A pragma tells only what may compile it: undefined
 * where the build does not say, or where several compilers have compiled it and differ in this.
 */
export function isCompiledSince(
  project: readonly ContractCode[],
  path: string,
  version: readonly [major: number, minor: number, patch: number],
): boolean | undefined {
  const compilations = project.filter(({ info }) =>
    info.sources.some((source) => source?.path === path),
  );
  const answers = new Set(
    compilations.map(({ info }) => info.compiler && isAtLeast(info.compiler.version, version)),
  );
  const [answer] = answers;
  return answers.size === 1 ? answer : undefined;
}
