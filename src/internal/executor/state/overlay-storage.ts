import { type Address, type LocationKey, storageKey } from "../../model/location.ts";
import { hexToBytes, toWord } from "../../primitives/hex.ts";
import type { FrameStorage } from "./frame-storage.ts";
import type { TransactionOverlay } from "./transaction-overlay.ts";

/** EthereumJS's journal, as far as it keeps the slots that a transaction touched (EIP-2929). */
export interface WarmSlots {
  isWarmedStorage(address: Uint8Array, slot: Uint8Array): boolean;
  addWarmedStorage(address: Uint8Array, slot: Uint8Array): void;
}

/** The storage of one account in a {@link TransactionOverlay}. */
export class OverlayStorage implements FrameStorage {
  readonly #overlay: TransactionOverlay;
  readonly #warmSlots: WarmSlots;
  readonly #cleared: ReadonlySet<Address>;
  readonly #address: Address;
  readonly #addressBytes: Uint8Array;
  /** One instruction asks several times for the same slot. */
  #slot: bigint | undefined;
  #location: LocationKey = "";
  #slotBytes: Uint8Array = new Uint8Array();

  constructor(
    overlay: TransactionOverlay,
    warmSlots: WarmSlots,
    cleared: ReadonlySet<Address>,
    address: Address,
    addressBytes: Uint8Array,
  ) {
    this.#overlay = overlay;
    this.#warmSlots = warmSlots;
    this.#cleared = cleared;
    this.#address = address;
    this.#addressBytes = addressBytes;
  }

  load(slot: bigint): bigint {
    this.#choose(slot);
    this.#overlay.noteRead(this.#location);
    return this.#overlay.value(this.#location);
  }

  original(slot: bigint): bigint {
    this.#choose(slot);
    return this.#cleared.has(this.#address) ? 0n : this.#overlay.view.read(this.#location);
  }

  store(slot: bigint, value: bigint): void {
    this.#choose(slot);
    this.#overlay.log.writeAt(this.#location, this.#overlay.value(this.#location), value);
    this.#overlay.set(this.#location, value);
  }

  isWarm(slot: bigint): boolean {
    this.#choose(slot);
    return this.#warmSlots.isWarmedStorage(this.#addressBytes, this.#slotBytes);
  }

  warm(slot: bigint): void {
    this.#choose(slot);
    this.#warmSlots.addWarmedStorage(this.#addressBytes, this.#slotBytes);
  }

  #choose(slot: bigint): void {
    if (slot === this.#slot) return;
    const word = toWord(slot);
    this.#slot = slot;
    this.#location = storageKey(this.#address, word);
    this.#slotBytes = hexToBytes(word);
  }
}
