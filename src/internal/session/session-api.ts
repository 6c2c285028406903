import type { HookContext } from "hardhat/types/hooks";

import { Executor } from "../executor/executor.ts";
import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import { collectRecordings, type RecordingsRequest } from "./collect-recordings.ts";
import { loadContracts, type LoadedContracts } from "./load-contracts.ts";
import type { RunContext } from "./parallel-run.ts";
import { recordedReport } from "./recorded-report.ts";

/** What the test API of all connections of a session shares. It is made when it is first used. */
export class SessionApi {
  readonly #context: HookContext;
  #executor: Executor | undefined;
  #loaded: Promise<LoadedContracts> | undefined;

  constructor(context: HookContext) {
    this.#context = context;
  }

  async contextOf(method: string): Promise<RunContext> {
    const { artifacts, config } = this.#context;
    this.#loaded ??= loadContracts(artifacts);
    const executor = this.#running();
    const { contracts } = await this.#loaded;
    return { method, executor, contracts, profile: config.parallelEvm.profile };
  }

  async report(request: RecordingsRequest): Promise<ParallelReport> {
    const quiet = () => undefined;
    const progress = { show: quiet, next: () => quiet };
    const { report } = await recordedReport(this.#context, request, this.#running(), progress);
    return report;
  }

  /** Its threads keep no process alive. */
  #running(): Executor {
    const { threads, execution } = this.#context.config.parallelEvm;
    this.#executor ??= new Executor({ threads, execution });
    return this.#executor;
  }
}

/** The transaction as a recording of its own; undefined: this process did not record it on the connection. */
export async function recordsOfTransaction(
  hash: string,
  connection: number,
  request: RecordingsRequest & { readonly file: string | undefined },
): Promise<readonly RecordingRecord[] | undefined> {
  const recordings = await collectRecordings(request);
  const records = recordings.get(request.file ?? "") ?? [];
  // After a revert the same transaction may have been mined once more.
  const transaction = records.findLast(
    (record): record is TransactionRecord =>
      record.kind === "transaction" && record.connection === connection && record.hash === hash,
  );
  if (transaction === undefined) return undefined;
  const environment = records.filter((record) => {
    if (record.kind === "connection") return record.id === connection;
    if (record.kind === "block") return record.hash === transaction.blockHash;
    return record.kind === "code";
  });
  return [...environment, transaction];
}
