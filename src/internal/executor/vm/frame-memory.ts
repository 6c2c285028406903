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
    if (end > MAX_BYTES) return -1;
    const words = Math.ceil(end / 32);
    const { perWord, quadraticDivisor } = this.price;
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
