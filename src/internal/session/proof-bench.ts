import { join } from "node:path";

import type { HookContext } from "hardhat/types/hooks";

import type { ProfileId } from "../model/profile.ts";
import type { ProvableFinding, ReportProof, SuiteMeasure, SuiteTests } from "../model/proof.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { titleOf } from "../proofs/choose-findings.ts";
import { compareMeasures } from "../proofs/compare-measures.ts";
import { compareTests, countTests } from "../proofs/compare-tests.ts";
import { compilerSays, endOf } from "../proofs/end-of.ts";
import { removeFolder } from "../proofs/in-temporary-folder.ts";
import { judge } from "../proofs/judge.ts";
import type { MeasureOn } from "./measure-suite.ts";
import { type CopyRun, runCopy } from "./run-copy.ts";

export interface BenchOptions {
  readonly context: HookContext;
  /** Empty; for the copies. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What goes on now. */
  readonly stage: (what: string) => void;
}

/** The project as it is, run in a copy: what each diff is compared with, under the same conditions. */
interface Baseline {
  readonly tests: SuiteTests;
  readonly measureOn: MeasureOn;
}

type RunWith = Extract<CopyRun, { kind: "ran" }>;

/** Where diffs are tried, one after another, each in a copy of its own. */
export class ProofBench {
  readonly #options: BenchOptions;
  readonly #before: Baseline;
  readonly #measures = new Map<ProfileId, SuiteMeasure>();

  private constructor(options: BenchOptions, before: Baseline) {
    this.#options = options;
    this.#before = before;
  }

  /** Runs the project without any diff. Throws PE018 when that cannot be done. */
  static async setUp(options: BenchOptions): Promise<ProofBench> {
    const folder = join(options.folder, "before");
    const run = await runCopy({ ...options, folder });
    const fails = (what: string) => new ParallelEvmError("PE018", [what, endOf(run.output)]);
    if (run.kind === "not compiled") throw fails("it does not compile");
    if (run.kind === "timed out") throw fails(`${run.what} takes too long`);
    if (run.tests.results.length === 0 && run.tests.exitCode !== 0) throw fails("no test ran");
    options.stage("measuring");
    const measureOn = await run.measure();
    removeFolder(folder);
    return new ProofBench(options, { tests: run.tests, measureOn });
  }

  /** `folder` is removed in the end. */
  async prove(
    finding: ProvableFinding,
    folder: string,
    stage: BenchOptions["stage"],
  ): Promise<ReportProof> {
    const { context, signal } = this.#options;
    const diff = { patch: finding.patch, title: titleOf(finding) };
    const run = await runCopy({ context, folder, diff, signal, stage });
    const proof =
      run.kind === "ran"
        ? await this.#compare(finding, run, stage)
        : this.#unfinished(finding, run);
    removeFolder(folder);
    return proof;
  }

  async #compare(
    finding: ProvableFinding,
    run: RunWith,
    stage: BenchOptions["stage"],
  ): Promise<ReportProof> {
    const tests = compareTests(this.#before.tests, run.tests);
    const exitCodes = { before: this.#before.tests.exitCode, after: run.tests.exitCode };
    const before = this.#measureBefore(finding);
    const unmeasured = compareMeasures(finding, before, undefined);
    const failing = judge(finding, { tests, ...unmeasured }, exitCodes);
    // What it gains is of no use then.
    if (failing.verdict === "breaks tests") return { ...failing, tests, ...unmeasured };
    stage("measuring");
    const after = (await run.measure())(before.profile);
    const measures = compareMeasures(finding, before, after);
    return { ...judge(finding, { tests, ...measures }, exitCodes), tests, ...measures };
  }

  #unfinished(finding: ProvableFinding, run: Exclude<CopyRun, RunWith>): ReportProof {
    const before = countTests(this.#before.tests);
    const tests = { before, after: null, broken: [], notRun: [] };
    const { minutes } = this.#options.context.config.parallelEvm.prove;
    const verdict =
      run.kind === "not compiled"
        ? ({
            verdict: "does not compile",
            message: `With the diff the project does not compile: ${compilerSays(run.output)}`,
          } as const)
        : ({
            verdict: "unknown",
            message: `With the diff ${run.what} did not end within ${minutes} minutes (parallelEvm.prove.minutes).`,
          } as const);
    return {
      ...verdict,
      tests,
      ...compareMeasures(finding, this.#measureBefore(finding), undefined),
    };
  }

  #measureBefore(finding: ProvableFinding): SuiteMeasure {
    const profile = finding.profile ?? this.#options.context.config.parallelEvm.profile;
    const known = this.#measures.get(profile) ?? this.#before.measureOn(profile);
    this.#measures.set(profile, known);
    return known;
  }
}
