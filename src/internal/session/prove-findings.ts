import { stat } from "node:fs/promises";

import type { HookContext } from "hardhat/types/hooks";

import type { KeyedProof, ProvableFinding } from "../model/proof.ts";
import { digest } from "../primitives/digest.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { checkDiff } from "../proofs/apply-diff.ts";
import { chooseFindings, placeOf, titleOf, type Wanted } from "../proofs/choose-findings.ts";
import { inTemporaryFolder } from "../proofs/in-temporary-folder.ts";
import type { DiffToProve } from "../proofs/plan-batches.ts";
import { proofsFile, readProofs, addProof } from "../proofs/proofs-file.ts";
import { readFindings } from "../proofs/read-findings.ts";
import { recordingFiles } from "../recording/read-recordings.ts";
import { runOfFile } from "../recording/recording-file.ts";
import { ProofDelivery } from "../report/deliver-proofs.ts";
import { timeLeft } from "../report/texts/time-left.ts";
import { reportFile } from "../report/report-files.ts";
import { checkRule } from "./explain-rule.ts";
import { ProofBench } from "./proof-bench.ts";
import { startOfRun } from "./session-run.ts";
import { recordingFolderOf } from "./session.ts";

interface Place {
  readonly context: HookContext;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Applies the diffs of the newest report to copies of the project, runs its tests there, and tells what came of
 * each. Diffs that have nothing to do with each other share a copy, until something fails in it. Returns whether all of them compile and break no test.
 *
 * Throws PE002 without a recording, PE015 and PE016 when there is nothing of what is wanted, PE017 when the
 * sources have changed, PE018 when the project itself cannot be run in a copy, PE019 without a report, PE021 when a
 * diff is for what lies outside of the project; PE001 when the proofs cannot be written, after all were shown.
 */
export async function proveFindings(context: HookContext, wanted: Wanted): Promise<boolean> {
  const { parallelEvm, paths } = context.config;
  if (wanted.rule !== undefined) checkRule(wanted.rule);
  const recording = await newestRecording(recordingFolderOf(context));
  const report = reportFile(parallelEvm.output);
  await checkAge(report, recording);
  const findings = chooseFindings(await readFindings(report), wanted);
  for (const finding of findings) checkDiff(finding.patch, paths.root, titleOf(finding));
  const delivery = new ProofDelivery({
    file: proofsFile(parallelEvm.output),
    root: paths.root,
    output: process.stdout,
    environment: process.env,
  });
  if (findings.length === 0) {
    delivery.nothingToProve();
    return true;
  }
  return inTemporaryFolder("parallel-evm-prove", (folder, signal) =>
    proveAll(findings, recording, delivery, { context, folder, signal }),
  );
}

async function proveAll(
  findings: readonly ProvableFinding[],
  recording: string,
  delivery: ProofDelivery,
  place: Place,
): Promise<boolean> {
  const stageOf = (title: string) => (what: string) => {
    delivery.stage(`${title}: ${what}`);
  };
  try {
    const stage = stageOf("Without any diff");
    const bench = await ProofBench.setUp({ ...place, stage }, findings);
    let proofs: readonly KeyedProof[] = await readProofs(
      place.context.config.parallelEvm.output,
      recording,
    );
    let isGood = true;
    let done = 0;
    const begun = Date.now();
    const waiting = [...bench.batches(findings)];
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const left = timeLeft(Date.now() - begun, done / findings.length);
      const title = `${done} of ${findings.length} proved${left}, ${titleOfBatch(batch)}`;
      const proved = await bench.prove(batch, stageOf(title));
      // Halves find the one that fails in fewest runs.
      if (proved === undefined) waiting.unshift(...halves(batch));
      for (const { finding, proof } of proved ?? []) {
        const { rule, contract, variable, patch } = finding;
        const keyed = { rule, contract, variable, patch: digest(patch), ...proof };
        const file = addProof(proofs, keyed, recording);
        proofs = file.proofs;
        await delivery.deliver(keyed, placeOf(finding), file);
        isGood &&= proof.verdict !== "breaks tests" && proof.verdict !== "does not compile";
        done++;
      }
    }
    delivery.end();
    return isGood;
  } finally {
    delivery.clear();
  }
}

function titleOfBatch(diffs: readonly DiffToProve[]): string {
  const [first, ...others] = diffs.flatMap(({ findings }) => findings);
  const title = first === undefined ? "" : titleOf(first);
  return others.length === 0 ? title : `${title} and ${others.length} more in one copy`;
}

function halves(diffs: readonly DiffToProve[]): readonly (readonly DiffToProve[])[] {
  const middle = Math.ceil(diffs.length / 2);
  return [diffs.slice(0, middle), diffs.slice(middle)];
}

async function newestRecording(folder: string): Promise<string> {
  const [file] = await recordingFiles(folder);
  const run = file === undefined ? undefined : runOfFile(file);
  if (run === undefined) throw new ParallelEvmError("PE002", [folder]);
  return run;
}

/** What a node or a script recorded has no report until the user has one made. */
async function checkAge(report: string, recording: string): Promise<void> {
  const made = (await stat(report).catch(() => undefined))?.mtimeMs;
  if (made === undefined) throw new ParallelEvmError("PE019", [report, "is not there"]);
  if (made < startOfRun(recording)) {
    throw new ParallelEvmError("PE019", [report, "is older than the newest recording"]);
  }
}
