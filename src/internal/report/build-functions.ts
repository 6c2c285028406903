import type { FunctionPairInput, PairRunInput, SharingInput } from "../model/report-input.ts";
import type { ReportFunctionPair, ReportHotspot, ReportOrder } from "../model/report.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { hangsOnArgument } from "./hangs-on-argument.ts";
import { shortContract } from "../model/short-contract.ts";

/** Which functions conflict when different users call them, from crowds of two. */
export function buildFunctions(
  pairs: readonly FunctionPairInput[],
  orders: readonly ReportOrder[],
  sharings: readonly SharingInput[],
): ReportFunctionPair[] {
  return pairs.map(({ contract, a, b, runs }) => {
    const name = (one: string) => `${shortContract(contract)}.${one}`;
    const spread = pathsOf(runs, "spread");
    const order = orders.find(
      (one) =>
        one.a === name(a) &&
        one.b === name(b) &&
        one.contracts.every((called) => called === contract),
    );
    const met = [...spread, ...pathsOf(runs, "same")];
    const together = runs.every((run) => run.together);
    // Calls of the suite may meet on a state that no crowd of two has: one of them made the other possible.
    const seen = met.length > 0 ? [] : meetingsIn(order, together);
    const always = [
      ...spread.filter((one) => !hangsOnArgument(one)),
      ...seen.filter(({ path }) => !isEntry(path)),
    ].map((one) => one.name);
    const same = [...met, ...seen].map((one) => one.name);
    const paths = new Set(always.length > 0 ? always : same);
    const shared = sharings.filter((one) => isOf(one, contract, name(a), name(b)));
    const apart = met.filter(({ group }) => isFalseSharing(shared, group));
    return {
      contract,
      a: name(a),
      b: name(b),
      verdict: always.length > 0 ? "always" : same.length > 0 ? "same argument" : "never",
      paths: [...paths].sort(),
      falseSharing: [...new Set(apart.map((one) => one.name))]
        .filter((one) => paths.has(one))
        .sort(),
      together,
      order: order?.verdict ?? null,
    };
  });
}

/** Of ether not if it is enough for both, as where two users who name different things found it. */
function meetingsIn(order: ReportOrder | undefined, isEnough: boolean): Meeting[] {
  return (order?.paths ?? [])
    .filter((path) => !(isEnough && path.endsWith(BALANCE)))
    .map((path) => ({ path, packed: [], name: path }));
}

const BALANCE = "address(this).balance";

/** Of a mapping or an array: a user who names another one does not meet there. */
function isEntry(path: string): boolean {
  return path.includes("[");
}

function isOf(
  { earlier, later, contracts }: SharingInput,
  contract: string,
  a: string,
  b: string,
): boolean {
  if (contracts.earlier !== contract || contracts.later !== contract) return false;
  return (earlier === a && later === b) || (earlier === b && later === a);
}

/** All that was tried there says so. */
function isFalseSharing(sharings: readonly SharingInput[], group: string | undefined): boolean {
  const tried = sharings.filter((one) => one.group === group);
  return tried.length > 0 && tried.every(({ finding }) => finding.verdict.kind === "false sharing");
}

/** A place where two users met, with the name to show. */
interface Meeting extends Pick<ReportHotspot, "path" | "packed"> {
  readonly name: string;
  readonly group?: string;
}

function pathsOf(runs: readonly PairRunInput[], target: PairRunInput["target"]): Meeting[] {
  return runs
    .filter((run) => run.target === target)
    .flatMap((run) =>
      buildHotspots(run).map(({ group, hotspot: { contract, path, packed } }) => ({
        path,
        packed,
        name: contract === null ? path : `${shortContract(contract)}.${path}`,
        group,
      })),
    );
}
