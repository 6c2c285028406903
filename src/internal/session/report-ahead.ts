import { analyseRun } from "../analysis/analyse-run.ts";
import { profileOf } from "../analysis/profiles/all-profiles.ts";
import { Executor } from "../executor/executor.ts";
import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { GrowingHeap } from "../primitives/collect-garbage.ts";
import { remember } from "../primitives/remember.ts";
import { RecordingFollower } from "../recording/recording-follower.ts";
import { type AheadScenario, ScenariosAhead } from "../scenarios/scenarios-ahead.ts";
import { createNamer, type Namer } from "../slot-naming/create-namer.ts";
import { addUnwritten } from "./collect-recordings.ts";
import { KnownExecutions } from "./known-executions.ts";
import { type BuildFiles, loadBuilds, type LoadedContracts } from "./load-contracts.ts";
import { madeReport, type MadeReport } from "./made-report.ts";
import { nameRun } from "./name-run.ts";
import { recordedReport } from "./recorded-report.ts";
import { isRunVirtually } from "./report-executions.ts";
import type {
  ReportProcessData,
  ReportProcessMessage,
  ReportProcessRequest,
} from "./report-process-protocol.ts";

/** How long it waits for more of the recording, in ms: about as long as the recording is buffered. */
const PAUSE = 200;

/** Of a suite that takes longer than this, in ms, more is to come than starting threads takes. */
const PREPARE_AFTER = 5_000;

/** Scenarios that are run before it is looked whether the tests are over. */
const SLICE = 64;

interface Project {
  /** The builds that it is made of. */
  readonly key: string;
  readonly loaded: LoadedContracts;
  readonly namer: Namer;
}

/** Runs what a suite sends while the suite goes on, and makes the report when it is over. */
export class ReportAhead {
  readonly #data: ReportProcessData;
  readonly #say: (message: ReportProcessMessage) => void;
  readonly #executor: Executor;
  readonly #follower: RecordingFollower;
  readonly #files = new Map<string, ScenariosAhead>();
  readonly #known = new KnownExecutions();
  readonly #checks = new Map<number, (check: EdrCheck) => void>();
  readonly #heap = new GrowingHeap();
  readonly #begun = performance.now();
  readonly #following: Promise<void>;
  #project: Project | undefined;
  #isOver = false;
  #endPause: () => void = () => undefined;
  #nextCheck = 0;

  constructor(data: ReportProcessData, say: (message: ReportProcessMessage) => void) {
    this.#data = data;
    this.#say = say;
    this.#executor = new Executor({ ...data, sparing: true });
    this.#follower = new RecordingFollower(data.folder, data.run);
    this.#following = this.#follow();
    // Whoever waits for it in the end is told.
    this.#following.catch(() => undefined);
  }

  /** The report, once nothing more comes. */
  async finish({
    settings,
    unwritten,
  }: ReportProcessRequest & { readonly kind: "finish" }): Promise<MadeReport> {
    this.#isOver = true;
    this.#executor.spareNothing();
    this.#endPause();
    await this.#following;
    const project = await this.#projectOf(settings.builds);
    const recordings = this.#follower.recordings();
    await addUnwritten(recordings, unwritten);
    const { loaded, namer } = project;
    const recorded = { recordings, run: this.#data.run, loaded };
    const report = await recordedReport(recorded, settings, {
      executor: this.#executor,
      ahead: { known: this.#known, namer },
      progress: {
        next: (title) => {
          this.#say({ kind: "stage", title });
        },
        show: (done, total) => {
          this.#say({ kind: "progress", done, total });
        },
      },
      checkInEdr: (execution) => this.#check(execution),
    });
    return madeReport(report, loaded.contracts);
  }

  /** The answer to a crowd that was to be checked. */
  checked(id: number, check: EdrCheck): void {
    this.#checks.get(id)?.(check);
    this.#checks.delete(id);
  }

  /** Until the tests are over, and all is read. */
  async #follow(): Promise<void> {
    let waiting: AheadScenario[] = [];
    for (;;) {
      const isLast = this.#isOver;
      this.#follower.read((file, record) => {
        const { kinds } = this.#data;
        remember(this.#files, file, () => new ScenariosAhead(kinds)).add(record);
      });
      if (isLast) return;
      waiting.push(...[...this.#files.values()].flatMap((file) => file.take()));
      await this.#run(waiting.slice(0, SLICE));
      waiting = waiting.slice(SLICE);
      this.#heap.collect();
      if (waiting.length > 0) continue;
      // What comes last needs the executor's threads: they start where there is time.
      if (performance.now() - this.#begun > PREPARE_AFTER) this.#executor.prepare();
      await this.#pause();
    }
  }

  async #run(scenarios: readonly AheadScenario[]): Promise<void> {
    const executions = await this.#executor.execute(scenarios.map(({ scenario }) => scenario));
    for (const [i, { records }] of scenarios.entries()) {
      const execution = executions[i];
      if (execution !== undefined) this.#known.add(records, execution);
    }
    await this.#analyse(executions);
  }

  /** What is found out here of each scenario by itself is remembered where it is found. */
  async #analyse(executions: readonly ScenarioExecution[]): Promise<void> {
    const suite = executions.filter(({ scenario }) => scenario.kind !== "setup");
    if (suite.length === 0) return;
    const { namer } = await this.#projectOf(this.#data.builds);
    const { analyses } = analyseRun(suite, nameRun(suite, namer), profileOf(this.#data.profile));
    const contended = analyses.filter(isRunVirtually).map(({ execution }) => execution);
    await this.#known.countReexecutions(contended, this.#executor);
  }

  /** Builds that came while the tests ran are new contracts, and with them all names. */
  async #projectOf(builds: readonly BuildFiles[]): Promise<Project> {
    const key = JSON.stringify(builds);
    if (this.#project?.key !== key) {
      const loaded = await loadBuilds(builds);
      this.#project = { key, loaded, namer: createNamer(loaded.contracts) };
    }
    return this.#project;
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PAUSE);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#isOver) this.#endPause();
    });
  }

  #check(execution: ScenarioExecution): Promise<EdrCheck> {
    return new Promise((resolve) => {
      const id = this.#nextCheck++;
      this.#checks.set(id, resolve);
      // All code of the suite, which is not needed there.
      this.#say({ kind: "check", id, execution: { ...execution, codes: new Map() } });
    });
  }
}
