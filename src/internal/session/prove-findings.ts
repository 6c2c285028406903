import { stat } from "node:fs/promises";
import { join } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import type { KeyedProof, ProvableFinding } from "../model/proof.ts";
import { digest } from "../primitives/digest.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { checkDiff } from "../proofs/apply-diff.ts";
import { chooseFindings, placeOf, titleOf, type Wanted } from "../proofs/choose-findings.ts";
import { inTemporaryFolder } from "../proofs/in-temporary-folder.ts";
import { proofsFile, readProofs, addProof } from "../proofs/proofs-file.ts";
import { readFindings } from "../proofs/read-findings.ts";
import { recordingFiles } from "../recording/read-recordings.ts";
import { runOfFile } from "../recording/recording-file.ts";
import { ProofDelivery } from "../report/deliver-proofs.ts";
import { reportFile } from "../report/write-json.ts";
import { checkRule } from "./explain-rule.ts";
import { ProofBench } from "./proof-bench.ts";
import { startOfRun } from "./session-run.ts";
import { recordingFolderOf } from "./session.ts";

/**
 * Applies the diffs of the newest report, one after another, to copies of the project, runs its tests there, and
 * tells what came of each. Returns whether all of them compile and break no test.
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
  place: { readonly context: HookContext; readonly folder: string; readonly signal: AbortSignal },
): Promise<boolean> {
  const stageOf = (title: string) => (what: string) => {
    delivery.stage(`${title}: ${what}`);
  };
  try {
    const bench = await ProofBench.setUp({ ...place, stage: stageOf("Without any diff") });
    let proofs: readonly KeyedProof[] = await readProofs(
      place.context.config.parallelEvm.output,
      recording,
    );
    let isGood = true;
    for (const [i, finding] of findings.entries()) {
      const title = `${i + 1} of ${findings.length}, ${titleOf(finding)}`;
      const folder = join(place.folder, String(i + 1));
      const proof = await bench.prove(finding, folder, stageOf(title));
      const { rule, contract, variable, patch } = finding;
      const keyed = { rule, contract, variable, patch: digest(patch), ...proof };
      const file = addProof(proofs, keyed, recording);
      proofs = file.proofs;
      await delivery.deliver(keyed, placeOf(finding), file);
      isGood &&= proof.verdict !== "breaks tests" && proof.verdict !== "does not compile";
    }
    delivery.end();
    return isGood;
  } finally {
    delivery.clear();
  }
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
