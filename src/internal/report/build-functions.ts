import type { FunctionPairInput, PairRunInput } from "../model/report-input.ts";
import type { ReportFunctionPair, ReportHotspot, ReportOrder } from "../model/report.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { hangsOnArgument } from "./hangs-on-argument.ts";
import { shortContract } from "./short-contract.ts";

/** Which functions conflict when different users call them, from crowds of two. */
export function buildFunctions(
  pairs: readonly FunctionPairInput[],
  orders: readonly ReportOrder[],
): ReportFunctionPair[] {
  return pairs.map(({ contract, a, b, runs }) => {
    const name = (one: string) => `${shortContract(contract)}.${one}`;
    const spread = pathsOf(runs, "spread");
    const order = orders.find((one) => one.a === name(a) && one.b === name(b));
    const met = [...spread, ...pathsOf(runs, "same")];
    // Calls of the suite may meet on a state that no crowd of two has: one of them made the other possible.
    const seen = met.length > 0 ? [] : meetingsIn(order);
    const always = [...spread, ...seen]
      .filter((one) => !hangsOnArgument(one))
      .map((one) => one.name);
    const same = [...met, ...seen].map((one) => one.name);
    return {
      contract,
      a: name(a),
      b: name(b),
      verdict: always.length > 0 ? "always" : same.length > 0 ? "same argument" : "never",
      paths: [...new Set(always.length > 0 ? always : same)].sort(),
      together: runs.every(({ together }) => together),
      order: order?.verdict ?? null,
    };
  });
}

function meetingsIn(order: ReportOrder | undefined): Meeting[] {
  return (order?.paths ?? []).map((path) => ({ path, packed: [], name: path }));
}

/** A place where two users met, with the name to show. */
interface Meeting extends Pick<ReportHotspot, "path" | "packed"> {
  readonly name: string;
}

function pathsOf(runs: readonly PairRunInput[], target: PairRunInput["target"]): Meeting[] {
  const hotspots = runs.filter((run) => run.target === target).flatMap((run) => buildHotspots(run));
  return hotspots.map(({ contract, path, packed }) => ({
    path,
    packed,
    name: contract === null ? path : `${shortContract(contract)}.${path}`,
  }));
}
