import type { Hex } from "../model/location.ts";
import type { BoundaryRecord } from "../model/recording.ts";

import type { UserRequest } from "./ask.ts";
import { askAhead, type AskedAhead } from "./ask-ahead.ts";
import { captureBlock } from "./capture-block.ts";
import { lowerCase, narrowBlockNumberOf, narrowQuantity } from "../model/json-rpc/narrow-rpc.ts";
import { calleeOf } from "./called-function.ts";
import { KnownCodes } from "./known-codes.ts";
import { NotedCalls } from "./noted-calls.ts";
import { failedHash, resultOf, sentHash, succeeded } from "./narrow-response.ts";
import { observedMethod } from "./observed-methods.ts";
import { PendingTransactions } from "./pending-transactions.ts";
import { carriesBlobs, sendBlobs } from "./send-blobs.ts";
import type { RecorderOptions } from "./recorder-options.ts";
import { SerialQueue } from "./serial-queue.ts";

/** Blocks that are read one by one to find transactions; over more, they are looked up by hash. */
const SCAN_LIMIT = 64n;

/** Captures that go on while the user does; with more of them the user waits. */
const MOST_CAPTURES = 16;

const EDITED_MEANWHILE =
  "The state was edited by another request while it was being mined, so its pre-state is not certain";

/**
 * Records what one connection mines.
 *
 * A transaction is captured when the request that mined it has been answered: later its history may be gone
 * (`evm_revert`) or its pre-state changed (`hardhat_set*` edits the latest block's state, and traces see the edit).
 * One that ends a scenario therefore waits until what was mined is captured; other requests of the user do not, so
 * that the node answers the recorder while the user's own code runs.
 *
 * Nothing that goes wrong here reaches the user's request: it becomes a note.
 */
