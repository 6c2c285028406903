import { createBlock } from "@ethereumjs/block";
import { Common, Hardfork as EthereumJsHardfork, Mainnet } from "@ethereumjs/common";
import { Blob4844Tx, type BlobEIP4844TxData, createTx, type TypedTxData } from "@ethereumjs/tx";
import { Address as EthereumJsAddress, createAccount } from "@ethereumjs/util";
import { createVM, runTx, type RunTxResult, type VM } from "@ethereumjs/vm";

import { customCrypto } from "../../../../src/internal/executor/crypto/custom-crypto.ts";
import type { Address, LocationKey } from "../../../../src/internal/model/location.ts";
import { parseLocationKey } from "../../../../src/internal/model/location.ts";
import type {
  BlockEnvironment,
  Outcome,
  Scenario,
  ScenarioTransaction,
} from "../../../../src/internal/model/scenario.ts";
import {
  bytesToBigInt,
  bytesToHex,
  hexToBytes,
  toWord,
} from "../../../../src/internal/primitives/hex.ts";

export type StockResult =
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "invalid"; readonly reason: string };

/**
 * One transaction after another by EthereumJS as it is, on its own state in a Merkle trie, with
 * nothing of the executor: the oracle of scenarios that no chain has mined.
 */
export class StockRun {
  readonly results: readonly StockResult[];
  readonly #vm: VM;

  static async of(scenario: Scenario): Promise<StockRun> {
    const vm = await vmOf(scenario);
    const results: StockResult[] = [];
    for (const transaction of scenario.transactions) results.push(await run(vm, transaction));
    return new StockRun(vm, results);
  }

  private constructor(vm: VM, results: readonly StockResult[]) {
    this.#vm = vm;
    this.results = results;
  }

  /** The values that locations have after the last transaction. */
  async valuesOf(locations: readonly LocationKey[]): Promise<Map<LocationKey, bigint>> {
    const values = new Map<LocationKey, bigint>();
    for (const location of locations) values.set(location, await this.#valueOf(location));
    return values;
  }

  async #valueOf(key: LocationKey): Promise<bigint> {
    const location = parseLocationKey(key);
    const address = addressOf(location.address);
    const account = await this.#vm.stateManager.getAccount(address);
    if (account === undefined) return 0n;
    switch (location.kind) {
      case "balance":
        return account.balance;
      case "nonce":
        return account.nonce;
      case "code":
        return account.isContract() ? bytesToBigInt(account.codeHash) : 0n;
      case "storage":
        return bytesToBigInt(
          await this.#vm.stateManager.getStorage(address, hexToBytes(location.slot)),
        );
      case "existence":
        return account.isEmpty() ? 0n : 1n;
    }
  }
}

/** The scenario as if the chain that mined it had given these results; nothing is known of the state in between. */
export function withExpectations(scenario: Scenario, { results }: StockRun): Scenario {
  return {
    ...scenario,
    transactions: scenario.transactions.map(({ id, hash, fields, block }, i) => {
      const result = results[i];
      const expected = result?.kind === "done" ? { expected: result.outcome } : {};
      return { id, hash, fields, block, ...expected };
    }),
  };
}

async function vmOf(scenario: Scenario): Promise<VM> {
  const { chainId, hardfork } = scenario.chain;
  const { kzg } = await customCrypto();
  const common = new Common({
    chain: { ...Mainnet, chainId: Number(chainId) },
    hardfork: hardfork === "merge" ? EthereumJsHardfork.Paris : hardfork,
    // EthereumJS has no KZG of its own.
    customCrypto: kzg === undefined ? {} : { kzg },
  });
  const blockchain = {
    getBlock: (number: number) => {
      const hash = scenario.blockHashes.get(BigInt(number)) ?? toWord(0n);
      return Promise.resolve({ hash: () => hexToBytes(hash) });
    },
    putBlock: () => Promise.reject(new Error("Blocks cannot be stored here")),
    shallowCopy() {
      return this;
    },
  };
  const vm = await createVM({ common, blockchain });
  const state = vm.stateManager;
  for (const [key, { balance, nonce, code, storage }] of scenario.preState) {
    if (balance === 0n && nonce === 0n && code === "0x") continue;
    const address = addressOf(key);
    await state.putAccount(address, createAccount({ nonce, balance }));
    if (code !== "0x") await state.putCode(address, hexToBytes(code));
    for (const [slot, value] of storage) {
      if (value !== 0n) await state.putStorage(address, hexToBytes(slot), minimalBytes(value));
    }
  }
  return vm;
}

async function run(vm: VM, transaction: ScenarioTransaction): Promise<StockResult> {
  try {
    const result = await runTx(vm, {
      tx: buildTransaction(transaction, vm.common),
      block: buildBlock(transaction.block, vm.common),
      skipBlockGasLimitValidation: true,
      skipHardForkValidation: true,
    });
    return { kind: "done", outcome: outcomeOf(result) };
  } catch (error) {
    return { kind: "invalid", reason: error instanceof Error ? error.message : String(error) };
  }
}

function buildTransaction({ fields }: ScenarioTransaction, common: Common) {
  const { from, gas, input, accessList, blobVersionedHashes, authorizationList, ...rest } = fields;
  const isFeeMarket = fields.type >= 2;
  const data = {
    ...rest,
    gasLimit: gas,
    data: input,
    // Nodes tell the price that was paid of fee-market transactions too.
    gasPrice: isFeeMarket ? undefined : fields.gasPrice,
    accessList: fields.type === 0 ? undefined : (accessList ?? []),
    blobVersionedHashes,
    authorizationList,
  };
  // As JSON-RPC gives them, which the constructors take as they are.
  const txData = data as unknown as TypedTxData;
  const options = { common, freeze: false };
  // createTx wants a KZG library for blob transactions, though there are no blobs here to check.
  const tx =
    fields.type === 3
      ? new Blob4844Tx(txData as BlobEIP4844TxData, options)
      : createTx(txData, options);
  const sender = addressOf(from);
  tx.getSenderAddress = () => sender;
  return tx;
}

function buildBlock(environment: BlockEnvironment, common: Common) {
  const isMerged = common.gteHardfork(EthereumJsHardfork.Paris);
  const { number, timestamp, gasLimit, baseFeePerGas, excessBlobGas } = environment;
  const header = {
    number,
    timestamp,
    gasLimit,
    coinbase: addressOf(environment.coinbase),
    ...(isMerged
      ? { mixHash: hexToBytes(environment.prevRandao) }
      : { difficulty: environment.difficulty }),
    ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
    ...(excessBlobGas === undefined ? {} : { excessBlobGas }),
  };
  return createBlock({ header }, { common, skipConsensusFormatValidation: true });
}

function outcomeOf(result: RunTxResult): Outcome {
  const { exceptionError, logs } = result.execResult;
  const succeeded = exceptionError === undefined;
  return {
    status: succeeded ? 1 : 0,
    gasUsed: result.totalGasSpent,
    ...(succeeded && result.createdAddress !== undefined
      ? { createdAddress: bytesToHex(result.createdAddress.bytes) }
      : {}),
    logs: (logs ?? []).map(([address, topics, data]) => ({
      address: bytesToHex(address),
      topics: topics.map(bytesToHex),
      data: bytesToHex(data),
    })),
  };
}

function addressOf(address: Address): EthereumJsAddress {
  return new EthereumJsAddress(hexToBytes(address));
}

function minimalBytes(value: bigint): Uint8Array {
  const word = hexToBytes(toWord(value));
  return word.subarray(word.findIndex((byte) => byte !== 0));
}
