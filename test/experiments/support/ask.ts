import assert from "node:assert/strict";

import {
  type ExperimentFindings,
  studyExperiments,
} from "../../../src/internal/experiments/study-experiments.ts";
import { Executor } from "../../../src/internal/executor/executor.ts";
import type { Execute } from "../../../src/internal/model/execution.ts";
import type {
  AccumulatorQuestion,
  AccumulatorVerdict,
  OrderFinding,
  OrderQuestion,
  SharingQuestion,
  SharingVerdict,
} from "../../../src/internal/model/experiment.ts";

/** Started once for all tests of a file; it keeps no process alive. */
const executor = new Executor({ threads: 1 });

export const execute: Execute = (scenarios) => executor.execute(scenarios);

const NEVER = { isOver: () => false };
const NOTHING = { orders: [], accumulators: [], sharings: [] };

export async function askOrder(question: OrderQuestion): Promise<OrderFinding> {
  const findings = await ask({ orders: [question] });
  return only(findings.orders);
}

export async function askAccumulator(question: AccumulatorQuestion): Promise<AccumulatorVerdict> {
  const findings = await ask({ accumulators: [question] });
  return only(findings.accumulators).verdict;
}

export async function askSharing(question: SharingQuestion): Promise<SharingVerdict> {
  const findings = await ask({ sharings: [question] });
  return only(findings.sharings).verdict;
}

async function ask(questions: Parameters<typeof studyExperiments>[0] | object) {
  const findings: ExperimentFindings = await studyExperiments(
    { ...NOTHING, ...questions },
    execute,
    NEVER,
  );
  assert.deepEqual(findings.leftOut, { orders: 0, accumulators: 0, sharings: 0 });
  return findings;
}

function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items;
  assert(item !== undefined && others.length === 0);
  return item;
}
