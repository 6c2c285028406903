import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { ArenaShelf } from "./adversarial/arena/arena-shelf.ts";
import { PlanRefused } from "./adversarial/arena/arena.ts";
import { type Case, describeCase, planOf, runPlan } from "./adversarial/check/run-case.ts";
import { hardforksOf, type Theme } from "./adversarial/theme.ts";
import { ALL_THEMES } from "./adversarial/themes/all-themes.ts";
import { startExecutor } from "./support/start-executor.ts";

/* A few of those that test/stress/adversarial.ts runs by the thousand. */

const CASES_PER_THEME = 6;

/** More threads than the machine may have cores: they are then interrupted anywhere. */
const executors = [2, 3, 4].map((threads) => startExecutor({ threads }));
const arenas = new ArenaShelf();

after(async () => {
  await Promise.all(executors.map((executor) => executor.end()));
});

describe("adversarial scenarios run in parallel as one after another and as in EDR", () => {
  for (const [i, theme] of ALL_THEMES.entries()) {
    it(theme.name, async () => {
      const failures: string[] = [];
      let refused = 0;
      for (const chosen of casesOf(theme, i)) {
        try {
          failures.push(...(await failuresOf(chosen)));
        } catch (error) {
          if (!(error instanceof PlanRefused))
            throw new Error(describeCase(chosen), { cause: error });
          refused++;
        }
      }
      assert.deepEqual(failures, []);
      assert(refused < CASES_PER_THEME / 2, `EDR took only ${CASES_PER_THEME - refused} plans`);
    });
  }
});

async function failuresOf(chosen: Case): Promise<string[]> {
  const arena = await arenas.get(chosen.hardfork);
  const plan = planOf(chosen, arena);
  const { differences } = await runPlan(plan, arena, executors, chosen.seed);
  return differences.length === 0 ? [] : [describeCase(chosen), ...differences];
}

/** Each on another hardfork, and not all themes on the same. */
function casesOf(theme: Theme, offset: number): Case[] {
  const hardforks = hardforksOf(theme);
  return Array.from({ length: CASES_PER_THEME }, (_, i) => {
    const hardfork = hardforks[(hardforks.length - 1 + offset + i) % hardforks.length];
    assert(hardfork !== undefined);
    return { theme, hardfork, seed: i + 1 };
  });
}
