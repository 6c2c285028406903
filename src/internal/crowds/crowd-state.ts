import type { Address, Hex } from "../model/location.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";

/** The state that a crowd finds: that of the recorded call, and beside it what is each user's own. */
export class CrowdState {
  readonly #accounts = new Map<Address, PreStateAccount & { storage: Map<Hex, bigint> }>();

  /** `bases`: of each location the value in the first one that names it. */
  constructor(...bases: readonly PreState[]) {
    for (const [address, account] of bases.flatMap((base) => [...base])) {
      this.addAccount(address, account);
      for (const [slot, value] of account.storage) this.addSlot(address, slot, value);
    }
  }

  get preState(): PreState {
    return this.#accounts;
  }

  /** Without its storage. Does nothing if it is there already. */
  addAccount(address: Address, { balance, nonce, code }: PreStateAccount): void {
    if (this.#accounts.has(address)) return;
    this.#accounts.set(address, { balance, nonce, code, storage: new Map() });
  }

  /** Does nothing if the slot is there already. */
  addSlot(address: Address, slot: Hex, value: bigint): void {
    const known = this.#accounts.get(address) ?? this.#empty(address);
    if (!known.storage.has(slot)) known.storage.set(slot, value);
  }

  slotAt(address: Address, slot: Hex): bigint | undefined {
    return this.#accounts.get(address)?.storage.get(slot);
  }

  setSlot(address: Address, slot: Hex, value: bigint): void {
    (this.#accounts.get(address) ?? this.#empty(address)).storage.set(slot, value);
  }

  /** Of an array that has other elements then: makes it no shorter. */
  lengthen(address: Address, slot: Hex, length: bigint): void {
    const storage = this.#accounts.get(address)?.storage;
    if ((storage?.get(slot) ?? 0n) < length) storage?.set(slot, length);
  }

  /** Does nothing if that is more than a word holds. */
  raiseSlot(address: Address, slot: Hex, amount: bigint): void {
    const storage = this.#accounts.get(address)?.storage;
    const raised = (storage?.get(slot) ?? 0n) + amount;
    if (raised < 1n << 256n) storage?.set(slot, raised);
  }

  raiseBalance(address: Address, amount: bigint): void {
    const account = this.#accounts.get(address);
    if (account === undefined) return;
    this.#accounts.set(address, { ...account, balance: account.balance + amount });
  }

  /** Users have sent nothing yet. */
  setUser(address: Address, { balance, code }: { balance: bigint; code: Hex }): void {
    const storage = this.#accounts.get(address)?.storage ?? new Map<Hex, bigint>();
    this.#accounts.set(address, { balance, nonce: 0n, code, storage });
  }

  #empty(address: Address) {
    const account = {
      balance: 0n,
      nonce: 0n,
      code: "0x" as const,
      storage: new Map<Hex, bigint>(),
    };
    this.#accounts.set(address, account);
    return account;
  }
}
