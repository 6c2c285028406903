import type { Hex } from "../model/location.ts";
import type { TransactionRecord } from "../model/recording.ts";

/** Who sends: the test that is running, whether its body is, and with what together. */
export type Sender = Pick<TransactionRecord, "test" | "phase" | "batch">;

/** A send that the node has not answered yet, so that its hash is not known. */
export interface Flight {
  readonly sender: Sender;
}

/** The transactions of one connection that were sent and not mined yet. */
export class PendingTransactions {
  #sent = new Map<Hex, Sender>();
  readonly #flights = new Set<Flight>();
  /** Mined and captured before the answer to their send arrived. */
  readonly #captured = new Set<Hex>();
  readonly #snapshots = new Map<string, Map<Hex, Sender>>();

  takeOff(sender: Sender): Flight {
    const flight = { sender };
    this.#flights.add(flight);
    return flight;
  }

  /** The node has answered: from now on the transaction is known by its hash, if it has one. */
  land(flight: Flight, hash: Hex | undefined): void {
    this.#flights.delete(flight);
    if (hash !== undefined && !this.#captured.delete(hash)) this.#sent.set(hash, flight.sender);
    if (this.#flights.size === 0) this.#captured.clear();
  }

  has(hash: Hex): boolean {
    return this.#sent.has(hash);
  }

  /** Dropped or replaced. */
  forget(hash: Hex): void {
    this.#sent.delete(hash);
  }

  /** The sender of a mined transaction, which is pending no more. */
  mined(hash: Hex): Sender {
    const sender = this.#sent.get(hash);
    if (sender !== undefined) {
      this.#sent.delete(hash);
      return sender;
    }
    // In flight: which of several cannot be told, but they are nearly always of one test.
    const [flight] = this.#flights;
    if (flight !== undefined) this.#captured.add(hash);
    return flight?.sender ?? { phase: "setup" };
  }

  /** The pending transactions whose hashes are known. */
  get hashes(): Hex[] {
    return [...this.#sent.keys()];
  }

  hashesIn(batch: number): Hex[] {
    return [...this.#sent].flatMap(([hash, sender]) => (sender.batch?.id === batch ? [hash] : []));
  }

  /** True when a block that is mined now can hold a transaction. */
  get expected(): boolean {
    return this.#sent.size > 0 || this.#flights.size > 0;
  }

  get inFlight(): boolean {
    return this.#flights.size > 0;
  }

  /** A snapshot holds the pool of transactions too. */
  saved(snapshot: string): void {
    if (this.#sent.size > 0) this.#snapshots.set(snapshot, new Map(this.#sent));
  }

  restored(snapshot: string): void {
    this.#sent = this.#snapshots.get(snapshot) ?? new Map<Hex, Sender>();
    this.#snapshots.delete(snapshot);
  }
}
