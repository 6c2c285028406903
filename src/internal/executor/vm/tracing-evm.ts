import type { EVM, EVMOpts, Message } from "@ethereumjs/evm";
import type { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Frame } from "../../model/access-set.ts";
import type { Address } from "../../model/location.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import type { AccessLog } from "../state/access-log.ts";
import type { CodeStore } from "../state/code-store.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import type { TransactionState } from "../state/transaction-state.ts";
import { FastEvm } from "./fast-evm.ts";
import { traceInstructions } from "./trace-instructions.ts";

const MAX_INPUT_BYTES = 4096;

/** EthereumJS's EVM, telling an {@link AccessLog} which frame and which instruction touches the state. */
export class TracingEvm extends FastEvm {
  readonly #state: TransactionState;
  readonly #codes: CodeStore;
  #log: AccessLog | undefined;

  constructor(options: EVMOpts, state: TransactionState, codes: CodeStore) {
    super({ ...options, stateManager: state });
    this.#state = state;
    this.#codes = codes;
    traceInstructions(this._opcodeMap, state, () => this.#activeLog);
    // The stock clean-up fetches every touched account to delete the empty ones (EIP-161). Here an
    // empty account is an absent one already, and the fetches would count as reads.
    this.journal.cleanup = async () => {
      this.journal.cleanJournal();
      return Promise.resolve();
    };
  }

  begin(log: AccessLog): void {
    this.#log = log;
  }

  override storageOf(address: EthereumJsAddress): FrameStorage {
    return this.#state.storageOf(address, this.journal);
  }

  override get attribution(): AccessLog | undefined {
    const log = this.#activeLog;
    return log.attribute ? log : undefined;
  }

  override async runCall(options: Parameters<EVM["runCall"]>[0]) {
    if ((options.depth ?? options.message?.depth ?? 0) === 0) this.#state.endPrologue();
    return super.runCall(options);
  }

  protected override async runInterpreter(
    message: Message,
    options?: Parameters<EVM["runInterpreter"]>[1],
  ) {
    const log = this.#activeLog;
    if (!log.attribute) return super.runInterpreter(message, options);
    // A precompile, the other kind, never gets here. What creates a contract lies in the memory of
    // another frame, which goes on to write there.
    const running = message.code as Uint8Array;
    const code = message.isCreate === true ? running.slice() : running;
    log.enterFrame(this.#frameOf(message, code), code);
    try {
      return await super.runInterpreter(message, options);
    } finally {
      log.leaveFrame();
    }
  }

  #frameOf(message: Message, code: Uint8Array): Frame {
    const isCreate = message.isCreate === true;
    const address = addressOf(message.to?.bytes);
    return {
      depth: message.depth,
      caller: addressOf(message.caller.bytes),
      address,
      codeAddress: isCreate ? address : addressOf(message.codeAddress.bytes),
      codeHash: this.#codes.hashOf(code),
      isCreate,
      input: isCreate ? "0x" : bytesToHex(message.data.subarray(0, MAX_INPUT_BYTES)),
    };
  }

  get #activeLog(): AccessLog {
    if (this.#log === undefined) throw new Error("begin() must be called first");
    return this.#log;
  }
}

function addressOf(bytes: Uint8Array | undefined): Address {
  return bytesToHex(bytes ?? new Uint8Array(20));
}
