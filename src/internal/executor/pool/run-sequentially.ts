import type { Hex } from "../../model/location.ts";
import type { Scenario, ScenarioTransaction } from "../../model/scenario.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { describeDefect } from "../scheduler/defect.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import { decodeRuns, type RunResult } from "../scheduler/decode-runs.ts";
import type { Crew } from "./crew.ts";
import { inChunks } from "./in-chunks.ts";
import type { SharedStrings } from "../../primitives/shared-strings.ts";
import { shareAttribution } from "./share-attribution.ts";
import { UnknownInternals } from "../vm/unknown-internals.ts";
import type { ExecutorThread } from "./executor-thread.ts";

export interface SequentialRun {
  readonly results: readonly RunResult[];
  /** For each transaction, the first value of its witness that this run did not have before it. */
  readonly witnessDifferences: readonly (string | undefined)[];
  /** Code that ran for the first time, by its keccak256. */
  readonly newCodes: ReadonlyMap<Hex, Hex>;
  /** Why it did not go its way: its thread failed, or the executor has a defect. The results are right all the same. */
  readonly failure?: string;
}

/** Each scenario on one thread, as many at a time as there are threads. Results in the scenarios' order. */
export function runAllSequentially(
  crew: Crew,
  scenarios: readonly Scenario[],
  onDone: () => void,
): Promise<SequentialRun[]> {
  return inChunks(crew, scenarios, {
    transactions: ({ transactions }) => transactions.length,
    run: (chunk, thread) => runOnThread(crew, chunk, thread),
    failed: (scenario, reason) => runHere(crew, scenario, reason),
    onDone,
  });
}

async function runOnThread(
  crew: Crew,
  scenarios: readonly Scenario[],
  thread: ExecutorThread,
): Promise<SequentialRun[]> {
  const hosted = scenarios.map((scenario) => ({
    scenario: crew.translator.translate(scenario, 0),
    attribute: isAttributed(scenario),
  }));
  const collected = await crew.runEach(hosted, thread);
  for (const { scenario } of hosted) crew.translator.giveBack(scenario.memory);
  return scenarios.flatMap((scenario, i) => {
    const runs = collected[i];
    return runs === undefined ? [] : [decode(runs, scenario, crew.strings)];
  });
}

/** Rejects only with {@link UnknownInternals}. */
async function runHere(crew: Crew, scenario: Scenario, failure: string): Promise<SequentialRun> {
  try {
    // Only now: it loads EthereumJS, which the main thread does without as long as all goes well.
    const { ScenarioHost } = await import("../scheduler/scenario-host.ts");
    const host = new ScenarioHost();
    host.load(0, crew.translator.translate(scenario, 0));
    await host.runSequentially(0, isAttributed(scenario));
    return { ...decode(host.collect(0), scenario, crew.strings), failure };
  } catch (error) {
    if (error instanceof UnknownInternals) throw error;
    // The other scenarios may do without what failed here.
    const reason = reasonOf(error);
    const results = scenario.transactions.map((): RunResult => ({
      kind: "invalid",
      cause: "defect",
      reason,
    }));
    return { results, witnessDifferences: [], newCodes: new Map(), failure };
  }
}

/** Set-up is in no conflict that would want a name. */
function isAttributed({ kind }: Scenario): boolean {
  return kind !== "setup";
}

function decode(
  { witnessDifferences, newCodes, defect, ...runs }: CollectedRuns,
  { transactions }: Scenario,
  strings: SharedStrings,
): SequentialRun {
  const locations = runs.locations.map((location) => strings.share(location));
  const results = decodeRuns([{ ...runs, locations }], transactions.length);
  return {
    results: results.map((run, i) => shared(run, transactions[i], strings)),
    witnessDifferences,
    newCodes: new Map([...newCodes].map(([hash, code]) => [hash, bytesToHex(code)])),
    ...(defect === undefined ? {} : { failure: describeDefect(defect) }),
  };
}

/** What is kept of a run, as small as it can be. */
function shared(
  run: RunResult,
  transaction: ScenarioTransaction | undefined,
  strings: SharedStrings,
): RunResult {
  if (run.kind !== "done" || transaction === undefined) return run;
  const { attribution, returned, ...result } = run.result;
  const { input } = transaction.fields;
  return {
    kind: "done",
    result: {
      ...result,
      attribution: shareAttribution(attribution, input, strings),
      ...(returned === undefined ? {} : { returned: strings.share(returned) }),
    },
  };
}
