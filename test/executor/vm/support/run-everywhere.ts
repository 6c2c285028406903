import assert from "node:assert/strict";

import type { Block } from "@ethereumjs/block";
import { Common, type Hardfork, Mainnet } from "@ethereumjs/common";
import { type EVM, type EVMResult, createEVM } from "@ethereumjs/evm";
import { Address, createAccount, hexToBytes } from "@ethereumjs/util";

import { customCrypto } from "../../../../src/internal/executor/crypto/custom-crypto.ts";
import { AccessLog } from "../../../../src/internal/executor/state/access-log.ts";
import { CodeStore } from "../../../../src/internal/executor/state/code-store.ts";
import { CodeSource } from "../../../../src/internal/executor/state/code-source.ts";
import { EthereumJsState } from "../../../../src/internal/executor/state/ethereumjs-state.ts";
import { LocationBook } from "../../../../src/internal/executor/state/location-book.ts";
import { SequentialView } from "../../../../src/internal/executor/state/state-view.ts";
import { TransactionState } from "../../../../src/internal/executor/state/transaction-state.ts";
import { buildBlock } from "../../../../src/internal/executor/vm/build-block.ts";
import { installRunLoop } from "../../../../src/internal/executor/vm/run-code.ts";
import { SteadyCommon } from "../../../../src/internal/executor/vm/steady-common.ts";
import { TracingEvm } from "../../../../src/internal/executor/vm/tracing-evm.ts";
import type { Hex } from "../../../../src/internal/model/location.ts";
import { bytesToHex, toWord } from "../../../../src/internal/primitives/hex.ts";

export const HARDFORKS: readonly Hardfork[] = [
  "byzantium",
  "constantinople",
  "petersburg",
  "istanbul",
  "berlin",
  "london",
  "paris",
  "shanghai",
  "cancun",
  "prague",
  "osaka",
];

/** What runs: a contract at {@link SELF} whose slots 0 to 2 hold 0, 1 and 2, with a call to it. */
export interface Program {
  readonly code: Uint8Array;
  readonly data?: Uint8Array;
  readonly gas?: bigint;
  readonly value?: bigint;
  readonly isStatic?: boolean;
  /** Other contracts, by address. */
  readonly others?: ReadonlyMap<Hex, Uint8Array>;
}

export const SELF = "0x00000000000000000000000000000000000c0de1";
export const SENDER = "0x000000000000000000000000000000000005e4de";
const ORIGINAL_SLOTS = [0n, 1n, 2n];
const BALANCE = 10n ** 18n;

/** Everything that can be seen of a run, and has to be equal. */
interface Seen {
  readonly gasUsed: bigint;
  readonly error: string | undefined;
  readonly returned: Hex;
  readonly logs: unknown;
  readonly refund: bigint | undefined;
  readonly slots: readonly Hex[];
}

/** One hardfork's EVMs: with the own run loop, with EthereumJS's on the same state, and plain EthereumJS. */
export class Machines {
  readonly hardfork: Hardfork;
  readonly #tracing: TracingMachine;
  readonly #plain: EVM;
  readonly #block: Block;

  static async create(hardfork: Hardfork): Promise<Machines> {
    await installRunLoop();
    // Without a library for it EthereumJS throws when the precompile 10 is called.
    const { kzg } = await customCrypto();
    assert(kzg !== undefined);
    const common = new Common({ chain: Mainnet, hardfork, customCrypto: { kzg } });
    const plain = await createEVM({ common, blockchain: NO_BLOCKS });
    return new Machines(hardfork, await TracingMachine.create(hardfork), plain);
  }

  private constructor(hardfork: Hardfork, tracing: TracingMachine, plain: EVM) {
    this.hardfork = hardfork;
    this.#tracing = tracing;
    this.#plain = plain;
    this.#block = buildBlock(ENVIRONMENT, tracing.common);
  }

  /** Runs the program on all three and requires the same of them; returns what was seen. */
  async run(program: Program, hint = ""): Promise<Seen> {
    const own = await this.#tracing.run(program, this.#block, true);
    const stock = await this.#tracing.run(program, this.#block, false);
    const where = () => `${this.hardfork} ${hint} ${bytesToHex(program.code)}`;
    assertSame(own, stock, where);
    const plain = await runPlain(this.#plain, program, this.#block);
    assertSame(own.seen, plain, where);
    return own.seen;
  }
}

const ENVIRONMENT = {
  number: 1000n,
  timestamp: 1_700_000_000n,
  coinbase: "0x00000000000000000000000000000000000c01b5",
  gasLimit: 30_000_000n,
  baseFeePerGas: 7n,
  difficulty: 131_072n,
  prevRandao: toWord(12345n),
  excessBlobGas: 0n,
} as const;

function assertSame(actual: object, expected: object, where: () => string): void {
  try {
    assert.deepEqual(actual, expected);
  } catch (error) {
    if (error instanceof Error) error.message = `${where()}\n${error.message}`;
    throw error;
  }
}

class TracingMachine {
  readonly common: Common;
  readonly #codes = new CodeStore();
  readonly #state = new TransactionState(false);
  readonly #evm: TracingEvm;

