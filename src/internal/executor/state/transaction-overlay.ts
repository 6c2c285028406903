import type { Write } from "../../model/access-set.ts";
import type { Address, LocationKey } from "../../model/location.ts";
import { type AccessLog, byLocation } from "./access-log.ts";
import type { StateView } from "./state-view.ts";
import { UndoableMap } from "./undoable-map.ts";

/**
 * What one incarnation of one transaction has written so far, over the {@link StateView} that it
 * reads from; notes the reads in an {@link AccessLog}.
 *
 * The sender's nonce is not read from the view but taken from the transaction: it is known before
 * any execution, and so transactions of one sender can run at the same time. Whoever commits the
 * transaction checks it.
 */
export class TransactionOverlay {
  readonly view: StateView;
  readonly log: AccessLog;
  readonly sender: Address;
  readonly #senderNonce: bigint;
  readonly #values = new UndoableMap<LocationKey, bigint>();
  readonly #touchedAccounts = new Set<Address>();
  /** Not undone by a revert: the check that a debit made had its effect. */
  readonly #lowestBalances = new Map<Address, bigint>();

  constructor(view: StateView, log: AccessLog, sender: Address, senderNonce: bigint) {
    this.view = view;
    this.log = log;
    this.sender = sender;
    this.#senderNonce = senderNonce;
  }

  /** The value at this moment. Notes nothing. */
  value(location: LocationKey): bigint {
    return this.#values.get(location) ?? this.#before(location);
  }

  set(location: LocationKey, value: bigint): void {
    this.#values.set(location, value);
  }

  setAccountFields(
    address: Address,
    fields: { nonce?: bigint | undefined; balance?: bigint | undefined },
  ): void {
    this.#touchedAccounts.add(address);
    // Whole accounts are put back where one field changed; the others must not count as written,
    // as what a transaction wrote itself is no read of the state any more.
    if (fields.nonce !== undefined && fields.nonce !== this.value(`nonce:${address}`)) {
      this.set(`nonce:${address}`, fields.nonce);
    }
    if (fields.balance === undefined) return;
    const known = this.#lowestBalances.get(address);
    if (known === undefined || fields.balance < known) {
      this.#lowestBalances.set(address, fields.balance);
    }
    this.set(`balance:${address}`, fields.balance);
  }

  /** Notes a read of a location that the transaction has not written itself. */
  noteRead(location: LocationKey): void {
    if (this.#values.get(location) === undefined) {
      this.log.readExactly(location, this.view.read(location));
    }
  }

  noteExistenceRead(address: Address): void {
    this.log.readExactly(`existence:${address}`, this.view.exists(address) ? 1n : 0n);
  }

  /** Notes debits as the balance that they needed at the start. */
  noteBalanceNeeds(): void {
    for (const [address, lowest] of this.#lowestBalances) {
      const location = `balance:${address}`;
      const before = this.view.read(location);
      if (lowest < before) this.log.readAtLeast(location, before - lowest);
    }
  }

  /** EIP-161: an account without balance, nonce and code counts as absent. */
  exists(address: Address): boolean {
    return (["nonce", "balance", "code"] as const).some(
      (kind) => this.value(`${kind}:${address}`) !== 0n,
    );
  }

  /** Slots of `address` that may hold something, as far as the scenario touches them. */
  knownSlots(address: Address): Set<LocationKey> {
    const prefix = `storage:${address}:`;
    const written = [...this.#values.entries()].map(([location]) => location);
    return new Set([
      ...this.view.knownSlots(address),
      ...written.filter((location) => location.startsWith(prefix)),
    ]);
  }

  /** Net changes: locations whose value differs from the one before the transaction. */
  writes(): Write[] {
    const writes: Write[] = [];
    for (const [location, value] of this.#values.entries()) {
      const before = this.#before(location);
      if (value === before) continue;
      const isBalance = location.startsWith("balance:");
      writes.push(
        isBalance
          ? { location, kind: "add", value: value - before }
          : { location, kind: "set", value },
      );
    }
    return [...writes, ...this.#existenceWrites()].sort(byLocation);
  }

  checkpoint(): void {
    this.#values.checkpoint();
  }

  commit(): void {
    this.#values.commit();
  }

  revert(): void {
    this.#values.revert();
  }

  #before(location: LocationKey): bigint {
    return location === `nonce:${this.sender}` ? this.#senderNonce : this.view.read(location);
  }

  #existenceWrites(): Write[] {
    const writes: Write[] = [];
    for (const address of this.#touchedAccounts) {
      const after = this.exists(address);
      if (this.view.exists(address) === after) continue;
      writes.push({ location: `existence:${address}`, kind: "set", value: after ? 1n : 0n });
    }
    return writes;
  }
}
