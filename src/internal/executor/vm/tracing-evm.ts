import {
  type EVM,
  EVMError,
  type EVMOpts,
  type Message,
  type PrecompileFunc,
} from "@ethereumjs/evm";
import type { Account, Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Frame } from "../../model/access-set.ts";
import type { Address } from "../../model/location.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import type { AccountRef } from "../state/account-ref.ts";
import type { AccessLog } from "../state/access-log.ts";
import type { CodeStore } from "../state/code-store.ts";
import type { EthereumJsState } from "../state/ethereumjs-state.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import { TransactionJournal } from "../state/transaction-journal.ts";
import type { TransactionState } from "../state/transaction-state.ts";
import { FastEvm } from "./fast-evm.ts";
import { traceInstructions } from "./trace-instructions.ts";

const MAX_INPUT_BYTES = 4096;

/**
 * EthereumJS's EVM on a {@link TransactionState}. It tells the state's {@link AccessLog} which frame and
 * which instruction reaches the state, and moves value by debits and credits instead of by whole
 * accounts.
 */
export class TracingEvm extends FastEvm {
  readonly #state: TransactionState;
  readonly #manager: EthereumJsState;
  readonly #codes: CodeStore;
  readonly #precompileAddresses: ReadonlyMap<PrecompileFunc, Address>;

  constructor(
    options: EVMOpts,
    state: TransactionState,
    manager: EthereumJsState,
    codes: CodeStore,
  ) {
    super({ ...options, stateManager: manager });
    this.#state = state;
    this.#manager = manager;
    this.#codes = codes;
    this.#precompileAddresses = new Map(
      [...this.precompiles].map(([address, precompile]) => [precompile, `0x${address}`]),
    );
    traceInstructions(this._opcodeMap, state, () => state.log);
    // It has all that EthereumJS uses of a journal; the class has more than that.
    this.journal = new TransactionJournal(
      state,
      manager,
      this.precompiles,
    ) as unknown as EVM["journal"];
  }

  override storageOf(address: EthereumJsAddress): FrameStorage {
    return this.#manager.storageOf(address);
  }

  override get attribution(): AccessLog | undefined {
    const { log } = this.#state;
    return log.attribute ? log : undefined;
  }

  override async runCall(options: Parameters<EVM["runCall"]>[0]) {
    if ((options.depth ?? options.message?.depth ?? 0) === 0) this.#manager.endPrologue();
    return super.runCall(options);
  }

  protected override async runInterpreter(
    message: Message,
    options?: Parameters<EVM["runInterpreter"]>[1],
  ) {
    const { log } = this.#state;
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

  protected override runPrecompile(...call: Parameters<FastEvm["runPrecompile"]>) {
    const address = this.#precompileAddresses.get(call[0]);
    if (address !== undefined) this.#state.log.notePrecompile(address);
    return super.runPrecompile(...call);
  }

  protected override async _reduceSenderBalance(
    _account: Account,
    message: Message,
  ): Promise<void> {
    if (message.value === 0n) return;
    const caller = this.#state.account(message.caller.bytes);
    // The transaction's own value was looked at together with its fees.
    if (message.depth > 0 && this.#state.balanceOf(caller) < message.value) {
      this.#state.readBalanceExactly(caller);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- EthereumJS's errors are no Errors
      throw new EVMError(EVMError.errorMessages.INSUFFICIENT_BALANCE);
    }
    this.#state.addBalance(caller, -message.value);
    return Promise.resolve();
  }

  /** Also stores the nonce that a created account was given. */
  protected override async _addToBalance(account: Account, message: Message): Promise<void> {
    const { to, value } = message;
    if (to === undefined) throw new Error("A message without a recipient");
    await this.#manager.putAccount(to, account);
    if (value === 0n) return;
    const recipient = this.#state.account(to.bytes);
    if (canOverflow(recipient, value) && this.#state.balanceOf(recipient) + value > MAX_BALANCE) {
      this.#state.readBalanceExactly(recipient);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- EthereumJS's errors are no Errors
      throw new EVMError(EVMError.errorMessages.VALUE_OVERFLOW);
    }
    this.#state.addBalance(recipient, value);
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
}

/** Sums of less than 2^56 amounts below 2^200 fit into a word: then the balance need not be looked up. */
function canOverflow({ balance }: AccountRef, value: bigint): boolean {
  return (balance.base | value) >= 1n << 200n;
}

const MAX_BALANCE = (1n << 256n) - 1n;

function addressOf(bytes: Uint8Array | undefined): Address {
  return bytesToHex(bytes ?? new Uint8Array(20));
}
