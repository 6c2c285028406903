import { inspect } from "node:util";

import type {
  ParallelCrowdOptions,
  ParallelEvm,
  ParallelRun,
  ParallelRunOptions,
  SentTransaction,
} from "../model/parallel-run.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import { checkOptions } from "../primitives/check-options.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { Ask } from "../recording/ask.ts";
import type { ConnectionRecorder } from "../recording/connection-recorder.ts";
import { sendTogether } from "../recording/send-together.ts";
import type { BatchRecorder } from "./batch-recorder.ts";
import type { SharedApi } from "./shared-api.ts";

const DEFAULT_TIMEOUT_MS = 60_000;
/** As in the config. */
const MOST_USERS = 1024;

const RUN_OPTIONS = ["title", "timeout"];
const CROWD_OPTIONS = ["users", "vary", ...RUN_OPTIONS];

const VARIED: readonly unknown[] = ["sender", "arguments"];

/** What the test API needs of its connection and of the session. */
export interface ApiConnection extends SharedApi {
  /** Requests as the user makes them. */
  readonly request: Ask;
  readonly recorder: ConnectionRecorder;
  readonly batches: BatchRecorder;
  /** The test that is running. */
  readonly title: () => string;
  readonly users: number;
}

/** The test API of one connection that is observed. */
export class ConnectionApi implements ParallelEvm {
  readonly #connection: ApiConnection;

  constructor(connection: ApiConnection) {
    this.#connection = connection;
  }

  async run(send: () => unknown, options: ParallelRunOptions = {}): Promise<ParallelRun> {
    checkOptions(options, RUN_OPTIONS);
    const records = await this.#send("run", send, options);
    const { runBatch } = await import("./parallel-run.ts");
    return runBatch(records, await this.#connection.contextOf("parallelEvm.run"));
  }

  async crowd(
    call: SentTransaction | (() => unknown),
    options: ParallelCrowdOptions = {},
  ): Promise<ParallelRun> {
    checkOptions(options, CROWD_OPTIONS);
    const { users = this.#connection.users, vary = "sender" } = options;
    const isCount = Number.isInteger(users) && users >= 2 && users <= MOST_USERS;
    if (!isCount) throw wrongOption("users", users, `a whole number from 2 to ${MOST_USERS}`);
    if (!VARIED.includes(vary)) throw wrongOption("vary", vary, '"sender" or "arguments"');
    const records =
      typeof call === "function"
        ? await this.#send("crowd", call, options)
        : await this.#recordsOf(call, options);
    const { runCrowdOf } = await import("./parallel-run.ts");
    return runCrowdOf(
      records,
      { users, vary },
      await this.#connection.contextOf("parallelEvm.crowd"),
    );
  }

  async report(): Promise<ParallelReport> {
    return this.#connection.report();
  }

  async #send(
    method: string,
    send: () => unknown,
    options: ParallelRunOptions,
  ): Promise<readonly RecordingRecord[]> {
    const { timeout = DEFAULT_TIMEOUT_MS, title = this.#connection.title() } = options;
    if (typeof send !== "function") throw wrongOption("send", send, "a function that sends");
    if (!(timeout > 0)) throw wrongOption("timeout", timeout, "a number of ms above 0");
    checkTitle(title);
    const { request, recorder, batches } = this.#connection;
    // What was mined before is not of this batch.
    await recorder.drain();
    const batch = batches.begin(title);
    if (batch === undefined) throw new ParallelEvmError("PE032", [method]);
    let records: readonly RecordingRecord[] = [];
    try {
      await sendTogether({
        request,
        method,
        timeout,
        send,
        sent: () => {
          batches.sent();
        },
        pending: () => recorder.pendingIn(batch.id),
      });
    } finally {
      records = batches.end(batch);
    }
    if (!records.some(({ kind }) => kind === "transaction")) {
      throw new ParallelEvmError("PE031", [method]);
    }
    return records;
  }

  async #recordsOf(
    call: SentTransaction,
    { title = this.#connection.title() }: ParallelRunOptions,
  ): Promise<readonly RecordingRecord[]> {
    checkTitle(title);
    const hash = hashOf(await call);
    const records =
      hash === undefined ? undefined : await this.#connection.recordsOf([hash], title);
    if (records === undefined) throw new ParallelEvmError("PE037", [hash ?? "no transaction"]);
    return records;
  }
}

function hashOf(transaction: unknown): string | undefined {
  if (typeof transaction === "string") return transaction.toLowerCase();
  if (typeof transaction !== "object" || transaction === null) return undefined;
  if ("hash" in transaction) return hashOf(transaction.hash);
  return "transactionHash" in transaction ? hashOf(transaction.transactionHash) : undefined;
}

function checkTitle(title: unknown): void {
  if (typeof title !== "string") throw wrongOption("title", title, "a text");
}

function wrongOption(name: string, value: unknown, expected: string): ParallelEvmError {
  return new ParallelEvmError("PE039", [name, inspect(value), expected]);
}
