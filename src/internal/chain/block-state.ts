import type { StateReader } from "../model/large-block.ts";
import type { Address, Hex } from "../model/location.ts";
import { asHex, narrowQuantity } from "../model/json-rpc/narrow-rpc.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import { remember } from "../primitives/remember.ts";
import type { Endpoint } from "./endpoint.ts";
import { narrowHash, narrowProof } from "./narrow-chain.ts";
import type { TracedState } from "./trace-state.ts";

type Account = Omit<PreStateAccount, "storage">;

/** What a block writes there before its first transaction (EIP-4788, EIP-2935) nothing else does: it stays. */
const WRITTEN_BEFORE: readonly Address[] = [
  "0x000f3df6d732807ef1319fb7b8bb8522d0beac02",
  "0x0000f90827f1c53a10cb7a02335b175320002935",
];

const NO_CODE: readonly Hex[] = [
  "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  `0x${"0".repeat(64)}`,
];

/**
 * The state that a block's transactions find, as far as somebody asks for it: from traces where they tell of it, else
 * from the endpoint, once. All that was asked for makes the state in the block's file.
 */
export class BlockState implements StateReader {
  readonly #endpoint: Endpoint;
  readonly #traced: TracedState;
  /** Code by its hash: many blocks run the same. */
  readonly #codes: Map<Hex, Promise<Hex>>;
  readonly #number: Hex;
  readonly #parent: Hex;
  readonly #accounts = new Map<Address, Promise<Account>>();
  readonly #slots = new Map<Address, Map<Hex, Promise<bigint>>>();
  readonly #hashes = new Map<bigint, Promise<Hex>>();

  constructor(
    endpoint: Endpoint,
    number: bigint,
    traced: TracedState,
    codes: Map<Hex, Promise<Hex>>,
  ) {
    this.#endpoint = endpoint;
    this.#traced = traced;
    this.#codes = codes;
    this.#number = toQuantity(number);
    this.#parent = toQuantity(number - 1n);
  }

  account(address: Address): Promise<Account> {
    return remember(this.#accounts, address, async () => {
      return this.#traced.get(address)?.account ?? (await this.#readAccount(address));
    });
  }

  storage(address: Address, slot: Hex): Promise<bigint> {
    const slots = remember(this.#slots, address, () => new Map<Hex, Promise<bigint>>());
    return remember(slots, slot, async () => {
      const traced = this.#traced.get(address)?.storage.get(slot);
      if (traced !== undefined) return traced;
      const { code, nonce } = await this.account(address);
      // It does not exist yet.
      if (code === "0x" && nonce === 0n) return 0n;
      return this.#readSlot(address, slot);
    });
  }

  blockHash(number: bigint): Promise<Hex> {
    return remember(this.#hashes, number, async () => {
      const answer = await this.#endpoint.ask("eth_getBlockByNumber", [toQuantity(number), false]);
      const hash = narrowHash(answer);
      if (hash === undefined) throw new Error(`Expected block ${number}, whose hash is asked for`);
      return hash;
    });
  }

  /** All that was asked for, sorted. */
  async collected(): Promise<{
    readonly state: PreState;
    readonly blockHashes: ReadonlyMap<bigint, Hex>;
  }> {
    const addresses = new Set([...this.#accounts.keys(), ...this.#slots.keys()]);
    const state = new Map<Address, PreStateAccount>();
    for (const address of [...addresses].sort()) {
      const storage = await settled(this.#slots.get(address) ?? new Map<Hex, Promise<bigint>>());
      state.set(address, { ...(await this.account(address)), storage });
    }
    return { state, blockHashes: await settled(this.#hashes) };
  }

  async #readAccount(address: Address): Promise<Account> {
    const at = [address, this.#parent];
    const proof = await this.#endpoint.attempt(
      "eth_getProof",
      [address, [], this.#parent],
      narrowProof,
    );
    if (proof !== undefined) {
      const { balance, nonce, codeHash } = proof;
      if (NO_CODE.includes(codeHash)) return { balance, nonce, code: "0x" };
      return { balance, nonce, code: await this.#codeOf(codeHash, address) };
    }
    const [balance, nonce, code] = await Promise.all([
      this.#endpoint.ask("eth_getBalance", at),
      this.#endpoint.ask("eth_getTransactionCount", at),
      this.#readCode(address),
    ]);
    return { balance: narrowQuantity(balance), nonce: narrowQuantity(nonce), code };
  }

  /** What could not be read for one block may be there for the next. */
  async #codeOf(codeHash: Hex, address: Address): Promise<Hex> {
    try {
      return await remember(this.#codes, codeHash, () => this.#readCode(address));
    } catch (error) {
      this.#codes.delete(codeHash);
      throw error;
    }
  }

  async #readCode(address: Address): Promise<Hex> {
    return asHex(await this.#endpoint.ask("eth_getCode", [address, this.#parent]), "code");
  }

  async #readSlot(address: Address, slot: Hex): Promise<bigint> {
    const block = WRITTEN_BEFORE.includes(address) ? this.#number : this.#parent;
    return narrowQuantity(await this.#endpoint.ask("eth_getStorageAt", [address, slot, block]));
  }
}

/** Sorted by their keys. */
async function settled<Key extends Hex | bigint, Value>(
  promises: ReadonlyMap<Key, Promise<Value>>,
): Promise<Map<Key, Value>> {
  const values = new Map<Key, Value>();
  for (const [key, promise] of [...promises].sort(([a], [b]) => (a < b ? -1 : 1))) {
    values.set(key, await promise);
  }
  return values;
}
