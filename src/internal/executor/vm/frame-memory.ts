const FIRST_BYTES = 8192;

/** Beyond it the numbers below are not exact; nobody has the gas to get there. */
const MAX_BYTES = 2 ** 31;

/** The price of memory: linear in words, plus their square by a divisor. */
export interface MemoryPrice {
  readonly perWord: number;
  readonly quadraticDivisor: number;
}

/** The memory of one frame, and what was paid for it. What lies beyond the paid words is zero. */
export class FrameMemory {
  bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  view = viewOf(this.bytes);
  /** In bytes. */
  paid = 0;
  cost = 0;
  price: MemoryPrice = { perWord: 0, quadraticDivisor: 1 };

  /** Makes the bytes up to `end` usable. Returns the gas that is left then; negative, and nothing done, if it is too little. */
  reach(end: number, gas: number): number {
    if (end <= this.paid) return gas;
    const price = this.priceOf(end);
    const left = gas - price;
    if (left < 0) return left;
    this.cost += price;
    this.paid = Math.ceil(end / 32) * 32;
    if (this.paid > this.bytes.length) this.#grow();
    return left;
  }

  /** What it costs to make the bytes up to `end` usable. */
  priceOf(end: number): number {
    if (end <= this.paid) return 0;
    if (end > MAX_BYTES) return Infinity;
    const words = Math.ceil(end / 32);
    const { perWord, quadraticDivisor } = this.price;
    return words * perWord + Math.floor((words * words) / quadraticDivisor) - this.cost;
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

  /** For another frame. */
  clear(): void {
    this.bytes.fill(0, 0, this.paid);
    this.paid = 0;
    this.cost = 0;
  }

  #grow(): void {
    const bytes = new Uint8Array(Math.max(2 * this.bytes.length, this.paid));
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
