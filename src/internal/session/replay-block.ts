import { analyseRun } from "../analysis/analyse-run.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import { blockScenario } from "../block-files/block-scenario.ts";
import type { BlockFile } from "../block-files/narrow-block-file.ts";
import type { OnProgress } from "../executor/executor.ts";
import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { Measurement, MeasureOptions } from "../model/measurement.ts";
import type { ProfileId } from "../model/profile.ts";
import type { ReplayBlock, ReplayedFile, ReplayError } from "../model/replay.ts";
import type { Scenario } from "../model/scenario.ts";
import { type ErrorCode, ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import { buildReplayBlock } from "../report/replay/build-replay-block.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import { type BlockCheck, checkBlock } from "./check-block.ts";
import { nameRun } from "./name-run.ts";

/** What replaying needs of the executor. Without `measure`, blocks are verified only. */
export interface ReplayExecutor {
  execute(
    scenarios: readonly Scenario[],
    onProgress?: OnProgress,
  ): Promise<readonly ScenarioExecution[]>;
  measure?(
    scenario: Scenario,
    options: MeasureOptions,
    onProgress?: OnProgress,
  ): Promise<Measurement>;
}

export interface ReplayTools {
  readonly executor: ReplayExecutor;
  readonly namer: Namer;
  /** The engine that blocks are analysed for. */
  readonly profile: ProfileId;
  /** Absent: blocks are verified, not measured. */
  readonly measure?: MeasureOptions;
}

export interface BlockToReplay {
  /** As the user named it. */
  readonly file: string;
  readonly id: string;
  readonly content: BlockFile;
}

/** `gas` is what the speed-up over several blocks is made from, and `scenario` a report of those that matched. */
export type Replayed = ReplayedFile & { readonly gas?: BlockGas; readonly scenario?: Scenario };
export type BlockGas = Pick<ScenarioAnalysis, "totalGas" | "criticalPath" | "makespans">;

/** Runs a block, checks it against its header, measures it if it matched, and analyses it. Throws PE009, PE013 and PE014. */
export async function replayBlock(
  replayed: BlockToReplay,
  tools: ReplayTools,
  onProgress: OnProgress,
): Promise<Replayed> {
  const { file, id, content } = replayed;
  const scenario = blockScenario(content, id);
  const stages = stagesOf(tools, onProgress);
  const { execution, check } = await verify(replayed, scenario, tools, stages.execution);
  const matched = check.differences.length === 0;
  const measured = matched ? await measure(scenario, tools, stages.measurement) : {};
  const { block, gas } = describe(replayed, execution, check, measured, tools);
  const error = matched
    ? errorOf("PE010", replayed, measured.failure)
    : errorOf("PE008", replayed, check.differences.join("; "));
  return {
    file,
    block,
    gas,
    ...(matched ? { scenario } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

/** The parts of the progress that the execution and the measurement make. */
function stagesOf({ executor, measure }: ReplayTools, onProgress: OnProgress) {
  const stages = measure === undefined || executor.measure === undefined ? 1 : 2;
  const stage = (before: number): OnProgress => {
    return (done, total) => {
      onProgress(before + done / total, stages);
    };
  };
  return { execution: stage(0), measurement: stage(1) };
}

type Checked = Extract<BlockCheck, { kind: "checked" }>;

async function verify(
  replayed: BlockToReplay,
  scenario: Scenario,
  { executor }: ReplayTools,
  onProgress: OnProgress,
): Promise<{ readonly execution: ScenarioExecution; readonly check: Checked }> {
  const { content } = replayed;
  const [execution] = await executor.execute([scenario], onProgress);
  if (execution === undefined) throw new Error("The executor gave no result");
  if (execution.parallel.kind === "skipped") throw cannot(replayed, execution.parallel.reason);
  const check = await checkBlock(content, execution);
  if (check.kind === "checked") return { execution, check };
  throw check.isDefect
    ? new ParallelEvmError("PE013", [replayed.file, check.reason])
    : cannot(replayed, check.reason);
}

function cannot({ file, content }: BlockToReplay, reason: string): ParallelEvmError {
  return new ParallelEvmError("PE009", [`${content.number}`, file, reason]);
}

interface Measured {
  readonly measurement?: Measurement;
  /** Why it could not be measured. */
  readonly failure?: string;
}

async function measure(
  scenario: Scenario,
  { executor, measure: options }: ReplayTools,
  onProgress: OnProgress,
): Promise<Measured> {
  if (options === undefined || executor.measure === undefined) return {};
  if (scenario.transactions.length === 0) return {};
  onProgress(0, 1);
  try {
    return { measurement: await executor.measure(scenario, options, onProgress) };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

function describe(
  { file, content }: BlockToReplay,
  execution: ScenarioExecution,
  { differences, receiptsRoot }: Checked,
  { measurement }: Measured,
  { namer, profile }: ReplayTools,
): { readonly block: ReplayBlock; readonly gas: BlockGas } {
  const names = nameRun([execution], namer);
  const run = analyseRun([execution], names, profileOf(profile));
  const [analysis] = run.analyses;
  if (analysis === undefined) throw new Error("The block was not analysed");
  const { number, hash, hardfork, expected } = content;
  const block = buildReplayBlock({
    file,
    number,
    hash,
    hardfork,
    expected,
    run,
    names,
    differences,
    ...(receiptsRoot === undefined ? {} : { receiptsRoot }),
    ...(measurement === undefined ? {} : { measurement }),
  });
  const { totalGas, criticalPath, makespans } = analysis;
  return { block, gas: { totalGas, criticalPath, makespans } };
}

function errorOf(
  code: ErrorCode,
  { file, content }: BlockToReplay,
  reason: string | undefined,
): ReplayError | undefined {
  if (reason === undefined) return undefined;
  const { message } = new ParallelEvmError(code, [`${content.number}`, file, reason]);
  return { file, code, message };
}
