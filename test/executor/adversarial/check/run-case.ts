import type { Executor } from "../../../../src/internal/executor/executor.ts";
import type { Scenario } from "../../../../src/internal/model/scenario.ts";
import type { Arena } from "../arena/arena.ts";
import type { Hardfork } from "../hardforks.ts";
import type { Plan } from "../plan.ts";
import { Random } from "../random.ts";
import type { Theme } from "../theme.ts";
import { ALTERATIONS } from "./alterations.ts";
import { checkScenario } from "./check-scenario.ts";
import { StockRun, withExpectations } from "./stock-run.ts";

export interface Case {
  readonly theme: Theme;
  readonly hardfork: Hardfork;
  readonly seed: number;
}

export interface CaseResult {
  readonly transactions: number;
  /** Nothing is good. */
  readonly differences: readonly string[];
}

/** What it is, and how to run it alone. */
export function describeCase({ theme, hardfork, seed }: Case): string {
  const options = `--theme ${theme.name} --hardfork ${hardfork} --seed ${seed}`;
  return `${theme.name}, ${hardfork}, seed ${seed}: node test/stress/adversarial.ts ${options}`;
}

export function planOf({ theme, seed }: Case, arena: Arena): Plan {
  return theme.plan(arena.place, new Random(`${theme.name} ${seed}`));
}

/**
 * Mines a plan in EDR, and runs what came of it on each executor: as it is, against EDR, and once
 * changed into what no chain has mined, against EthereumJS as it is.
 */
export async function runPlan(
  plan: Plan,
  arena: Arena,
  executors: readonly Executor[],
  seed: number,
): Promise<CaseResult> {
  const scenario = await arena.mine(plan);
  const differences = await checkScenario(scenario, executors, {
    invalid: new Map(),
    valuesOf: (locations) => arena.valuesOf(locations),
  });
  const altered = (plan.impersonated ?? []).length > 0 ? undefined : alteredOf(scenario, seed);
  if (altered !== undefined) {
    const found = await checkAltered(altered.scenario, executors);
    differences.push(...found.map((difference) => `${altered.name}: ${difference}`));
  }
  return { transactions: scenario.transactions.length, differences };
}

/** EthereumJS as it is runs no transaction whose sender has code (EIP-3607), which tests impersonate. */
function alteredOf(scenario: Scenario, seed: number) {
  const random = new Random(`alteration ${seed}`);
  const { name, alter } = random.pick(ALTERATIONS);
  return { name, scenario: alter(scenario, random) };
}

async function checkAltered(scenario: Scenario, executors: readonly Executor[]): Promise<string[]> {
  const stock = await StockRun.of(scenario);
  const invalid = new Map(
    stock.results.flatMap((result, i) =>
      result.kind === "done" ? [] : [[i, rejection(result.reason)] as const],
    ),
  );
  return checkScenario(withExpectations(scenario, stock), executors, {
    invalid,
    valuesOf: (locations) => stock.valuesOf(locations),
  });
}

/** The executor looks at the nonce first, EthereumJS at the balance. */
function rejection(reason: string): RegExp {
  return reason.includes("correct nonce") ? /^its nonce is \d+, but the account's is \d+$/ : /./;
}
