import type { Hex } from "../../model/location.ts";
import type { Scenario } from "../../model/scenario.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { describeDefect } from "../scheduler/defect.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import { decodeRuns, type RunResult } from "../scheduler/decode-runs.ts";
import { collect, type Crew, unload } from "./crew.ts";
import { eachOnOneThread } from "./each-on-one-thread.ts";
import { UnknownInternals } from "../vm/unknown-internals.ts";
import type { WorkerThread } from "./worker-thread.ts";

export interface SequentialRun {
  readonly results: readonly RunResult[];
  /** For each transaction, the first value of its witness that this run did not have before it. */
  readonly witnessDifferences: readonly (string | undefined)[];
  /** Code that ran, by its keccak256. */
  readonly codes: ReadonlyMap<Hex, Hex>;
  /** Why it did not go its way: its thread failed, or the executor has a defect. The results are right all the same. */
  readonly failure?: string;
}

const NO_THREADS = "no worker thread could be kept alive";

/** Each scenario on one thread, as many at a time as there are threads. Results in the scenarios' order. */
export function runAllSequentially(
  crew: Crew,
  scenarios: readonly Scenario[],
  onDone: () => void,
): Promise<SequentialRun[]> {
  return eachOnOneThread(crew, scenarios, async (scenario, thread) => {
    const run = await runSequentially(crew, scenario, thread);
    onDone();
    return run;
  });
}

async function runSequentially(
  crew: Crew,
  scenario: Scenario,
  thread: WorkerThread | undefined,
): Promise<SequentialRun> {
  if (thread === undefined) return runInThisThread(crew, scenario, NO_THREADS);
  try {
    return await runOnThread(crew, scenario, thread);
  } catch (error) {
    return runInThisThread(crew, scenario, reasonOf(error));
  }
}

async function runOnThread(
  crew: Crew,
  scenario: Scenario,
  thread: WorkerThread,
): Promise<SequentialRun> {
  const hosted = crew.translator.translate(scenario, 0);
  const loaded = await crew.load(hosted, thread);
  await thread.ask({ kind: "run-sequentially", id: loaded.id, attribute: isAttributed(scenario) });
  const runs = await collect(loaded);
  await unload(loaded);
  crew.translator.giveBack(hosted.memory);
  return decode(runs, scenario);
}

/** Rejects only with {@link UnknownInternals}. */
async function runInThisThread(
  crew: Crew,
  scenario: Scenario,
  failure: string,
): Promise<SequentialRun> {
  try {
    // Only now: it loads EthereumJS, which the main thread does without as long as all goes well.
    const { ScenarioHost } = await import("../scheduler/scenario-host.ts");
    const host = new ScenarioHost();
    host.load(0, crew.translator.translate(scenario, 0));
    await host.runSequentially(0, isAttributed(scenario));
    return { ...decode(host.collect(0), scenario), failure };
  } catch (error) {
    if (error instanceof UnknownInternals) throw error;
    // The other scenarios may do without what failed here.
    const reason = reasonOf(error);
    const results = scenario.transactions.map((): RunResult => ({
      kind: "invalid",
      cause: "defect",
      reason,
    }));
    return { results, witnessDifferences: [], codes: new Map(), failure };
  }
}

/** Set-up is in no conflict that would want a name. */
function isAttributed({ kind }: Scenario): boolean {
  return kind !== "setup";
}

function decode(runs: CollectedRuns, { transactions }: Scenario): SequentialRun {
  const { witnessDifferences, ranCodes, defect } = runs;
  return {
    results: decodeRuns([runs], transactions.length),
    witnessDifferences,
    codes: new Map([...ranCodes].map(([hash, code]) => [hash, bytesToHex(code)])),
    ...(defect === undefined ? {} : { failure: describeDefect(defect) }),
  };
}
