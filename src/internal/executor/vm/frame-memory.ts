const FIRST_BYTES = 8192;

/** Beyond it the numbers below are not exact; nobody has the gas to get there. */
const MAX_BYTES = 2 ** 31;

/** EIP-150's price of memory: linear in words, plus their square by a divisor. */
export interface MemoryPrice {
  readonly perWord: number;
  readonly quadraticDivisor: number;
}

/** The memory of one frame, and what was paid for it. What lies beyond the paid words is zero. */
export class FrameMemory {
  bytes: Uint8Array;
  view: DataView;
  /** In bytes. */
  paid = 0;
  cost = 0;
  readonly #price: MemoryPrice;

  constructor(bytes: Uint8Array, price: MemoryPrice) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.#price = price;
  }

  /** Makes the bytes up to `end` usable. Returns the gas that is left then; negative, and nothing done, if it is too little. */
  reach(end: number, gas: number): number {
    if (end <= this.paid) return gas;
    if (end > MAX_BYTES) return -1;
    const words = Math.ceil(end / 32);
    const { perWord, quadraticDivisor } = this.#price;
    const cost = words * perWord + Math.floor((words * words) / quadraticDivisor);
    const left = gas - (cost - this.cost);
    if (left < 0) return left;
    this.cost = cost;
    this.paid = words * 32;
    if (this.paid > this.bytes.length) this.#grow();
    return left;
  }

  /** EthereumJS's own instructions may have put another buffer in place, and paid for more of it. */
  adopt(bytes: Uint8Array, paidWords: number, cost: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = viewOf(bytes);
    }
    this.paid = paidWords * 32;
    this.cost = cost;
  }

  #grow(): void {
    const bytes = new Uint8Array(Math.max(2 * this.bytes.length, this.paid, FIRST_BYTES));
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
