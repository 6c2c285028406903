import type { Address, Hex, LocationKey } from "../model/location.ts";
import { storageKey } from "../model/location.ts";
import type {
  PreState,
  PreStateAccount,
  Scenario,
  ScenarioTransaction,
} from "../model/scenario.ts";
import { bytesToBigInt, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import { assuredSenders } from "./assured-senders.ts";
import { MemoryPool } from "./memory/memory-pool.ts";
import type { MemoryHandle } from "./memory/shared-memory.ts";
import { SharedMemory } from "./memory/shared-memory.ts";
import type { HostedScenario } from "./scheduler/hosted-scenario.ts";
import { isPastMerge } from "./vm/hardforks.ts";

/** Code that the transactions create: what can be said beforehand, and room for what factories make. */
const SPARE_CODE_BYTES = 1 << 18;
const CODE_BYTES_PER_TRANSACTION = 1 << 10;

/** Translates scenarios into what threads take: state in shared memory, code by hash, witnesses by location. */
export class ScenarioTranslator {
  readonly #pool = new MemoryPool();
  readonly #codes = new Map<Hex, { readonly hash: bigint; readonly bytes: Uint8Array }>();

  /** `lanes`: how many threads will write to the memory; 0 for a sequential run. */
  translate(scenario: Scenario, lanes: number): HostedScenario {
    const { chain, blockHashes, preState } = scenario;
    const codes = new Map<bigint, Uint8Array>();
    const assured = assuredSenders(scenario);
    for (const { code } of preState.values()) {
      const { hash, bytes } = this.#codeOf(code);
      if (hash !== 0n) codes.set(hash, bytes);
    }
    return {
      chain,
      transactions: scenario.transactions.map(({ fields, block }, i) => ({
        fields,
        block,
        assured: assured[i] ?? false,
      })),
      // Who runs in parallel checks none.
      witnesses:
        lanes === 0 ? scenario.transactions.map((one) => this.#witnessOf(one, chain.hardfork)) : [],
      blockHashes,
      memory: this.memoryFor(scenario, lanes).handle,
      codes,
    };
  }

  /** Fresh memory that holds the state before the scenario. */
  memoryFor({ preState, transactions }: Scenario, lanes: number): SharedMemory {
    let slots = 0;
    for (const { storage } of preState.values()) slots += storage.size;
    const created = transactions.reduce(
      (sum, { fields }) => sum + (fields.to === undefined ? fields.input.length / 2 : 0),
      0,
    );
    const memory = this.#pool.take({
      transactions: transactions.length,
      accounts: preState.size,
      slots,
      lanes,
      codeBytes:
        lanes === 0
          ? 0
          : SPARE_CODE_BYTES + created + transactions.length * CODE_BYTES_PER_TRANSACTION,
    });
    for (const [address, account] of preState) this.#put(memory, address, account);
    return memory;
  }

  /** Once no thread uses it any more. */
  giveBack(memory: MemoryHandle): void {
    this.#pool.giveBack(new SharedMemory(memory));
  }

  #put({ locations }: SharedMemory, address: Address, account: PreStateAccount): void {
    const { balance, nonce, code, storage } = account;
    const index = locations.addAccount(hexToBytes(address));
    const hasStorage = [...storage.values()].some((value) => value !== 0n);
    const { hash } = this.#codeOf(code);
    locations.setAccountBase(index, { balance, nonce, code: hash, exists: true, hasStorage });
    for (const [slot, value] of storage) {
      locations.setSlotBase(locations.addSlot(index, BigInt(slot)), value);
    }
  }

  #witnessOf({ before, block }: ScenarioTransaction, hardfork: string): Map<LocationKey, bigint> {
    const witness = new Map<LocationKey, bigint>();
    // Before the merge each block pays its miner, between transactions.
    const ignored = isPastMerge(hardfork) ? undefined : block.coinbase;
    for (const [location, value] of locationsOf(before, (code) => this.#codeOf(code).hash)) {
      if (location !== `balance:${ignored}`) witness.set(location, value);
    }
    return witness;
  }

  #codeOf(code: Hex): { readonly hash: bigint; readonly bytes: Uint8Array } {
    if (code === "0x") return NO_CODE;
    const known = this.#codes.get(code);
    if (known !== undefined) return known;
    const bytes = hexToBytes(code);
    const translated = { hash: bytesToBigInt(keccak256(bytes)), bytes };
    this.#codes.set(code, translated);
    return translated;
  }
}

const NO_CODE = { hash: 0n, bytes: new Uint8Array() };

function* locationsOf(
  state: PreState | undefined,
  hash: (code: Hex) => bigint,
): Generator<[LocationKey, bigint]> {
  for (const [address, { balance, nonce, code, storage }] of state ?? []) {
    yield [`balance:${address}`, balance];
    yield [`nonce:${address}`, nonce];
    yield [`code:${address}`, hash(code)];
    for (const [slot, value] of storage) yield [storageKey(address, slot), value];
  }
}
