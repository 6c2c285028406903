import { PlanRefused } from "../arena/arena.ts";
import type { Plan } from "../plan.ts";

/** Leaves transactions out, one after the other, as long as what is left still fails. */
export async function minimise(
  plan: Plan,
  differencesOf: (plan: Plan) => Promise<readonly string[]>,
): Promise<Plan> {
  const stillFails = async (smaller: Plan) => {
    try {
      return (await differencesOf(smaller)).length > 0;
    } catch (error) {
      if (error instanceof PlanRefused) return false;
      throw error;
    }
  };
  let smallest = plan;
  for (const without of [withoutBefore, withoutTransaction, withoutTransaction]) {
    let next: Plan | undefined;
    for (let i = 0; (next = without(smallest, i)) !== undefined;) {
      if (await stillFails(next)) smallest = next;
      else i++;
    }
  }
  return smallest;
}

function withoutBefore(plan: Plan, i: number): Plan | undefined {
  const before = plan.before ?? [];
  return i < before.length ? { ...plan, before: before.filter((_, k) => k !== i) } : undefined;
}

function withoutTransaction(plan: Plan, i: number): Plan | undefined {
  let place = 0;
  const blocks = plan.blocks.map((block) => block.filter(() => place++ !== i));
  return i < place ? { ...plan, blocks: blocks.filter(({ length }) => length > 0) } : undefined;
}