export class ConnectionRecorder {
  readonly #options: RecorderOptions;
  readonly #queue = new SerialQueue();
  readonly #blobs = new SerialQueue();
  readonly #codes: KnownCodes;
  readonly #pending = new PendingTransactions();
  /** Mined as far as this knows, and captured while the user goes on. */
  readonly #capturing = new Set<Hex>();
  #logging: boolean;
  /** The last block known to be captured, or to hold nothing; undefined after a revert. */
  #lastBlock: bigint | undefined;
  /** Blocks up to this one were mined before or during a state edit, and cannot be told apart. */
  #unreliableUpTo: bigint | undefined;
  /** The last transaction was mined when it was sent. */
  #automines = true;
  readonly #calls: NotedCalls;
  #stopped = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#codes = new KnownCodes(options.codeId);
    this.#calls = new NotedCalls(options, this.#codes);
    this.#logging = options.logging;
  }

  /**
   * Carries out a request of the user and records what it did. Rejects only as `proceed` does. Not
   * async, nor is what passes by: see the stack traces of the user's errors.
   */
  observe<Response>(request: UserRequest<Response>): Promise<Response> {
    // The node does not log while the recorder asks: what it is to log waits.
    return this.#logging && !this.#stopped
      ? this.#queue.run(() => this.#observe(request))
      : this.#observe(request);
  }

  #observe<Response>(request: UserRequest<Response>): Promise<Response> {
    const method = this.#stopped ? undefined : observedMethod(request.method);
    if (method === undefined) return request.proceed();
    switch (method.kind) {
      case "send":
        return this.#send(request);
      case "mine":
        return this.#mine(request);
      case "call":
        return this.#call(request);
      case "boundary":
        return this.#endScenario(request, method.reason);
      case "drop":
        return this.#drop(request);
      case "logging":
        return this.#switchLogging(request);
    }
  }

  /** Something of the user's is not captured or noted yet, or not mined. */
  get busy(): boolean {
    return this.#pending.expected || !this.#queue.idle;
  }

  /** What was sent in a batch of the test API and is not mined yet. */
  pendingIn(batch: number): readonly Hex[] {
    return this.#pending.hashesIn(batch);
  }

  /** Waits for what is being captured and noted, and captures what was mined without a request: by an interval. */
  async drain(): Promise<void> {
    if (this.#stopped) return;
    await this.#job(async () => {
      if (this.#pending.expected) await this.#catchUp();
    });
  }

  /** From now on requests pass by unseen. */
  stop(): void {
    this.#stopped = true;
  }

  async #send<Response>(request: UserRequest<Response>): Promise<Response> {
    const sender = this.#options.sender();
    const flight = this.#pending.takeOff(sender);
    let hash: Hex | undefined;
    try {
      const inBatch = sender.batch !== undefined;
      const response =
        inBatch && carriesBlobs(request)
          ? await this.#blobs.run(() => sendBlobs(request, this.#options.ask))
          : await request.proceed();
      hash = sentHash(response);
      return response;
    } catch (error) {
      hash = failedHash(error);
      throw error;
    } finally {
      this.#pending.land(flight, hash);
      if (hash !== undefined) await this.#captureSent(hash, calleeOf(request));
    }
  }

  async #mine<Response>(request: UserRequest<Response>): Promise<Response> {
    const response = await request.proceed();
    if (this.#pending.expected) await this.drain();
    return response;
  }

  /** The user does not wait for what is noted of it; but before what the user does next, it is. */
  #call<Response>(request: UserRequest<Response>): Promise<Response> {
    const response = request.proceed();
    const call = this.#calls.take(request.params[0]);
    if (call === undefined) return response;
    const note = () => this.#job(() => this.#calls.note(call));
    const noted = response.then(note, note);
    return this.#logging ? noted.then(() => response) : response;
  }

  async #drop<Response>(request: UserRequest<Response>): Promise<Response> {
    const response = await request.proceed();
    const hash = request.params[0];
    if (succeeded(response) && typeof hash === "string") this.#pending.forget(lowerCase(hash));
    return response;
  }

  async #switchLogging<Response>(request: UserRequest<Response>): Promise<Response> {
    const response = await request.proceed();
    this.#logging = request.params[0] === true;
    return response;
  }

  /** Resolves when the user may go on. */
  async #captureSent(hash: Hex, to: unknown): Promise<void> {
    const others =
      this.#pending.inFlight ||
      this.#pending.hashes.some((one) => one !== hash && !this.#capturing.has(one));
    if (others || !this.#automines) {
      await this.#jobFor(hash, () => this.#captureMined(hash, others));
    } else if (this.#logging) {
      await this.#jobFor(hash, () => this.#captureSingle(this.#askAhead(hash, to)));
    } else {
      await this.#captureMeanwhile(hash, this.#askAhead(hash, to));
    }
  }

  /** It may have been captured with the block of another one. */
  async #jobFor(hash: Hex, capture: () => Promise<void>): Promise<void> {
    await this.#job(async () => {
      if (this.#pending.has(hash)) await capture();
    });
  }

  async #captureMined(hash: Hex, others: boolean): Promise<void> {
    const mined = await this.#blockNumberOf(hash);
    this.#automines = mined !== undefined;
    if (mined === undefined) return;
    if (others) await this.#captureBefore(mined);
    await this.#captureBlock(mined);
  }

  #askAhead(hash: Hex, to: unknown): Promise<AskedAhead> {
    const asked = askAhead(this.#options, hash, this.#codes.mayKnow(to));
    // Who captures it later is told.
    asked.catch(() => undefined);
    return asked;
  }

  /** The node was asked before the user asks the next. */
  async #captureMeanwhile(hash: Hex, asked: Promise<AskedAhead>): Promise<void> {
    this.#capturing.add(hash);
    const captured = this.#jobFor(hash, () => this.#captureSingle(asked));
    void captured.then(() => this.#capturing.delete(hash));
    if (this.#capturing.size >= MOST_CAPTURES) await captured;
  }

  async #captureSingle(asking: Promise<AskedAhead>): Promise<void> {
    const asked = await asking;
    this.#automines = asked.mined !== undefined;
    if (asked.mined !== undefined) await this.#captureBlock(asked.mined, asked);
  }

  /** Captures the blocks between the last known one and `number`: sends at the same time mine several. */
  async #captureBefore(number: bigint): Promise<void> {
    if (this.#lastBlock === undefined || number - this.#lastBlock > SCAN_LIMIT) return;
    for (let n = this.#lastBlock + 1n; n < number; n++) await this.#captureBlock(n);
  }

  /**
   * Captures all that was mined since the last time: block by block, or by the hashes of what was
   * sent, whichever takes fewer requests (`hardhat_mine` can mine a million blocks).
   */
  async #catchUp(): Promise<void> {
    const latest = await this.#latestBlock();
    const known = BigInt(this.#pending.hashes.length);
    const limit = this.#pending.inFlight || known > SCAN_LIMIT ? SCAN_LIMIT : known;
    if (this.#lastBlock !== undefined && latest - this.#lastBlock <= limit) {
      await this.#captureBefore(latest + 1n);
    } else {
      await this.#lookUpPending();
    }
    this.#lastBlock = latest;
  }

  async #lookUpPending(): Promise<void> {
    const blocks = new Set<bigint>();
    for (const hash of this.#pending.hashes) {
      const mined = await this.#blockNumberOf(hash);
      if (mined !== undefined) blocks.add(mined);
    }
    const ascending = [...blocks].sort((a, b) => (a < b ? -1 : 1));
    for (const number of ascending) await this.#captureBlock(number);
  }

  #endScenario<Response>(
    request: UserRequest<Response>,
    reason: BoundaryRecord["reason"],
  ): Promise<Response> {
    const { test, phase } = this.#options.sender();
    return this.#queue.run(async () => {
      const isExpecting = () => this.#pending.expected;
      const expected = isExpecting();
      if (expected) await this.#quietly(() => this.#catchUp());
      const response = await request.proceed();
      if (!succeeded(response)) return response;
      // Asked again, as requests of the user's go on meanwhile.
      if (reason === "state-edit" && (expected || isExpecting())) {
        // Mined after the catching up, so before, during or after the edit.
        await this.#quietly(async () => {
          this.#unreliableUpTo = await this.#latestBlock();
        });
      }
      this.#follow(reason, request, response);
      const { method } = request;
      const { connection } = this.#options;
      this.#options.write({
        kind: "boundary",
        connection,
        reason,
        ...(test === undefined || phase === "setup" ? {} : { test }),
        method,
      });
      return response;
    });
  }

  /** Snapshots hold, and reverts bring back, what is pending; after a revert blocks count from lower. */
  #follow(
    reason: BoundaryRecord["reason"],
    { method, params }: UserRequest<unknown>,
    response: unknown,
  ): void {
    if (reason === "snapshot") {
      const snapshot = String(resultOf(response));
      this.#pending.saved(snapshot);
      this.#codes.saved(snapshot);
      return;
    }
    this.#calls.clear();
    if (reason === "state-edit") {
      if (method === "hardhat_setCode") this.#codes.forget();
      return;
    }
    const snapshot = reason === "revert" ? String(params[0]) : "";
    this.#pending.restored(snapshot);
    this.#codes.restored(snapshot);
    this.#lastBlock = undefined;
    this.#unreliableUpTo = undefined;
  }

  async #captureBlock(number: bigint, asked?: AskedAhead): Promise<void> {
    const { ask, withoutCodes } = asked ?? { ask: this.#options.ask, withoutCodes: false };
    const isUnreliable = this.#unreliableUpTo !== undefined && number <= this.#unreliableUpTo;
    const capture = {
      ...this.#options,
      ...{ ask, withoutCodes, codes: this.#codes },
      senderOf: (hash: Hex) => this.#pending.mined(hash),
      ...(isUnreliable ? { unreliable: EDITED_MEANWHILE } : {}),
    };
    await captureBlock(capture, number);
    if (this.#lastBlock === undefined || number > this.#lastBlock) this.#lastBlock = number;
    else this.#codes.forget();
  }

  async #latestBlock(): Promise<bigint> {
    return narrowQuantity(await this.#options.ask("eth_blockNumber", []));
  }

  /** Undefined while it is not mined; one that was dropped or replaced is forgotten. */
  async #blockNumberOf(hash: Hex): Promise<bigint | undefined> {
    const transaction = await this.#options.ask("eth_getTransactionByHash", [hash]);
    if (transaction === null) this.#pending.forget(hash);
    return narrowBlockNumberOf(transaction);
  }

  async #job(job: () => Promise<void>): Promise<void> {
    await this.#queue.run(() => this.#quietly(job));
  }

  /** Keeps own requests out of the node's log, and own failures away from the user. */
  async #quietly(job: () => Promise<void>): Promise<void> {
    const { ask, write } = this.#options;
    try {
      if (this.#logging) await ask("hardhat_setLoggingEnabled", [false]);
      await job();
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      write({ kind: "note", message: `Some transactions could not be recorded: ${cause}` });
      this.#codes.forget();
    }
    // A connection that was closed meanwhile has no log to switch on again.
    if (this.#logging) await ask("hardhat_setLoggingEnabled", [true]).catch(() => undefined);
  }
}
