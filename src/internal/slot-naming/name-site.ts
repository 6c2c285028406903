import type { ContractInfo } from "../model/contract.ts";
import type { NamedSite, SourceLine } from "../model/slot-name.ts";
import { sameRange } from "./ast-node.ts";
import { codeIndexOf, innermost } from "./code-index.ts";
import { lineAt } from "./line-at.ts";
import { placeOf, placesBefore, type CodePoint } from "./place-of.ts";
import { remember } from "./remember.ts";
import type { SourcePosition } from "./source-position.ts";

/**
 * What accessed a location, in Solidity; without function or line where that is not certain.
 *
 * @param declarations AST ids of what was accessed: helps where the access itself has no line.
 */
export function nameSite(
  point: CodePoint,
  kind: NamedSite["kind"],
  declarations: ReadonlySet<number>,
): NamedSite {
  const key = [point.isCreate, point.pc, kind, ...declarations].join();
  const ofContract = remember(known, point.contract, () => new Map<string, NamedSite>());
  return remember(ofContract, key, () => findSite(point, kind, declarations));
}

/** A few instructions make most accesses of a run. */
const known = new WeakMap<ContractInfo, Map<string, NamedSite>>();

function findSite(
  point: CodePoint,
  kind: NamedSite["kind"],
  declarations: ReadonlySet<number>,
): NamedSite {
  const place = placeOf(point);
  const places = place ? [place] : placesBefore(point, kind, declarations);
  const name =
    unanimous(places.map((one) => functionAt(one, point.isCreate))) ??
    (point.isCreate ? constructorOf(point) : undefined);
  const source = unanimous(places.map(lineOf), sameLine);
  return {
    ...(name === undefined ? {} : { function: name }),
    // A line outside of any function is no place where code runs.
    ...(source === undefined || name === undefined ? {} : { source }),
    kind,
  };
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
  return `${contract.name.slice(contract.name.lastIndexOf(":") + 1)}.constructor`;
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
