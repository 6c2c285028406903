import { RLP } from "@ethereumjs/rlp";

import type { Write } from "../../../src/internal/model/access-set.ts";
import {
  type Address,
  type Hex,
  type LocationKey,
  parseLocationKey,
} from "../../../src/internal/model/location.ts";
import type { PreState, PreStateAccount } from "../../../src/internal/model/scenario.ts";
import { bytesToHex, hexToBytes, toWord } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";
import { StorageTrie } from "./storage-trie.ts";
import { secureTrie } from "./tries.ts";

/** The values of an account; code by its keccak256 as a number, 0 for none, as access sets have it. */
interface Fields {
  balance: bigint;
  nonce: bigint;
  code: bigint;
}

interface Account extends Fields {
  readonly storage: StorageTrie;
}

const NO_CODE = keccak256(new Uint8Array());

/**
 * A whole state, on which the executor's writes are carried out, and its Merkle root: the one thing
 * in which official tests name a state.
 */
export class WorldState {
  readonly #accounts = new Map<Address, Account>();
  readonly #trie = secureTrie();
  /** Changed since the trie was last brought up to date. */
  readonly #changed = new Set<Address>();
  /** EIP-161: accounts that are empty do not exist. Before Spurious Dragon they do. */
  readonly #emptyVanish: boolean;

  constructor(accounts: PreState, emptyVanish: boolean) {
    this.#emptyVanish = emptyVanish;
    for (const [address, { balance, nonce, code, storage }] of accounts) {
      const account = { balance, nonce, code: hashOf(code), storage: new StorageTrie(storage) };
      this.#accounts.set(address, account);
      this.#changed.add(address);
    }
  }

  /** Carries out what one transaction wrote. */
  apply(writes: readonly Write[]): void {
    const codeBefore = new Map<Address, bigint>();
    for (const write of writes) {
      const { address } = parseLocationKey(write.location);
      const account = this.#touch(address);
      if (!codeBefore.has(address)) codeBefore.set(address, account.code);
      set(account, write);
    }
    for (const [address, code] of codeBefore) {
      const account = this.#touch(address);
      // Code and nonce are gone: it destroyed itself, and its storage need not be listed. A
      // delegation of EIP-7702 that was taken back leaves a nonce.
      if (code !== 0n && account.code === 0n && account.nonce === 0n) account.storage.clear();
      if (this.#emptyVanish && isEmpty(account)) this.#accounts.delete(address);
    }
    for (const { location, value } of writes) {
      const { kind, address } = parseLocationKey(location);
      if (kind === "existence" && value === 0n) this.#accounts.delete(address);
    }
  }

  /** Pays a block's reward. */
  credit(address: Address, amount: bigint): void {
    this.#touch(address).balance += amount;
  }

  async root(): Promise<Hex> {
    for (const address of this.#changed) {
      const account = this.#accounts.get(address);
      const key = hexToBytes(address);
      if (account === undefined) await this.#trie.del(key);
      else await this.#trie.put(key, await encodeAccount(account));
    }
    this.#changed.clear();
    return bytesToHex(this.#trie.root());
  }

  /** Tells the first difference from what the state should be; for messages, the root says whether there is one. */
  difference(expected: PreState): string | undefined {
    for (const address of new Set([...expected.keys(), ...this.#accounts.keys()])) {
      const [a, b] = [
        describe(this.#accounts.get(address)),
        describeExpected(expected.get(address)),
      ];
      if (a !== b) return `${address}: official ${b}, executor ${a}`;
    }
    return undefined;
  }

  /** What a location holds: code as its keccak256, 0 for all that is not there. */
  value(location: LocationKey): bigint {
    const parsed = parseLocationKey(location);
    const account = this.#accounts.get(parsed.address);
    if (account === undefined) return 0n;
    switch (parsed.kind) {
      case "storage":
        return account.storage.get(parsed.slot);
      case "existence":
        return 1n;
      case "balance":
      case "nonce":
      case "code":
        return account[parsed.kind];
    }
  }

  /** As the executor takes it. `codes` holds the code of every account by its keccak256. */
  toPreState(codes: ReadonlyMap<bigint, Hex>): PreState {
    return new Map(
      [...this.#accounts].map(([address, { code, ...account }]) => {
        const bytes = code === 0n ? "0x" : codes.get(code);
        if (bytes === undefined) throw new Error(`The code of ${address} is not known`);
        return [address, { ...account, storage: account.storage.slots(), code: bytes }];
      }),
    );
  }

  #touch(address: Address): Account {
    this.#changed.add(address);
    const known = this.#accounts.get(address);
    if (known !== undefined) return known;
    const account = { balance: 0n, nonce: 0n, code: 0n, storage: new StorageTrie() };
    this.#accounts.set(address, account);
    return account;
  }
}

/** keccak256 of code as a number, 0 for none. */
export function hashOf(code: Hex): bigint {
  return code === "0x" ? 0n : BigInt(bytesToHex(keccak256(hexToBytes(code))));
}

export async function rootOf(accounts: PreState, emptyVanish: boolean): Promise<Hex> {
  return new WorldState(accounts, emptyVanish).root();
}

function describeExpected(account: PreStateAccount | undefined): string {
  if (account === undefined) return describe(undefined);
  const { storage, code, ...fields } = account;
  return describe({ ...fields, code: hashOf(code), storage: new StorageTrie(storage) });
}

function describe(account: Account | undefined): string {
  if (account === undefined) return "does not exist";
  const { balance, nonce, code, storage } = account;
  const slots = [...storage.slots()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([slot, value]) => `${BigInt(slot).toString(16)}: ${value.toString(16)}`);
  const hash = code.toString(16).slice(0, 8);
  return `balance ${balance} nonce ${nonce} code ${hash} storage {${slots.join(", ")}}`;
}

function set(account: Account, { location, kind, value }: Write): void {
  const parsed = parseLocationKey(location);
  switch (parsed.kind) {
    case "storage":
      account.storage.set(parsed.slot, value);
      return;
    case "balance":
      account.balance = kind === "add" ? account.balance + value : value;
      return;
    case "nonce":
      account.nonce = value;
      return;
    case "code":
      account.code = value;
      return;
    case "existence":
      return;
  }
}

function isEmpty({ balance, nonce, code }: Account): boolean {
  return balance === 0n && nonce === 0n && code === 0n;
}

async function encodeAccount({ balance, nonce, code, storage }: Account): Promise<Uint8Array> {
  const codeHash = code === 0n ? NO_CODE : hexToBytes(toWord(code));
  return RLP.encode([nonce, balance, await storage.root(), codeHash]);
}
