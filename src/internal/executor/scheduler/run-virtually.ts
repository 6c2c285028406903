import type { VirtualIncarnation } from "../../model/execution.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";
import type { LocalRun } from "../vm/local-run.ts";
import { Lane, type RunOnView } from "./lane.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** How long a lane sleeps that finds nothing to do, in gas: next to nothing. */
const MOMENT = 50;

export interface VirtualLanes {
  /** The last of each transaction, by index. */
  readonly runs: ReadonlyMap<number, LocalRun>;
  readonly timeline: readonly VirtualIncarnation[];
}

/**
 * Runs a scenario in parallel as far as the scheduler and the multi-version memory can tell, but in this
 * thread, and always in the same way: time is gas. A lane runs a transaction at once, on the state of
 * that moment, and sleeps for the gas that it used before it records what it wrote. So incarnations
 * overlap as they do on threads, and their number says what parallel execution costs when nothing is
 * known beforehand. `runs`: one a lane. Leaves a failure in the memory where it does not come to an end;
 * rejects when a lane throws.
 */
export async function runVirtually(
  memory: SharedMemory,
  runs: readonly RunOnView[],
): Promise<VirtualLanes> {
  const timeline: VirtualIncarnation[] = [];
  const { transactions } = memory.layout;
  const clock = new VirtualClock();
  /** When each lane's transaction ends; Infinity: it has none. */
  const busyUntil = new Array<number>(runs.length).fill(Infinity);
  /** How often lanes looked for work in vain since one of them had a task last. */
  let vain = 0;
  const lanes = runs.map((run, lane) => {
    return new Lane({
      memory,
      lane,
      dependencies: [],
      run: async (index, view) => {
        const result = await run(index, view);
        const [start, end] = [clock.now, clock.now + gasOf(result)];
        timeline.push({ lane, transaction: index, start, end });
        busyUntil[lane] = end;
        await clock.sleep(lane, gasOf(result));
        busyUntil[lane] = Infinity;
        vain = 0;
        return result;
      },
      pause: async (misses) => {
        vain = misses === 1 ? 1 : vain + 1;
        // Each look takes one of the indices on. Past the end only a transaction that ends makes new work.
        const isSure = vain > 2 * transactions + 2;
        const next = Math.min(...busyUntil);
        if (isSure && next === Infinity) memory.fail("stuck");
        else await clock.sleep(lane, isSure ? Math.max(MOMENT, next - clock.now) : MOMENT);
      },
    });
  });
  await clock.run(lanes.length, async (lane) => {
    try {
      await lanes[lane]?.work();
    } catch (error) {
      // The others would wait for this lane's transaction for ever.
      memory.fail("error");
      throw error;
    }
  });
  return { runs: new Map(lanes.flatMap((lane) => [...lane.finalRuns()])), timeline };
}

/** One that cannot be run takes no time to speak of. */
function gasOf(run: LocalRun): number {
  return run.kind === "done" ? Number(run.gasUsed) : MOMENT;
}
