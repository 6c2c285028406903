import type { FunctionPairInput, PairRunInput } from "../model/report-input.ts";
import type { ReportFunctionPair } from "../model/report.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { shortContract } from "./short-contract.ts";

/** Which functions conflict when different users call them, from crowds of two. */
export function buildFunctions(pairs: readonly FunctionPairInput[]): ReportFunctionPair[] {
  return pairs.map(({ contract, a, b, runs }) => {
    const name = (one: string) => `${shortContract(contract)}.${one}`;
    const spread = pathsOf(runs, "spread");
    const same = pathsOf(runs, "same");
    return {
      contract,
      a: name(a),
      b: name(b),
      verdict: spread.length > 0 ? "always" : same.length > 0 ? "same argument" : "never",
      paths: spread.length > 0 ? spread : same,
      together: runs.every(({ together }) => together),
    };
  });
}

function pathsOf(runs: readonly PairRunInput[], target: PairRunInput["target"]): string[] {
  const hotspots = runs.filter((run) => run.target === target).flatMap((run) => buildHotspots(run));
  return [...new Set(hotspots.map(({ contract, path }) => pathOf(contract, path)))].sort();
}

function pathOf(contract: string | null, path: string): string {
  return contract === null ? path : `${shortContract(contract)}.${path}`;
}
