import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

import type { EdrCheck } from "../model/edr-check.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { MadeReport } from "./made-report.ts";
import type { ReportProgress } from "./recorded-report.ts";
import type {
  ReportProcessData,
  ReportProcessMessage,
  ReportProcessRequest,
} from "./report-process-protocol.ts";

/** TypeScript when the sources run as they are, JavaScript when they were built. */
const PROGRAM = new URL(
  import.meta.url.endsWith(".ts") ? "./report-process-main.ts" : "./report-process-main.js",
  import.meta.url,
);

/** Without a word for so long, the process hangs: longer than one answer of the executor may take. */
const DEADLINE_MS = 300_000;

/** Without a word for so long, whoever waits is told. */
const SILENT_MS = 20_000;

/** Characters of what it writes to stderr that are kept: an uncaught error, or what V8 says when it gives up. */
const KEPT = 10_000;

export interface ReportProcessOptions {
  /** For tests: another program for the process. */
  readonly program?: URL;
  readonly silentMs?: number;
  readonly deadlineMs?: number;
}

/** What the process needs of that of the tests. */
export interface ReportProcessTools {
  readonly progress: ReportProgress;
  readonly checkInEdr: (execution: ScenarioExecution) => Promise<EdrCheck>;
}

interface Waiting extends ReportProcessTools {
  readonly resolve: (made: MadeReport) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The process that runs what a suite sends while the suite goes on, and makes the report. One of its own, so that
 * neither its memory nor whatever may go wrong with it is the tests' matter. Keeps them from ending only while the
 * report is waited for, and ends with them.
 */
export class ReportProcess {
  readonly #process: ChildProcess;
  readonly #memory: number;
  readonly #silentMs: number;
  readonly #deadlineMs: number;
  #waiting: Waiting | undefined;
  #failure: Error | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #stderr = "";

  constructor(
    data: ReportProcessData,
    {
      program = PROGRAM,
      silentMs = SILENT_MS,
      deadlineMs = DEADLINE_MS,
    }: ReportProcessOptions = {},
  ) {
    this.#silentMs = silentMs;
    this.#memory = data.memory;
    this.#deadlineMs = deadlineMs;
    this.#process = fork(fileURLToPath(program), {
      // Options of this process, such as a loader for TypeScript tests, would only slow it down.
      execArgv: [`--max-old-space-size=${data.memory}`],
      env: environmentOf(process.env),
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      windowsHide: true,
    });
    this.#process.on("message", (message: ReportProcessMessage) => {
      this.#hear(message);
    });
    this.#process.on("error", (error) => {
      this.#fail(error);
    });
    // After "exit", when all that it wrote was read.
    this.#process.on("close", (code, signal) => {
      this.#fail(this.#endedWith(signal ?? `exit code ${code}`));
    });
    this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT);
    });
    this.#process.unref();
    this.#process.channel?.unref();
    if (this.#process.stderr instanceof Socket) this.#process.stderr.unref();
    this.#send(data);
  }

  /** The report of all that was recorded; once. Rejects when the process fails or hangs, with what of; with PE050 when it is out of memory. */
  async finish(
    request: Omit<ReportProcessRequest & { readonly kind: "finish" }, "kind">,
    tools: ReportProcessTools,
  ): Promise<MadeReport> {
    try {
      return await new Promise<MadeReport>((resolve, reject) => {
        this.#waiting = { ...tools, resolve, reject };
        if (this.#failure !== undefined) {
          reject(this.#failure);
          return;
        }
        this.#process.ref();
        this.#process.channel?.ref();
        this.#wait();
        this.#send({ kind: "finish", ...request });
      });
    } finally {
      this.#stopWaiting();
      this.#waiting = undefined;
      // Whatever comes next needs the room that it takes.
      await this.end();
    }
  }

  async end(): Promise<void> {
    this.#failure ??= new Error("it was ended");
    const { exitCode, signalCode, pid } = this.#process;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    const ended = once(this.#process, "exit");
    // It has nothing to put in order.
    this.#process.kill("SIGKILL");
    await ended;
  }

  #hear(message: ReportProcessMessage): void {
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
        this.#fail(new Error(message.reason));
        break;
    }
  }

  async #check(
    id: number,
    execution: ScenarioExecution,
    { checkInEdr }: ReportProcessTools,
  ): Promise<void> {
    const check = await checkInEdr(execution);
    this.#send({ kind: "checked", id, check });
  }

  #send(message: ReportProcessData | ReportProcessRequest): void {
    // Why it cannot be sent is known when the process has closed.
    this.#process.send(message, () => undefined);
  }

  #wait(): void {
    this.#stopWaiting();
    this.#silence = setTimeout(() => {
      const minutes = Math.ceil(this.#deadlineMs / 60_000);
      this.#waiting?.progress.next(
        `Waiting for the report's process, up to ${minutes} min, as it says nothing`,
      );
    }, this.#silentMs);
    this.#deadline = setTimeout(() => {
      this.#fail(new Error(`its process said nothing for ${this.#deadlineMs / 1000} s`));
    }, this.#deadlineMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#silence);
  }

  #endedWith(how: string): Error {
    if (/heap out of memory|Reached heap limit/.test(this.#stderr)) {
      return new ParallelEvmError("PE050", [String(this.#memory)]);
    }
    const [thrown] = /^(?:\w*Error|Uncaught).*/m.exec(this.#stderr) ?? [];
    return new Error(`its process ended (${how})${thrown === undefined ? "" : `: ${thrown}`}`);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
  }
}

/** That of the tests, but for what would have it wait for a debugger, or count its code as covered. */
function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const options = environment.NODE_OPTIONS?.replaceAll(/--inspect(-\w+)*(=\S+)?/g, "");
  return { ...environment, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: options };
}
