import { shortContract } from "../model/short-contract.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { NamedSite, SourceLine } from "../model/slot-name.ts";
import { accessesIn, isAboutOthers, type Accessed } from "./accessed.ts";
import { sameRange } from "../model/solidity/ast-node.ts";
import { reachableFrom } from "./call-graph.ts";
import { codeIndexOf, innermost } from "./code-index.ts";
import { lineAt } from "../model/solidity/line-at.ts";
import { placeOf, placesBefore, type CodePoint } from "./place-of.ts";
import { remember } from "../primitives/remember.ts";
import type { SourcePosition } from "./source-position.ts";

export interface SiteAccess {
  readonly kind: NamedSite["kind"];
  readonly accessed: Accessed;
  /** The function that was called, as {@link entryOf} names it. */
  readonly entry: string | undefined;
}

/** What accessed a location, in Solidity; without function or line where that is not certain. */
export function nameSite(point: CodePoint, access: SiteAccess): NamedSite {
  const { kind, accessed, entry } = access;
  const { declarations, variables } = accessed;
  const key = [entry, point.isCreate, point.pc, kind, ...declarations, "", ...variables].join();
  const ofContract = remember(known, point.contract, () => new Map<string, NamedSite>());
  return remember(ofContract, key, () => findSite(point, access));
}

/** A few instructions make most accesses of a run. */
const known = new WeakMap<ContractInfo, Map<string, NamedSite>>();

function findSite(point: CodePoint, { kind, accessed, entry }: SiteAccess): NamedSite {
  const { contract, isCreate } = point;
  const reachable = entry === undefined ? undefined : reachableFrom(contract, entry);
  const mayRun = (position: SourcePosition) => reachable?.has(position) ?? true;
  const place = placeOf(point);
  // The optimizer makes one of equal code at several places, and tells of one of them only.
  const isWrong =
    place !== undefined &&
    reachable !== undefined &&
    (!mayRun(place) || isAboutOthers(contract, place, accessed));
  if (isWrong) return { ...describe(accessesIn(reachable.functions, kind, accessed)), kind };
  const places = place ? [place] : placesBefore(point, kind, accessed.declarations, mayRun);
  const unknown = isCreate ? { function: constructorOf(point) } : {};
  return { ...unknown, ...describe(places, isCreate), kind };
}

/** What is the same for all places. */
function describe(
  places: readonly SourcePosition[],
  isCreate = false,
): Pick<NamedSite, "function" | "source"> {
  const name = unanimous(places.map((one) => functionAt(one, isCreate)));
  const source = unanimous(places.map(lineOf), sameLine);
  // A line outside of any function is no place where code runs.
  if (name === undefined) return {};
  return { function: name, ...(source === undefined ? {} : { source }) };
}

function functionAt({ source, range }: SourcePosition, isCreate: boolean): string | undefined {
  const { functions, getters, contracts } = codeIndexOf(source);
  const found = innermost(functions, range)?.name;
  if (found !== undefined) return found;
  if (!isCreate) return innermost(getters, range)?.name;
  // Initial values of state variables are assigned by the constructor.
  const contract = innermost(contracts, range)?.name;
  return contract === undefined ? undefined : `${contract}.constructor`;
}

function constructorOf({ contract }: CodePoint): string {
  return `${shortContract(contract.name)}.constructor`;
}

/** A function as a whole is no line. */
function lineOf({ source, range }: SourcePosition): SourceLine | undefined {
  const { functions } = codeIndexOf(source);
  if (functions.some((one) => sameRange(one.range, range))) return undefined;
  return lineAt(source, range.start);
}

function sameLine(a: SourceLine | undefined, b: SourceLine | undefined): boolean {
  return a?.file === b?.file && a?.line === b?.line;
}

function unanimous<T>(values: readonly T[], same = (a: T, b: T) => a === b): T | undefined {
  const [first] = values;
  return first !== undefined && values.every((value) => same(first, value)) ? first : undefined;
}
