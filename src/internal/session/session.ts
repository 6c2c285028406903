import { basename, join } from "node:path";

import type { HookContext } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";

import { DEFAULT_CROWDS } from "../config/resolve-config.ts";
import { proofEnvironment } from "../config/proof-environment.ts";
import type { Hex } from "../model/location.ts";
import type { RecordingRecord } from "../model/recording.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { Asking } from "../recording/ask.ts";
import { ConnectionRecorder } from "../recording/connection-recorder.ts";
import { RecordingWriter } from "../recording/recording-writer.ts";
import { printNotice } from "../report/print-notice.ts";

import { BatchRecorder } from "./batch-recorder.ts";
import type { RecordingsRequest } from "./collect-recordings.ts";
import { ConnectionApi } from "./connection-api.ts";
import { answerMethod, type MethodAnswer, type MethodsConnection } from "./own-methods.ts";
import type { SessionApi } from "./session-api.ts";
import type { ReportProcess } from "./report-process.ts";
import { currentRun, type Run } from "./session-run.ts";
import { SessionTests } from "./session-tests.ts";
import type { SharedApi } from "./shared-api.ts";
import { simulatedChain } from "./simulated-chain.ts";
import { unmadeReport } from "./unmade-report.ts";
import { whenStopped } from "./when-stopped.ts";
import { witnessLargeBlock } from "./witness-large-block.ts";

/** Where the recordings are, below the output folder. */
const RECORDING_FOLDER = "recording";

const SAVED = "Recorded. Make the report with: npx hardhat parallel-evm report";

const sessions = new WeakMap<object, Session>();

/** Several runtime environments may be in one process, with one output folder. */
const opened = new Set<Session>();

/** The one session of a Hardhat runtime environment. Hook contexts share its `hooks`. */
export function sessionOf(context: HookContext): Session {
  let session = sessions.get(context.hooks);
  if (session === undefined) {
    session = new Session(context);
    opened.add(session);
    sessions.set(context.hooks, session);
  }
  return session;
}

export function recordingFolderOf(context: HookContext): string {
  return recordingFolderIn(context.config.parallelEvm.output);
}

export function recordingFolderIn(output: string): string {
  return join(output, RECORDING_FOLDER);
}

/** What this process records, and the report at the end of the run. */
export class Session {
  readonly tests: SessionTests;
  readonly #context: HookContext;
  readonly #folder: string;
  readonly #run: Run;
  readonly #writer: RecordingWriter;
  readonly #recorders = new WeakMap<object, ConnectionRecorder>();
  readonly #methods = new WeakMap<object, MethodsConnection>();
  /** By connection id. Weak, as a connection holds all its blocks, and a suite opens hundreds. */
  readonly #references: WeakRef<ConnectionRecorder>[] = [];
  /** Something may wait in their connections to be mined: a suite has hundreds, of which a test asks one. */
  readonly #asked = new Set<ConnectionRecorder>();
  readonly #notes = new Set<string>();
  #api: SessionApi | undefined;
  /** Makes the report, and has begun with it. */
  #reporter: Promise<ReportProcess | undefined> | undefined;
  /** Of the test API, so far. */
  #batches = 0;
  /** Connections below this one belong to test runs that are over. */
  #firstOfRun = 0;
  /** Something happened that the report does not show yet. */
  #unreported = false;
  /** The report is being made. */
  #making = false;
  #collecting = false;
  #connected = false;

