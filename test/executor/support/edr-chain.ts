import type { NetworkConnection } from "hardhat/types/network";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import type { Hex } from "../../../src/internal/model/location.ts";
import type {
  PreState,
  PreStateAccount,
  Scenario,
  ScenarioTransaction,
} from "../../../src/internal/model/scenario.ts";
import { mergePreStates } from "../../../src/internal/scenarios/merge-pre-states.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";

/* What EDR answers is trusted here: this is the oracle of the executor's tests. */
interface RpcTransaction {
  /** Absent before Berlin. */
  type?: Hex;
  from: Hex;
  to: Hex | null;
  nonce: Hex;
  gas: Hex;
  value: Hex;
  input: Hex;
  gasPrice?: Hex;
  maxFeePerGas?: Hex;
  maxPriorityFeePerGas?: Hex;
  accessList?: { address: Hex; storageKeys: Hex[] }[];
  blobVersionedHashes?: Hex[];
  maxFeePerBlobGas?: Hex;
  authorizationList?: {
    chainId: Hex;
    address: Hex;
    nonce: Hex;
    yParity: Hex;
    r: Hex;
    s: Hex;
  }[];
  blockNumber: Hex;
  transactionIndex: Hex;
}

interface RpcBlock {
  number: Hex;
  hash: Hex;
  parentHash: Hex;
  timestamp: Hex;
  miner: Hex;
  gasLimit: Hex;
  baseFeePerGas?: Hex;
  difficulty: Hex;
  mixHash: Hex;
  excessBlobGas?: Hex;
}

interface RpcReceipt {
  status: Hex;
  gasUsed: Hex;
  contractAddress: Hex | null;
  logs: { address: Hex; topics: Hex[]; data: Hex }[];
}

type RpcPrestate = Record<
  Hex,
  { balance?: Hex; nonce?: number; code?: Hex; storage?: Record<Hex, Hex> }
>;

/** A connection to EDR that turns what it mined into scenarios for the executor. */
export class EdrChain {
  readonly connection: NetworkConnection;
  readonly accounts: Hex[];
  readonly hardfork: string;

  /** `override`: further settings of the network, as Hardhat's configuration has them. */
  static async create(hardfork = "osaka", override: object = {}): Promise<EdrChain> {
    const hre = await createHardhatRuntimeEnvironment({});
    const connection = await hre.network.create({ override: { hardfork, ...override } as never });
    const accounts = (await connection.provider.request({ method: "eth_accounts" })) as Hex[];
    return new EdrChain(connection, accounts, hardfork);
  }

  private constructor(connection: NetworkConnection, accounts: Hex[], hardfork: string) {
    this.connection = connection;
    this.accounts = accounts;
    this.hardfork = hardfork;
  }

  /** EIP-1559. */
  get hasBaseFee(): boolean {
    const names = [
      "byzantium",
      "constantinople",
      "petersburg",
      "istanbul",
      "muirGlacier",
      "berlin",
    ];
    return !names.includes(this.hardfork);
  }

