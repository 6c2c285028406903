import type { LargeBlock, StateReader } from "../model/large-block.ts";
import {
  parseLocationKey,
  storageKey,
  type Address,
  type Hex,
  type LocationKey,
} from "../model/location.ts";
import type { ChainParameters, PreState, PreStateAccount } from "../model/scenario.ts";
import { bytesToHex, hexToBytes } from "../primitives/hex.ts";
import { VersionedMemory } from "./memory/versioned-memory.ts";
import { CodeStore } from "./state/code-store.ts";
import { type BaseAccount, StateView } from "./state/state-view.ts";
import { TransactionRunner } from "./vm/transaction-runner.ts";

/** Each round of a transaction finds what it asks for once it knows what it asked for before. */
const MAX_ROUNDS = 256;

/**
 * The witnesses of a block's transactions, found by running them: whatever execution asks for is
 * read from the state before the block, once. A transaction runs again until it asks for nothing
 * new. Unlike traces, whose time grows with the square of the block, this takes time in proportion.
 * The result has the same form as traces give: all that a transaction touched, with the values
 * before it; undefined from the first transaction on that cannot be run.
 */
export async function witnessBlock(
  block: LargeBlock,
  chain: ChainParameters,
  reader: StateReader,
): Promise<(PreState | undefined)[]> {
  const codes = new CodeStore();
  const runner = await TransactionRunner.create(chain, codes);
  const memory = new VersionedMemory();
  const known = new KnownState(reader, codes);
  const blockHashes = new Map([[block.environment.number - 1n, block.parentHash]]);
  const witnesses: (PreState | undefined)[] = [];
  for (const [index, fields] of block.transactions.entries()) {
    const transaction = { fields, block: block.environment };
    const view = await settle(known, memory, index, async (attempt) => {
      const run = await runner.run(transaction, attempt, blockHashes, false);
      return run.kind === "done" ? run.result.accesses.writes : undefined;
    });
    if (view === undefined) break;
    witnesses.push(witnessOf(view, codes));
  }
  return block.transactions.map((_, i) => witnesses[i]);
}

/** Runs until nothing is missing, and records what the last run wrote; undefined when it cannot run. */
async function settle(
  known: KnownState,
  memory: VersionedMemory,
  index: number,
  run: (view: DiscoveringView) => Promise<Parameters<VersionedMemory["record"]>[1] | undefined>,
): Promise<DiscoveringView | undefined> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const view = new DiscoveringView(known, memory, index);
    const writes = await run(view);
    if (view.missing.size > 0) {
      await known.learn(view.missing);
      continue;
    }
    if (writes === undefined) return undefined;
    memory.record(index, writes);
    return view;
  }
  return undefined;
}

/** The part of the state before the block that was read so far. */
class KnownState {
  readonly accounts = new Map<Address, BaseAccount & { readonly storage: Map<Hex, bigint> }>();
  readonly #reader: StateReader;
  readonly #codes: CodeStore;

  constructor(reader: StateReader, codes: CodeStore) {
    this.#reader = reader;
    this.#codes = codes;
  }

  has(location: LocationKey): boolean {
    const parsed = parseLocationKey(location);
    const account = this.accounts.get(parsed.address);
    return parsed.kind === "storage"
      ? account?.storage.has(parsed.slot) === true
      : account !== undefined;
  }

  async learn(missing: ReadonlySet<LocationKey>): Promise<void> {
    const locations = [...missing].map(parseLocationKey);
    const addresses = new Set(locations.map(({ address }) => address));
    await Promise.all([...addresses].map((address) => this.#learnAccount(address)));
    await Promise.all(
      locations.map(async (location) => {
        if (location.kind !== "storage") return;
        const value = await this.#reader.storage(location.address, location.slot);
        this.accounts.get(location.address)?.storage.set(location.slot, value);
      }),
    );
  }

  async #learnAccount(address: Address): Promise<void> {
    if (this.accounts.has(address)) return;
    const { balance, nonce, code } = await this.#reader.account(address);
    const hash = this.#codes.add(hexToBytes(code));
    this.accounts.set(address, { balance, nonce, code: hash, storage: new Map() });
  }
}

/** Notes what is touched, and what of it is not known yet; the latter reads as zero meanwhile. */
class DiscoveringView extends StateView {
  readonly missing = new Set<LocationKey>();
  readonly touched = new Map<LocationKey, bigint>();
  readonly #known: KnownState;

  constructor(known: KnownState, memory: VersionedMemory, index: number) {
    super(known.accounts, memory, index);
    this.#known = known;
  }

  override read(location: LocationKey): bigint {
    if (!this.#known.has(location)) this.missing.add(location);
    const value = super.read(location);
    this.touched.set(location, value);
    return value;
  }
}

function witnessOf(view: DiscoveringView, codes: CodeStore): PreState {
  const witness = new Map<Address, PreStateAccount & { storage: Map<Hex, bigint> }>();
  for (const location of [...view.touched.keys()].map(parseLocationKey)) {
    const account = witness.get(location.address) ?? accountAt(view, location.address, codes);
    witness.set(location.address, account);
    if (location.kind !== "storage") continue;
    const key = storageKey(location.address, location.slot);
    account.storage.set(location.slot, view.touched.get(key) ?? 0n);
  }
  return witness;
}

function accountAt(view: DiscoveringView, address: Address, codes: CodeStore) {
  const code = codes.get(view.read(`code:${address}`));
  return {
    balance: view.read(`balance:${address}`),
    nonce: view.read(`nonce:${address}`),
    code: bytesToHex(code),
    storage: new Map<Hex, bigint>(),
  };
}
