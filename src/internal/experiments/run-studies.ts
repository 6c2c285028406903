import type { Execute, ScenarioExecution } from "../model/execution.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Experiment, Study } from "./study.ts";

/** How many studies take their steps together: enough to keep all threads busy, few enough to stop in time. */
const TOGETHER = 32;
/** Of all experiments of one call; a single study may ask for more. Some hundred milliseconds' work. */
const MOST_TRANSACTIONS = 1_500;

export interface StudyLimits {
  /** Asked before each call of the executor; true: what is not done by now is left out. */
  readonly isOver: () => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

interface OpenStudy<Finding> {
  readonly index: number;
  readonly study: Study<Finding>;
  readonly experiments: readonly Experiment[];
}

/**
 * Runs studies to their end, many at a time, and gives their findings in the order of the studies.
 * Undefined: there was no time left for it.
 */
export async function runStudies<Finding>(
  studies: readonly Study<Finding>[],
  execute: Execute,
  { isOver, onProgress }: StudyLimits,
): Promise<readonly (Finding | undefined)[]> {
  const findings: (Finding | undefined)[] = studies.map(() => undefined);
  const waiting = [...studies.entries()];
  const run = numberedRuns(execute);
  let open: OpenStudy<Finding>[] = [];
  const take = (index: number, study: Study<Finding>, results?: readonly ScenarioExecution[]) => {
    // A generator takes nothing at its first step.
    const step = results === undefined ? study.next([]) : study.next(results);
    if (step.done === true) findings[index] = step.value;
    else open.push({ index, study, experiments: step.value });
  };
  while (!isOver()) {
    while (open.length < TOGETHER) {
      const next = waiting.shift();
      if (next === undefined) break;
      take(...next);
    }
    if (open.length === 0) break;
    const stepping = withinOneCall(open);
    open = open.slice(stepping.length);
    const executions = await run(stepping.flatMap(({ experiments }) => experiments));
    let from = 0;
    for (const { index, study, experiments } of stepping) {
      take(index, study, executions.slice(from, (from += experiments.length)));
    }
    onProgress?.(studies.length - waiting.length - open.length, studies.length);
  }
  return findings;
}

/** The first of the open studies, as many as one call may have work from. */
function withinOneCall<Finding>(
  open: readonly OpenStudy<Finding>[],
): readonly OpenStudy<Finding>[] {
  let transactions = 0;
  const end = open.findIndex(({ experiments }) => {
    for (const experiment of experiments) transactions += experiment.transactions.length;
    return transactions > MOST_TRANSACTIONS;
  });
  return end === -1 ? open : open.slice(0, Math.max(1, end));
}

function numberedRuns(execute: Execute) {
  let number = 0;
  return (experiments: readonly Experiment[]): Promise<readonly ScenarioExecution[]> =>
    execute(
      experiments.map((experiment): Scenario => ({ id: `experiment-${++number}`, ...experiment })),
    );
}
