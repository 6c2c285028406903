import type { HookContext } from "hardhat/types/hooks";

import { Executor } from "../executor/executor.ts";
import type { RecordingRecord, TransactionRecord } from "../model/recording.ts";
import type { ParallelReport } from "../model/report.ts";
import { collectRecordings, type RecordingsRequest } from "./collect-recordings.ts";
import { loadContracts, type LoadedContracts } from "./load-contracts.ts";
import type { RunContext } from "./execute-batch.ts";
import { reportHere } from "./report-here.ts";

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
    const progress = { show: quiet, next: quiet };
    const { report } = await reportHere(this.#context, request, this.#running(), progress);
    return report;
  }

  /** Its threads keep no process alive. */
  #running(): Executor {
    const { threads, execution } = this.#context.config.parallelEvm;
    this.#executor ??= new Executor({ threads, execution });
    return this.#executor;
  }
}

/**
 * Transactions as a recording of their own, as one batch with that title; undefined: this process did not record all of
 * them on the connection.
 */
export async function recordsOfTransactions(
  hashes: readonly string[],
  { connection, title, ...request }: TransactionsRequest,
): Promise<readonly RecordingRecord[] | undefined> {
  const recordings = await collectRecordings(request);
  const records = recordings.get(request.file ?? "") ?? [];
  const transactions = new Map<string, TransactionRecord>();
  for (const record of records) {
    if (record.kind !== "transaction" || record.connection !== connection) continue;
    // After a revert the same transaction may have been mined once more: the last one counts.
    if (hashes.includes(record.hash)) transactions.set(record.hash, record);
  }
  if (transactions.size < hashes.length) return undefined;
  const sent = hashes.flatMap((hash) => transactions.get(hash) ?? []);
  const blocks = new Set<string>(sent.map(({ blockHash }) => blockHash));
  const environment = records.filter((record) => {
    if (record.kind === "connection") return record.id === connection;
    if (record.kind === "block") return blocks.has(record.hash);
    return record.kind === "code";
  });
  const batch = { id: 0, title };
  return [...environment, ...sent.map((record) => ({ ...record, batch }))];
}

export interface TransactionsRequest extends RecordingsRequest {
  readonly connection: number;
  readonly title: string;
  /** Of this process; undefined: nothing was recorded. */
  readonly file: string | undefined;
}
