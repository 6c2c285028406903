import assert from "node:assert/strict";

import type { Block } from "@ethereumjs/block";
import { Common, type Hardfork, Mainnet } from "@ethereumjs/common";
import { type EVM, type EVMResult, createEVM } from "@ethereumjs/evm";
import { Address, createAccount, hexToBytes } from "@ethereumjs/util";

import { VersionedMemory } from "../../../../src/internal/executor/memory/versioned-memory.ts";
import { customCrypto } from "../../../../src/internal/executor/crypto/custom-crypto.ts";
import { AccessLog } from "../../../../src/internal/executor/state/access-log.ts";
import { CodeStore } from "../../../../src/internal/executor/state/code-store.ts";
import { type BaseAccount, StateView } from "../../../../src/internal/executor/state/state-view.ts";
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
  readonly #state = new TransactionState(this.#codes);
  readonly #evm: TracingEvm;

  static async create(hardfork: Hardfork): Promise<TracingMachine> {
    return new TracingMachine(new SteadyCommon(1, hardfork, await customCrypto()));
  }

  private constructor(common: Common) {
    this.common = common;
    this.#evm = new TracingEvm({ common, blockchain: NO_BLOCKS }, this.#state, this.#codes);
  }

  async run(program: Program, block: Block, fast: boolean) {
    const log = new AccessLog(true);
    const view = new StateView(this.#baseOf(program), new VersionedMemory(), 0);
    this.#evm.fast = fast;
    this.#state.begin(view, log, SENDER, 1n);
    this.#evm.begin(log);
    const result = await call(this.#evm, program, block);
    const slots = await slotsOf(this.#evm);
    return {
      seen: seenOf(result, slots),
      writes: this.#state.finish().writes,
      reads: log.reads(),
      sites: log.sites(),
      frames: log.frames,
      preimages: log.preimages,
    };
  }

  #baseOf({ code, others = new Map() }: Program): Map<Hex, BaseAccount> {
    const account = (bytes: Uint8Array): BaseAccount => ({
      balance: BALANCE,
      nonce: 1n,
      code: this.#codes.add(bytes),
      storage: new Map(ORIGINAL_SLOTS.map((slot) => [toWord(slot), slot])),
    });
    const contracts = [[SELF, code] as const, ...others];
    return new Map<Hex, BaseAccount>([
      [SENDER, { balance: BALANCE, nonce: 1n, code: 0n, storage: new Map() }],
      ...contracts.map(([address, bytes]) => [address, account(bytes)] as const),
    ]);
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
