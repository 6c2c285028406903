import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type {
  BlockEnvironment,
  PreStateAccount,
  Scenario,
  ScenarioTransaction,
} from "../../../src/internal/model/scenario.ts";
import { bytesToHex, toWord } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";
import { seededRandom } from "../../analysis/random.ts";

const GWEI = 10n ** 9n;
const ETHER = 10n ** 18n;
const ORDINARY_GAS_LIMIT = 60_000_000n;

export interface Call {
  readonly to: Address;
  readonly gas: bigint;
  readonly value?: bigint;
  readonly input?: Hex;
}

/**
 * A block in the making: accounts as they were before it, and transactions, each of a sender of its
 * own that has sent before. All that is random depends on the seed alone.
 */
export class SyntheticBlock {
  readonly random: ReturnType<typeof seededRandom>;
  readonly #title: string;
  readonly #seed: number;
  readonly #accounts = new Map<Address, PreStateAccount>();
  readonly #calls: (Call & { readonly from: Address; readonly nonce: bigint })[] = [];
  #addresses = 0;

  constructor(title: string, seed: number) {
    this.#title = title;
    this.#seed = seed;
    this.random = seededRandom(seed);
  }

  /** An account without code that has a bit of ETH, so that it exists. */
  addUser(balance = 1n): Address {
    return this.#add({ balance, nonce: 0n, code: "0x", storage: new Map() });
  }

  /** `storage` may still be written until the scenario is made. */
  addContract(code: Hex, storage: ReadonlyMap<Hex, bigint>): Address {
    return this.#add({ balance: 0n, nonce: 1n, code, storage });
  }

  /** A user with ETH for a transaction and a nonce above 0. */
  addSender(): Address {
    const nonce = BigInt(1 + this.random.below(1000));
    return this.#add({ balance: 10n * ETHER, nonce, code: "0x", storage: new Map() });
  }

  send(from: Address, call: Call): void {
    const nonce = this.#accounts.get(from)?.nonce;
    if (nonce === undefined) throw new Error(`${from} is no account of this block`);
    this.#calls.push({ ...call, from, nonce });
  }

  scenario(): Scenario {
    const coinbase = this.addUser(ETHER);
    const block = this.#environment(coinbase);
    return {
      id: "replay-1",
      kind: "replay",
      title: this.#title,
      chain: {
        chainId: 1n,
        chainType: "l1",
        hardfork: "osaka",
        allowUnlimitedContractSize: false,
      },
      transactions: this.#calls.map((_, i) => this.#transaction(i, block)),
      preState: this.#accounts,
      blockHashes: new Map(),
    };
  }

  #add(account: PreStateAccount): Address {
    const address: Address = `0x${this.#hash(`account ${this.#addresses++}`).slice(-40)}`;
    this.#accounts.set(address, account);
    return address;
  }

  #hash(text: string): Hex {
    return bytesToHex(keccak256(new TextEncoder().encode(`${this.#seed} ${text}`)));
  }

  #transaction(id: number, block: BlockEnvironment): ScenarioTransaction {
    const call = this.#calls[id];
    if (call === undefined) throw new Error(`There is no transaction ${id}`);
    const { from, to, nonce, gas, value = 0n, input = "0x" } = call;
    return {
      id,
      hash: this.#hash(`transaction ${id}`),
      fields: {
        type: 2,
        from,
        to,
        nonce: quantity(nonce),
        gas: quantity(gas),
        value: quantity(value),
        input,
        maxFeePerGas: quantity(3n * GWEI),
        maxPriorityFeePerGas: quantity(GWEI),
      },
      block,
    };
  }

  /** As much gas as the transactions ask for: the blocks of benchmarks are larger than real ones. */
  #environment(coinbase: Address): BlockEnvironment {
    const gas = this.#calls.reduce((sum, call) => sum + call.gas, 0n);
    return {
      number: 24_000_000n,
      timestamp: BLOCK_TIMESTAMP,
      coinbase,
      gasLimit: gas > ORDINARY_GAS_LIMIT ? gas : ORDINARY_GAS_LIMIT,
      baseFeePerGas: GWEI,
      difficulty: 0n,
      prevRandao: toWord(1n),
      excessBlobGas: 0n,
    };
  }
}

/** Seconds. */
export const BLOCK_TIMESTAMP = 1_770_000_000n;

function quantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}
