import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { Speedup } from "../model/conflict.ts";
import { speedupRatio } from "../model/speedup-ratio.ts";

type Times = Pick<ScenarioAnalysis, "totalGas" | "criticalPath" | "makespans">;

/** Modelled speed-up over scenarios that run one after another; 1 when there is no gas at all. */
export function speedupOf(scenarios: readonly Times[]): Speedup {
  const total = sum(scenarios, ({ totalGas }) => totalGas);
  const on = (threads: keyof Times["makespans"]): number =>
    speedupRatio(
      total,
      sum(scenarios, ({ makespans }) => makespans[threads]),
    );
  return {
    bound: speedupRatio(
      total,
      sum(scenarios, ({ criticalPath }) => criticalPath),
    ),
    threads: { 2: on("2"), 4: on("4"), 8: on("8"), 16: on("16") },
  };
}

function sum(scenarios: readonly Times[], gasOf: (times: Times) => bigint): bigint {
  return scenarios.reduce((gas, one) => gas + gasOf(one), 0n);
}
