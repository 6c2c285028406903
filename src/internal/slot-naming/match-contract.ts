import type { CompiledCode, ContractInfo } from "../model/contract.ts";
import type { Hex } from "../model/location.ts";

/** The contract that this code was compiled from, or undefined. Creation code may carry constructor arguments. */
export type ContractMatcher = (
  codeHash: Hex,
  code: Hex,
  isCreate: boolean,
) => ContractInfo | undefined;

/** One side (creation or runtime) of a contract, ready to be compared. Positions are in hex digits. */
interface Candidate {
  readonly contract: ContractInfo;
  readonly object: string;
  /** Stretches that are the same in every deployment, in order. */
  readonly fixed: readonly { readonly start: number; readonly end: number }[];
  /** Where the metadata trailer begins; the end of the code when it has none. */
  readonly metadataStart: number;
}

/**
 * Contracts are tried in the order of their names, so that of two contracts with the same code the
 * first by name is found. Two passes: the whole code, then all but the metadata trailer, whose hash
 * changes with a comment or a path.
 */
export function createContractMatcher(contracts: readonly ContractInfo[]): ContractMatcher {
  const runtime = candidatesOf(contracts, (contract) => contract.runtime);
  const creation = candidatesOf(contracts, (contract) => contract.creation);
  const runtimeByLength = groupBy(runtime, (candidate) => candidate.object.length);
  const runtimeByBody = groupBy(runtime, (candidate) => candidate.metadataStart);
  const found = new Map<string, ContractInfo | undefined>();

  return (codeHash, code, isCreate) => {
    const key = `${codeHash}:${isCreate}`;
    if (found.has(key)) return found.get(key);
    const digits = code.slice(2);
    const contract = isCreate
      ? matchCreation(creation, digits)
      : matchRuntime(runtimeByLength, runtimeByBody, digits);
    found.set(key, contract);
    return contract;
  };
}

function matchRuntime(
  byLength: ReadonlyMap<number, readonly Candidate[]>,
  byBody: ReadonlyMap<number, readonly Candidate[]>,
  digits: string,
): ContractInfo | undefined {
  const body = startOfMetadata(digits);
  const exact = byLength.get(digits.length)?.find((one) => equalUpTo(one, digits, digits.length));
  return (exact ?? byBody.get(body)?.find((one) => equalUpTo(one, digits, body)))?.contract;
}

/** The longest that fits: constructor arguments follow the object. */
function matchCreation(candidates: readonly Candidate[], digits: string): ContractInfo | undefined {
  const longest = (fitting: readonly Candidate[]) =>
    fitting.reduce<Candidate | undefined>(
      (best, one) => (best && best.object.length >= one.object.length ? best : one),
      undefined,
    )?.contract;
  const fits = candidates.filter((one) => one.object.length <= digits.length);
  return (
    longest(fits.filter((one) => equalUpTo(one, digits, one.object.length))) ??
    longest(fits.filter((one) => equalUpTo(one, digits, one.metadataStart)))
  );
}

function equalUpTo(candidate: Candidate, digits: string, end: number): boolean {
  return candidate.fixed.every(({ start, end: stop }) => {
    if (start >= end) return true;
    return digits.startsWith(candidate.object.slice(start, Math.min(stop, end)), start);
  });
}

function candidatesOf(
  contracts: readonly ContractInfo[],
  side: (contract: ContractInfo) => CompiledCode,
): Candidate[] {
  return contracts.flatMap((contract) => {
    const code = side(contract);
    const object = code.object.toLowerCase();
    if (object === "") return [];
    return [
      { contract, object, fixed: fixedStretches(code), metadataStart: startOfMetadata(object) },
    ];
  });
}

// Map.groupBy is younger than the language version that the package is built for.
function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function fixedStretches(code: CompiledCode): Candidate["fixed"] {
  const variable = [...code.variableRanges, ...libraryAddress(code.object)];
  variable.sort((a, b) => a.start - b.start);
  const fixed: { start: number; end: number }[] = [];
  let position = 0;
  for (const { start, length } of variable) {
    if (start * 2 > position) fixed.push({ start: position, end: start * 2 });
    position = Math.max(position, (start + length) * 2);
  }
  if (position < code.object.length) fixed.push({ start: position, end: code.object.length });
  return fixed;
}

/** A library begins with PUSH20 of its own address, to tell a call from a delegatecall; the compiler leaves zeros there. */
function libraryAddress(object: string): { start: number; length: number }[] {
  return /^73(?:0{40})3014/.test(object) ? [{ start: 1, length: 20 }] : [];
}

/** solc ends code with a CBOR map and its length in two bytes. */
function startOfMetadata(digits: string): number {
  const length = Number.parseInt(digits.slice(-4), 16);
  const start = digits.length - 4 - length * 2;
  return start > 0 && /^a[1-9]$/.test(digits.slice(start, start + 2)) ? start : digits.length;
}