  constructor(context: HookContext) {
    this.#context = context;
    this.#run = currentRun();
    this.#folder = recordingFolderOf(context);
    this.#writer = new RecordingWriter({
      folder: this.#folder,
      run: this.#run.id,
      removeOlder: this.#run.owned,
    });
    const { config, globalOptions } = context;
    this.tests = new SessionTests(config.paths.root, globalOptions.parallelEvm, (record) => {
      this.#write(record);
    });
  }

  /** Observes a connection from now on; `asking` sends it requests that nobody else sees. */
  connect(connection: NetworkConnection<string>, asking: Asking): void {
    if (!this.#connected) this.#prepareForTheEnd();
    this.#connected = true;
    const { networkConfig, networkName } = connection;
    if (networkConfig.type !== "edr-simulated") {
      this.#note(
        `Network ${networkName} is not simulated by Hardhat: what it mined is not in this report.`,
      );
      return;
    }
    const id = this.#references.length;
    const { coverage } = this.#context.globalOptions;
    const { chain, hasGasLimit } = simulatedChain(networkConfig, connection.chainType, coverage);
    const chainId: Hex = `0x${networkConfig.chainId.toString(16)}`;
    const introduction = {
      kind: "connection",
      id,
      network: networkName,
      ...chain,
      chainId,
    } as const;
    this.#write(introduction);
    const batches = new BatchRecorder(introduction, () => this.#batches++);
    const recorder = new ConnectionRecorder({
      ...asking,
      connection: id,
      write: (record) => {
        if (record.kind === "note") this.#note(record.message);
        else this.#write(record);
        batches.add(record);
      },
      codeId: (code) => {
        const id = this.#writer.codeId(code);
        batches.addCode(id, code);
        return id;
      },
      sender: () => {
        const batch = batches.sending;
        return { ...this.tests.sender(), ...(batch === undefined ? {} : { batch }) };
      },
      logging: networkConfig.loggingEnabled,
      hasGasLimit,
      witnessLargeBlock: (block, state) => witnessLargeBlock(block, chain, state),
    });
    this.#recorders.set(connection, recorder);
    this.#references.push(new WeakRef(recorder));
    const shared = this.#sharedApi(id);
    connection.parallelEvm = new ConnectionApi({
      ...shared,
      request: (method, params) => connection.provider.request({ method, params: [...params] }),
      recorder,
      batches,
      title: () => this.tests.running ?? "a run outside of any test",
      users: usersOf(this.#context),
    });
    this.#methods.set(connection, { ...shared, ask: asking.ask });
  }

  /** Answers one of the plugin's own JSON-RPC methods. */
  async answer(
    connection: NetworkConnection<string>,
    method: string,
    params: readonly unknown[],
  ): Promise<MethodAnswer | undefined> {
    const methods = this.#methods.get(connection);
    return methods === undefined ? undefined : answerMethod(method, params, methods);
  }

  /** Of a connection that is about to be asked something. */
  recorderOf(connection: NetworkConnection<string>): ConnectionRecorder | undefined {
    const recorder = this.#recorders.get(connection);
    if (recorder !== undefined) this.#asked.add(recorder);
    return recorder;
  }

  /** A test runner starts. `parallel`: in other processes; this one has only loaded the test files. */
  runStarted(parallel: boolean): void {
    this.#unreported = true;
    if (!this.#run.owned) return;
    this.#writer.prepare();
    this.#beginReport();
    if (!parallel) return;
    for (let id = this.#firstOfRun; id < this.#references.length; id++) {
      this.#references[id]?.deref()?.stop();
      this.#write({ kind: "discard", connection: id });
    }
  }

  /** A test runner is done; when it runs alone, the report is made. */
  async runDone(): Promise<void> {
    this.#firstOfRun = this.#references.length;
    if (!this.#collecting) await this.finish();
  }

  /** Several test runners follow each other: one report for all of them, made by {@link finish}. */
  collect(): void {
    this.#collecting = true;
  }

  /** Captures what was mined meanwhile without being asked for, before something else begins. */
  async drain(): Promise<void> {
    for (const recorder of this.#asked) {
      if (recorder.busy) await recorder.drain();
      else this.#asked.delete(recorder);
    }
  }

  /** Writes all that happened so far to the recording. */
  async save(): Promise<void> {
    await this.drain();
    this.#writer.flush();
  }

  /**
   * Makes the report of all that happened since the last one, in the process that began the run.
   * Never rejects: a report that cannot be made must not change the result of the user's tests. Only where the user
   * holds the contracts to something the run fails then: it is not known to be so.
   */
  async finish(): Promise<void> {
    this.#collecting = false;
    // One report for all: it is made of all that the folder has of the run.
    const all = [...opened].filter((one) => one.#folder === this.#folder);
    for (const one of all) await one.save();
    const isDue = this.#run.owned && all.some((one) => one.#unreported);
    for (const one of all) one.#unreported = false;
    if (!isDue) return;
    // Who proves a diff reads the recording itself.
    if (proofEnvironment(process.env) !== undefined) return;
    this.#making = true;
    const problems = await this.#makeReport();
    this.#making = false;
    const { failure } = this.#writer;
    if (failure !== undefined) {
      problems.add(new ParallelEvmError("PE001", [this.#folder, failure.message]).message);
    }
    for (const problem of problems) printNotice(problem);
  }

  #sharedApi(connection: number): SharedApi {
    return {
      contextOf: async (method) => (await this.#openApi()).contextOf(method),
      recordsOf: async (hashes, title) => {
        const { recordsOfTransactions } = await import("./session-api.ts");
        const recorded = await this.#recorded();
        const { file } = this.#writer;
        return recordsOfTransactions(hashes, {
          ...recorded,
          connection,
          title,
          file: file === undefined ? undefined : basename(file),
        });
      },
      report: async () => {
        const api = await this.#openApi();
        return api.report(await this.#recorded());
      },
    };
  }

  /** Loads the executor with the first use of the test API. */
  async #openApi(): Promise<SessionApi> {
    const { SessionApi } = await import("./session-api.ts");
    this.#api ??= new SessionApi(this.#context);
    return this.#api;
  }

  /** All of it so far. */
  async #recorded(): Promise<RecordingsRequest> {
    await this.save();
    const { unwritten } = this.#writer;
    return { recordingFolder: this.#folder, run: this.#run.id, unwritten };
  }

  /** Has another process run what is recorded meanwhile. */
  #beginReport(): void {
    if (this.#reporter !== undefined || proofEnvironment(process.env) !== undefined) return;
    const recording = { folder: this.#folder, run: this.#run.id };
    const started = import("./start-report-process.ts").then(({ startReportProcess }) =>
      startReportProcess(this.#context, recording),
    );
    // Without it the report is made when the tests are over.
    this.#reporter = started.catch(() => undefined);
  }

  /** What the user must know if it could not be made. */
  async #makeReport(): Promise<Set<string>> {
    const reporter = await this.#reporter;
    this.#reporter = undefined;
    try {
      const { makeReport } = await import("./make-report.ts");
      await makeReport(this.#context, { ...(await this.#recorded()), reporter });
      return new Set();
    } catch (error) {
      const { config, globalOptions } = this.#context;
      const isHeldTo = globalOptions.parallelEvmCheck || config.parallelEvm.budgets.length > 0;
      if (isHeldTo) process.exitCode = 1;
      if (error instanceof ParallelEvmError && this.#writer.failure !== undefined) return new Set();
      return new Set([unmadeReport(error, config.parallelEvm.output)]);
    } finally {
      await reporter?.end();
    }
  }

  /**
   * Scripts have no end that a hook would tell: they are over when nothing is left to do. What ends earlier leaves no
   * time for a report.
   */
  #prepareForTheEnd(): void {
    const tellWhereItIs = (isStopped: boolean) => {
      this.#writer.end(isStopped && (this.#reporter ?? this.tests.running) !== undefined);
      const isMissing = this.#unreported || this.#making;
      if (!isMissing || !this.#run.owned || proofEnvironment(process.env) !== undefined) return;
      this.#unreported = false;
      printNotice(SAVED);
    };
    whenStopped(tellWhereItIs.bind(undefined, true));
    if (!this.#run.owned) return;
    process.on("beforeExit", () => {
      // Kept from looping: `finish` does nothing the second time.
      if (this.#unreported) void this.finish();
    });
    process.on("exit", tellWhereItIs.bind(undefined, false));
  }

  /** Once, however often it comes up. */
  #note(message: string): void {
    if (this.#notes.has(message)) return;
    this.#notes.add(message);
    this.#write({ kind: "note", message });
  }

  #write(record: RecordingRecord): void {
    this.#unreported = true;
    this.#writer.write(record);
  }
}

/** Of a crowd on demand, where the test says nothing. */
function usersOf({ config }: HookContext): number {
  const { crowds } = config.parallelEvm;
  return (crowds === false ? DEFAULT_CROWDS : crowds).users;
}