  async rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    return (await this.connection.provider.request({ method, params })) as T;
  }

  /** Sends a transaction that may fail when it is mined; the gas limit keeps estimation out. */
  async send(transaction: Record<string, unknown>): Promise<Hex> {
    try {
      return await this.rpc<Hex>("eth_sendTransaction", { gas: "0x4c4b40", ...transaction });
    } catch (error) {
      const { transactionHash } = error as { transactionHash?: Hex };
      const { data } = error as { data?: { transactionHash?: Hex } };
      const hash = transactionHash ?? data?.transactionHash;
      if (hash === undefined) throw error;
      return hash;
    }
  }

  /** Deploys init code and returns the address. */
  async deploy(code: Hex, from = this.account(0)): Promise<Hex> {
    const hash = await this.send({ from, data: code });
    const receipt = await this.rpc<RpcReceipt>("eth_getTransactionReceipt", hash);
    if (receipt.contractAddress === null || receipt.status !== "0x1") {
      throw new Error("The deployment failed");
    }
    return receipt.contractAddress;
  }

  account(i: number): Hex {
    const account = this.accounts[i % this.accounts.length];
    if (account === undefined) throw new Error("There are no accounts");
    return account;
  }

  /** Sends all transactions into one block and makes a scenario of it. */
  async block(transactions: readonly Record<string, unknown>[]): Promise<Scenario> {
    await this.rpc("evm_setAutomine", false);
    const hashes: Hex[] = [];
    for (const transaction of transactions) hashes.push(await this.send(transaction));
    await this.rpc("hardhat_mine", "0x1");
    await this.rpc("evm_setAutomine", true);
    return this.scenario(hashes);
  }

  /** Sends the transactions one by one, a block each, and makes a scenario of them. */
  async sequence(transactions: readonly Record<string, unknown>[]): Promise<Scenario> {
    const hashes: Hex[] = [];
    for (const transaction of transactions) hashes.push(await this.send(transaction));
    return this.scenario(hashes);
  }

  async scenario(hashes: readonly Hex[]): Promise<Scenario> {
    const places = await Promise.all(hashes.map((hash) => this.#placeOf(hash)));
    // EDR orders a block by price, not by arrival.
    places.sort((a, b) => a.block - b.block || a.index - b.index);
    const transactions = await Promise.all(places.map(({ hash }, i) => this.#transaction(hash, i)));
    const blockHashes = new Map<bigint, Hex>();
    for (const { block } of transactions) {
      const { parentHash } = await this.rpc<RpcBlock>(
        "eth_getBlockByNumber",
        `0x${block.number.toString(16)}`,
        false,
      );
      blockHashes.set(block.number - 1n, parentHash);
    }
    return {
      id: "block-1",
      kind: "block",
      title: "scenario of a test",
      chain: {
        chainId: BigInt(await this.rpc<Hex>("eth_chainId")),
        chainType: "l1",
        hardfork: this.hardfork,
        allowUnlimitedContractSize: false,
      },
      transactions,
      preState: mergePreStates(transactions.map(({ before }) => before)),
      blockHashes,
    };
  }

  async #placeOf(hash: Hex) {
    const tx = await this.rpc<RpcTransaction>("eth_getTransactionByHash", hash);
    return { hash, block: Number(tx.blockNumber), index: Number(tx.transactionIndex) };
  }

  async #transaction(hash: Hex, id: number): Promise<ScenarioTransaction> {
    const tx = await this.rpc<RpcTransaction>("eth_getTransactionByHash", hash);
    const block = await this.rpc<RpcBlock>("eth_getBlockByNumber", tx.blockNumber, false);
    const receipt = await this.rpc<RpcReceipt>("eth_getTransactionReceipt", hash);
    const before = await this.rpc<RpcPrestate>("debug_traceTransaction", hash, {
      tracer: "prestateTracer",
    });
    const { to, type, ...rest } = tx;
    const status = receipt.status === "0x1" ? 1 : 0;
    return {
      id,
      hash,
      fields: { ...rest, type: Number(type ?? "0x0"), ...(to === null ? {} : { to }) },
      block: {
        number: BigInt(block.number),
        timestamp: BigInt(block.timestamp),
        coinbase: block.miner,
        gasLimit: BigInt(block.gasLimit),
        difficulty: BigInt(block.difficulty),
        prevRandao: block.mixHash,
        ...(block.baseFeePerGas === undefined
          ? {}
          : { baseFeePerGas: BigInt(block.baseFeePerGas) }),
        ...(block.excessBlobGas === undefined
          ? {}
          : { excessBlobGas: BigInt(block.excessBlobGas) }),
      },
      expected: {
        status,
        gasUsed: BigInt(receipt.gasUsed),
        ...(receipt.contractAddress === null || status === 0
          ? {}
          : { createdAddress: receipt.contractAddress }),
        logs: receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })),
      },
      before: toPreState(before),
    };
  }
}

function toPreState(prestate: RpcPrestate): PreState {
  return new Map(
    Object.entries(prestate).map(([address, account]): [Hex, PreStateAccount] => [
      address as Hex,
      {
        balance: BigInt(account.balance ?? "0x0"),
        nonce: BigInt(account.nonce ?? 0),
        code: account.code ?? "0x",
        storage: new Map(
          Object.entries(account.storage ?? {}).map(([slot, value]) => [
            toWord(BigInt(slot)),
            BigInt(value),
          ]),
        ),
      },
    ]),
  );
}
