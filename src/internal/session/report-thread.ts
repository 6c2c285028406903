import { Worker } from "node:worker_threads";

import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { MadeReport } from "./made-report.ts";
import type { ReportProgress } from "./recorded-report.ts";
import type {
  ReportThreadData,
  ReportThreadMessage,
  ReportThreadRequest,
} from "./report-thread-protocol.ts";

/** TypeScript when the sources run as they are, JavaScript when they were built. */
const PROGRAM = new URL(
  import.meta.url.endsWith(".ts") ? "./report-thread-main.ts" : "./report-thread-main.js",
  import.meta.url,
);

/** Without a word for so long, the thread hangs: longer than one answer of the executor may take. */
const DEADLINE_MS = 300_000;

export interface ReportThreadOptions {
  /** For tests: another program for the thread. */
  readonly program?: URL;
  readonly deadlineMs?: number;
}

/** What the thread needs of the main one. */
export interface ReportThreadTools {
  readonly progress: ReportProgress;
  readonly checkInEdr: (execution: ScenarioExecution) => Promise<EdrCheck>;
}

interface Waiting extends ReportThreadTools {
  readonly resolve: (made: MadeReport) => void;
  readonly reject: (error: Error) => void;
}

/** The thread that runs what a suite sends while the suite goes on, and makes the report. Keeps no process alive but for the report. */
export class ReportThread {
  readonly #worker: Worker;
  readonly #deadlineMs: number;
  #waiting: Waiting | undefined;
  #failure: Error | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(
    data: ReportThreadData,
    { program = PROGRAM, deadlineMs = DEADLINE_MS }: ReportThreadOptions = {},
  ) {
    this.#deadlineMs = deadlineMs;
    // Options of the process, such as a loader for TypeScript tests, would only slow it down.
    this.#worker = new Worker(program, {
      execArgv: [],
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: data.memory },
    });
    this.#worker.on("message", (message: ReportThreadMessage) => {
      this.#hear(message);
    });
    this.#worker.on("error", (error: unknown) => {
      const isFull =
        error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (isFull) this.#failure ??= new ParallelEvmError("PE050", [String(data.memory)]);
      this.#fail(reasonOf(error));
    });
    this.#worker.on("exit", (code) => {
      this.#fail(`its thread ended (exit code ${code})`);
    });
    this.#worker.unref();
  }

  /** The report of all that was recorded; once. Rejects when the thread fails or hangs, with what of; with PE050 when it is out of memory. */
  async finish(
    request: Omit<ReportThreadRequest & { readonly kind: "finish" }, "kind">,
    tools: ReportThreadTools,
  ): Promise<MadeReport> {
    try {
      return await new Promise<MadeReport>((resolve, reject) => {
        this.#waiting = { ...tools, resolve, reject };
        if (this.#failure !== undefined) {
          reject(this.#failure);
          return;
        }
        this.#worker.ref();
        this.#wait();
        this.#worker.postMessage({ kind: "finish", ...request } satisfies ReportThreadRequest);
      });
    } finally {
      clearTimeout(this.#deadline);
      this.#waiting = undefined;
      // Whatever comes next needs the room that it takes.
      await this.end();
    }
  }

  async end(): Promise<void> {
    this.#failure ??= new Error("it was ended");
    await this.#worker.terminate();
  }

  #hear(message: ReportThreadMessage): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#wait();
    switch (message.kind) {
      case "stage":
        waiting.progress.next(message.title);
        break;
      case "progress":
        waiting.progress.show(message.done, message.total);
        break;
      case "check":
        void this.#check(message.id, message.execution, waiting);
        break;
      case "report":
        waiting.resolve(message.made);
        break;
      case "failed":
        this.#fail(message.reason);
        break;
    }
  }

  async #check(
    id: number,
    execution: ScenarioExecution,
    { checkInEdr }: ReportThreadTools,
  ): Promise<void> {
    const check = await checkInEdr(execution);
    this.#worker.postMessage({ kind: "checked", id, check } satisfies ReportThreadRequest);
  }

  #wait(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      this.#fail(`its thread said nothing for ${this.#deadlineMs / 1000} s`);
      void this.#worker.terminate();
    }, this.#deadlineMs);
  }

  #fail(reason: string): void {
    this.#failure ??= new Error(reason);
    this.#waiting?.reject(this.#failure);
  }
}