  static async create(hardfork: Hardfork): Promise<TracingMachine> {
    return new TracingMachine(new SteadyCommon(1, hardfork, await customCrypto()));
  }

  private constructor(common: Common) {
    this.common = common;
    const manager = new EthereumJsState(this.#state, false);
    const options = { common, blockchain: NO_BLOCKS };
    this.#evm = new TracingEvm(options, this.#state, manager, this.#codes);
  }

  async run(program: Program, block: Block, fast: boolean) {
    const log = new AccessLog(true);
    const book = this.#bookOf(program);
    const [view, codes] = [new SequentialView(), new CodeSource(this.#codes)];
    this.#evm.fast = fast;
    this.#state.begin({
      book,
      view,
      codes,
      log,
      sender: book.accountAt(SENDER),
      nonce: 1n,
      assured: false,
    });
    const result = await call(this.#evm, program, block);
    const { values, balances } = this.#state.writes();
    return {
      writes: [
        ...values.map(({ cell, value }) => `${cell.key} ${value}`),
        ...balances.map(({ cell, delta }) => `${cell.key} ${delta}`),
      ].sort(),
      reads: this.#state
        .reads()
        .map(({ cell, kind, value }) => `${kind} ${cell.key} ${value}`)
        .sort(),
      sites: log.sites(),
      frames: log.frames,
      preimages: log.preimages,
      seen: seenOf(result, await slotsOf(this.#evm)),
    };
  }

  #bookOf({ code, others = new Map() }: Program): LocationBook {
    const codes = new Map([[SELF, code], ...others]);
    return new LocationBook({
      account: (address) => {
        const bytes = codes.get(bytesToHex(address));
        const isThere = bytes !== undefined || bytesToHex(address) === SENDER;
        const base = {
          balance: isThere ? BALANCE : 0n,
          nonce: isThere ? 1n : 0n,
          code: bytes === undefined ? 0n : this.#codes.add(bytes),
          exists: isThere,
          hasStorage: bytes !== undefined,
        };
        return { index: -1, base };
      },
      slot: (account, slot) => {
        const holds = codes.has(account.address) && ORIGINAL_SLOTS.includes(slot);
        return { id: -1, value: holds ? slot : 0n };
      },
    });
  }
}

async function runPlain(evm: EVM, program: Program, block: Block): Promise<Seen> {
  const state = evm.stateManager;
  await state.checkpoint();
  await state.putAccount(addressOf(SENDER), createAccount({ nonce: 1n, balance: BALANCE }));
  for (const [address, code] of [[SELF, program.code] as const, ...(program.others ?? [])]) {
    await state.putAccount(addressOf(address), createAccount({ nonce: 1n, balance: BALANCE }));
    await state.putCode(addressOf(address), code);
    for (const slot of ORIGINAL_SLOTS) {
      await state.putStorage(addressOf(address), hexToBytes(toWord(slot)), minimal(slot));
    }
  }
  state.originalStorageCache.clear();
  const result = await call(evm, program, block);
  const seen = seenOf(result, await slotsOf(evm));
  await state.revert();
  return seen;
}

/** As a transaction would: what belongs to the one before is gone. */
function call(evm: EVM, { data, gas, value, isStatic }: Program, block: Block) {
  evm.journal.cleanJournal();
  evm.transientStorage.clear();
  for (const address of [...evm.precompiles.keys(), SELF, SENDER]) {
    evm.journal.addAlwaysWarmAddress(address);
  }
  return evm.runCall({
    block,
    caller: addressOf(SENDER),
    origin: addressOf(SENDER),
    to: addressOf(SELF),
    gasPrice: 9n,
    gasLimit: gas ?? 300_000n,
    value: value ?? 0n,
    data: data ?? new Uint8Array(),
    isStatic: isStatic ?? false,
    skipNonceIncrement: true,
  });
}

function seenOf({ execResult }: EVMResult, slots: readonly Hex[]): Seen {
  return {
    gasUsed: execResult.executionGasUsed,
    error: execResult.exceptionError?.error,
    returned: bytesToHex(execResult.returnValue),
    logs: (execResult.logs ?? []).map(([address, topics, data]) =>
      [address, ...topics, data].map(bytesToHex),
    ),
    refund: execResult.gasRefund,
    slots,
  };
}

/** The slots that programs use. */
async function slotsOf(evm: EVM): Promise<Hex[]> {
  const slots: Hex[] = [];
  for (let slot = 0n; slot < 6n; slot++) {
    const value = await evm.stateManager.getStorage(addressOf(SELF), hexToBytes(toWord(slot)));
    slots.push(toWord(value.length === 0 ? 0n : BigInt(bytesToHex(value))));
  }
  return slots;
}

const NO_BLOCKS = {
  getBlock: () => Promise.resolve({ hash: () => new Uint8Array(32).fill(7) }),
  putBlock: () => Promise.resolve(),
  shallowCopy() {
    return this;
  },
};

function minimal(value: bigint): Uint8Array {
  return value === 0n ? new Uint8Array() : Uint8Array.of(Number(value));
}

function addressOf(address: Hex): Address {
  return new Address(hexToBytes(address));
}
