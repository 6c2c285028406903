import { Common, Mainnet } from "@ethereumjs/common";
import { Account } from "@ethereumjs/util";
import { createVM, runTx, type VM } from "@ethereumjs/vm";

import type { CodeStore } from "../state/code-store.ts";
import type { HostedScenario } from "../scheduler/hosted-scenario.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { hexToBytes, toWord } from "../../primitives/hex.ts";
import { BlockHashes } from "./block-hashes.ts";
import { toEthereumJsHardfork } from "./hardforks.ts";
import { MapStateManager } from "./map-state-manager.ts";
import { type PreparedTransaction, TransactionPreparer } from "./prepared-transaction.ts";

/**
 * Runs a scenario with stock EthereumJS, `createVM` and `runTx` with their defaults, one transaction
 * after another: what the executor's speed is compared with. Senders are given, as they are to the
 * executor; the state is a {@link MapStateManager}.
 */
export class StockRunner {
  readonly #vm: VM;
  readonly #state: MapStateManager;
  readonly #transactions: readonly PreparedTransaction[];

  static async create(scenario: HostedScenario, codes: CodeStore): Promise<StockRunner> {
    const { chain, transactions, blockHashes } = scenario;
    const hardfork = toEthereumJsHardfork(chain.hardfork);
    if (hardfork === undefined) throw new Error(`hardfork ${chain.hardfork} is not supported`);
    const common = new Common({
      chain: { ...Mainnet, chainId: Number(chain.chainId) },
      hardfork,
    });
    const state = new MapStateManager(stateOf(new SharedMemory(scenario.memory), codes));
    const hashes = new BlockHashes();
    hashes.begin(blockHashes);
    const vm = await createVM({ common, stateManager: state, blockchain: hashes });
    const preparer = new TransactionPreparer(common);
    const prepared = transactions.map((transaction) => preparer.prepare(transaction));
    return new StockRunner(vm, state, prepared);
  }

  private constructor(
    vm: VM,
    state: MapStateManager,
    transactions: readonly PreparedTransaction[],
  ) {
    this.#vm = vm;
    this.#state = state;
    this.#transactions = transactions;
  }

  async run(): Promise<void> {
    this.#state.reset();
    for (const { tx, block } of this.#transactions) {
      try {
        await runTx(this.#vm, {
          tx,
          block,
          skipBlockGasLimitValidation: true,
          skipHardForkValidation: true,
        });
      } catch {
        // Not a valid transaction: the executor says so where it is asked for results.
      }
    }
  }
}

function stateOf(memory: SharedMemory, codes: CodeStore) {
  const accounts = new Map<string, Account>();
  const accountCodes = new Map<string, Uint8Array>();
  const slots = new Map<string, Uint8Array>();
  for (const { address, base } of memory.accounts()) {
    const { balance, nonce, code, exists } = base;
    if (!exists) continue;
    const bytes = codes.get(code);
    const hash = code === 0n ? undefined : codes.hashBytesOf(bytes);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the factories copy by way of RLP
    accounts.set(address, new Account(nonce, balance, undefined, hash));
    if (code !== 0n) accountCodes.set(address, bytes);
  }
  for (const { address, slot, value } of memory.slots()) {
    if (value !== 0n) slots.set(`${address}${toWord(slot)}`, hexToBytes(shortest(value)));
  }
  return { accounts, codes: accountCodes, slots };
}

function shortest(value: bigint): string {
  const hex = value.toString(16);
  return `0x${hex.length % 2 === 0 ? hex : `0${hex}`}`;
}
