import type { HookContext } from "hardhat/types/hooks";

import type { ProfileId } from "../model/profile.ts";
import type { ProvableFinding, ReportProof, SuiteMeasure, SuiteTests } from "../model/proof.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { remember } from "../primitives/remember.ts";
import { titleOf } from "../proofs/choose-findings.ts";
import { compareMeasures } from "../proofs/compare-measures.ts";
import { compareTests, countTests } from "../proofs/compare-tests.ts";
import { compilerSays, endOf } from "../proofs/end-of.ts";
import { judge, whatBreaks } from "../proofs/judge.ts";
import { type DiffToProve, planBatches } from "../proofs/plan-batches.ts";
import { type CopyRun, type MeasuredCopy, runCopy } from "./run-copy.ts";

export interface BenchOptions {
  readonly context: HookContext;
  /** Empty; for the copies, one after another at the same place. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What goes on now. */
  readonly stage: (what: string) => void;
}

/** The project as it is, run in a copy: what each diff is compared with, under the same conditions. */
interface Baseline {
  readonly tests: SuiteTests;
  readonly measured: MeasuredCopy;
}

type RunWith = Extract<CopyRun, { kind: "ran" }>;

/** What a finding's diff was seen to do. */
export interface Proved {
  readonly finding: ProvableFinding;
  readonly proof: ReportProof;
}

/** Where diffs are tried, in copies of the project. */
export class ProofBench {
  readonly #options: BenchOptions;
  readonly #before: Baseline;
  readonly #measures = new Map<ProfileId, SuiteMeasure>();

  #compiled: readonly string[];

  private constructor(options: BenchOptions, before: Baseline, compiled: readonly string[]) {
    this.#options = options;
    this.#before = before;
    this.#compiled = compiled;
  }

  /** Runs the project without any diff, for these findings. Throws PE018 when that cannot be done. */
  static async setUp(
    options: BenchOptions,
    findings: readonly ProvableFinding[],
  ): Promise<ProofBench> {
    const run = await runCopy({ ...options, diffs: [], compiled: [] });
    const fails = (what: string) => new ParallelEvmError("PE018", [what, endOf(run.output)]);
    if (run.kind === "not compiled") throw fails("it does not compile");
    if (run.kind === "timed out") throw fails(`${run.what} takes too long`);
    if (run.tests.results.length === 0 && run.tests.exitCode !== 0) throw fails("no test ran");
    options.stage("measuring");
    const measured = await run.measure(functionsOf(findings));
    return new ProofBench(options, { tests: run.tests, measured }, run.compiled);
  }

  /** The findings' diffs, in groups that one copy each can show. */
  batches(findings: readonly ProvableFinding[]): readonly (readonly DiffToProve[])[] {
    const { measured } = this.#before;
    const { profile } = this.#options.context.config.parallelEvm;
    return planBatches(findings, measured.contracts, this.#measureBefore(profile).scenarios);
  }

  /**
   * Tries diffs that are apart, together in one copy; undefined when something fails there, as it is not known
   * whose fault that is. Of one diff alone it is.
   */
  async prove(
    diffs: readonly DiffToProve[],
    stage: BenchOptions["stage"],
  ): Promise<readonly Proved[] | undefined> {
    const patches = diffs.map(({ patch, findings }) => ({
      patch,
      title: findings.map(titleOf).join(", "),
    }));
    const findings = diffs.flatMap((diff) => diff.findings);
    const compiled = this.#compiled;
    const run = await runCopy({ ...this.#options, diffs: patches, compiled, stage });
    // What was stopped may have left half of a file.
    this.#compiled = run.kind === "timed out" ? [] : run.compiled;
    if (diffs.length > 1 && !this.#isHarmless(run)) return undefined;
    return this.#judge(findings, run, stage);
  }

  #isHarmless(run: CopyRun): boolean {
    if (run.kind !== "ran") return false;
    return (
      whatBreaks(compareTests(this.#before.tests, run.tests), this.#exitCodes(run)) === undefined
    );
  }

  async #judge(
    findings: readonly ProvableFinding[],
    run: CopyRun,
    stage: BenchOptions["stage"],
  ): Promise<readonly Proved[]> {
    if (run.kind !== "ran") {
      return findings.map((finding) => ({ finding, proof: this.#unfinished(finding, run) }));
    }
    // What it gains is of no use when it breaks tests.
    if (!this.#isHarmless(run)) {
      return findings.map((finding) => ({
        finding,
        proof: this.#compare(finding, run, undefined),
      }));
    }
    stage("measuring");
    const { measureOn } = await run.measure(functionsOf(findings));
    const known = new Map<ProfileId, SuiteMeasure>();
    return findings.map((finding) => {
      const profile = this.#profileOf(finding);
      const after = remember(known, profile, () => measureOn(profile));
      return { finding, proof: this.#compare(finding, run, after) };
    });
  }

  #compare(finding: ProvableFinding, run: RunWith, after: SuiteMeasure | undefined): ReportProof {
    const tests = compareTests(this.#before.tests, run.tests);
    const measures = compareMeasures(finding, this.#measureBefore(this.#profileOf(finding)), after);
    return { ...judge(finding, { tests, ...measures }, this.#exitCodes(run)), tests, ...measures };
  }

  #exitCodes({ tests }: RunWith): { before: number | null; after: number | null } {
    return { before: this.#before.tests.exitCode, after: tests.exitCode };
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
    const measured = this.#measureBefore(this.#profileOf(finding));
    return { ...verdict, tests, ...compareMeasures(finding, measured, undefined) };
  }

  #profileOf({ profile }: ProvableFinding): ProfileId {
    return profile ?? this.#options.context.config.parallelEvm.profile;
  }

  #measureBefore(profile: ProfileId): SuiteMeasure {
    return remember(this.#measures, profile, () => this.#before.measured.measureOn(profile));
  }
}

function functionsOf(findings: readonly ProvableFinding[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ functions }) => functions));
}
