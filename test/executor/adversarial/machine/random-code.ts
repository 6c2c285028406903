import type { Hex } from "../../../../src/internal/model/location.ts";
import type { Place } from "../arena/place.ts";
import type { Random } from "../random.ts";
import { ARITHMETIC, ENVIRONMENT, type PlainInstruction, WORDS } from "./instructions.ts";

const RETURNDATACOPY = 0x3e;

/**
 * Writes code at random, instruction by instruction, that mostly runs to its end: it keeps count of
 * the stack. What the code has left on the stack and in memory ends up in storage and in a log.
 */
export class RandomCode {
  readonly #place: Place;
  readonly #random: Random;
  #bytes = "";
  #height = 0;

  static write(place: Place, random: Random, instructions: number): Hex {
    const code = new RandomCode(place, random);
    for (let i = 0; i < instructions; i++) code.#instruction(true);
    code.#finish();
    return `0x${code.#bytes}`;
  }

  private constructor(place: Place, random: Random) {
    this.#place = place;
    this.#random = random;
  }

  #instruction(mayBranch: boolean): void {
    const kind = this.#random.below(100);
    if (kind < 35) this.#plain(this.#random.pick(ARITHMETIC));
    else if (kind < 45) this.#plain(this.#random.pick(ENVIRONMENT));
    else if (kind < 60) this.#memory();
    else if (kind < 68) this.#storage();
    else if (kind < 85) this.#stack();
    else if (kind < 98 && mayBranch) this.#branch();
    else if (kind === 99 && mayBranch && this.#random.chance(0.3)) this.#accident();
    else this.#push(this.#word());
  }

  #plain({ opcode, takes, gives, since }: PlainInstruction): void {
    // Now and then one that the hardfork does not know.
    if (since !== undefined && !this.#place.isAtLeast(since) && !this.#random.chance(0.02)) return;
    while (this.#height < takes) this.#push(this.#word());
    // Fresh operands are edges more often than what the code has worked out.
    if (this.#random.chance(0.4)) for (let i = 0; i < takes; i++) this.#push(this.#word());
    this.#emit(opcode, takes, gives);
  }

  /** Instructions that take an offset into memory, and behind it these words, the last one first. */
  #memory(): void {
    const [size, source] = [this.#size(), this.#source()];
    const { opcode, words, gives } = this.#random.pick([
      { opcode: 0x51, words: [], gives: 1 },
      { opcode: 0x52, words: [this.#word()], gives: 0 },
      { opcode: 0x53, words: [this.#word()], gives: 0 },
      { opcode: 0x20, words: [size], gives: 1 },
      { opcode: 0x37, words: [size, source], gives: 0 },
      { opcode: 0x39, words: [size, source], gives: 0 },
      { opcode: RETURNDATACOPY, words: [3n, 1n], gives: 0 },
      { opcode: 0xa0, words: [size], gives: 0 },
      ...(this.#place.isAtLeast("cancun")
        ? [{ opcode: 0x5e, words: [size, source], gives: 0 }]
        : []),
    ]);
    // Fails when less was returned than it copies.
    if (opcode === RETURNDATACOPY && this.#random.chance(0.9)) this.#identityCall();
    for (const word of words) this.#push(word);
    this.#push(this.#random.chance(0.02) ? this.#word() : BigInt(this.#random.below(300)));
    this.#emit(opcode, words.length + 1, gives);
  }

  #size(): bigint {
    return BigInt(this.#random.pick([0, 1, 31, 32, 33, 64, 100]));
  }

  #source(): bigint {
    return this.#random.chance(0.1) ? this.#word() : BigInt(this.#random.below(100));
  }

  /** Leaves at least four bytes to RETURNDATACOPY. */
  #identityCall(): void {
    for (const word of [0n, 0n, 40n, 0n, 4n]) this.#push(word);
    this.#emit(0x5a, 0, 1);
    this.#emit(0xfa, 6, 1);
  }

  #storage(): void {
    const slot = () => {
      this.#push(BigInt(this.#random.below(4)));
    };
    const hasTransient = this.#place.isAtLeast("cancun") && this.#random.chance(0.3);
    const [load, store] = hasTransient ? [0x5c, 0x5d] : [0x54, 0x55];
    if (this.#random.chance(0.5)) {
      slot();
      this.#emit(load, 1, 1);
      return;
    }
    this.#push(this.#random.chance(0.5) ? BigInt(this.#random.below(2)) : this.#word());
    slot();
    this.#emit(store, 2, 0);
  }

  #stack(): void {
    const depth = Math.min(16, this.#height);
    if (depth === 0) this.#push(this.#word());
    else if (this.#random.chance(0.2)) this.#emit(0x50, 1, 0);
    else if (this.#random.chance(0.5) || depth < 2) {
      this.#emit(0x7f + this.#random.between(1, depth), 0, 1);
    } else this.#emit(0x8f + this.#random.between(1, depth - 1), 0, 0);
  }

  #branch(): void {
    const kind = this.#random.below(3);
    if (kind === 0) this.#skip();
    else if (kind === 1) this.#maybe();
    else this.#loop();
  }

  /** Jumps over what is no code: a JUMPDEST's byte in data is none. */
  #skip(): void {
    const junk = this.#random.pick(["5b", "615b5b", "fe", "7f", this.#random.bytes(3).slice(2)]);
    // A PUSH at its end would make the JUMPDEST behind it data.
    const padding = "00".repeat(33);
    this.#jumpTo(this.#at() + 4 + (junk.length + padding.length) / 2, 0x56);
    this.#bytes += junk + padding;
    this.#emit(0x5b, 0, 0);
  }

  #maybe(): void {
    if (this.#height === 0) this.#push(this.#word());
    const body = new RandomCode(this.#place, this.#random);
    body.#instruction(false);
    while (body.#height > 0) body.#emit(0x50, 1, 0);
    this.#jumpTo(this.#at() + 4 + body.#bytes.length / 2, 0x57);
    this.#bytes += body.#bytes;
    this.#emit(0x5b, 0, 0);
  }

  #loop(): void {
    this.#push(BigInt(this.#random.between(1, 6)));
    const start = this.#at();
    this.#emit(0x5b, 0, 0);
    const body = new RandomCode(this.#place, this.#random);
    for (let i = 0; i < 3; i++) body.#instruction(false);
    while (body.#height > 0) body.#emit(0x50, 1, 0);
    this.#bytes += `${body.#bytes}600190038061${u2(start)}57`; // counts down
    this.#emit(0x50, 1, 0);
  }

  /** A jump to where hardly ever is a JUMPDEST, a byte of any kind, too few words on the stack, an early end. */
  #accident(): void {
    this.#bytes += this.#random.pick([
      `60${u1(this.#random.below(40))}56`,
      this.#random.bytes(1).slice(2),
      "50".repeat(this.#height + 1),
      "00",
    ]);
  }

  #finish(): void {
    for (let slot = 8; slot < 11 && this.#height > 0; slot++) {
      this.#push(BigInt(slot));
      this.#emit(0x55, 2, 0);
    }
    this.#bytes += "6000596000a1"; // LOG1(0, MSIZE, 0)
    // RETURN or REVERT all memory, STOP, nothing, or a PUSH that the code ends in.
    this.#bytes += this.#random.pick(["596000f3", "596000f3", "596000fd", "00", "", "7fff"]);
  }

  #push(value: bigint): void {
    const hex = value.toString(16);
    const minimal = hex.length % 2 === 0 ? hex : `0${hex}`;
    const digits = this.#random.chance(0.1) ? minimal.padStart(64, "0") : minimal;
    if (value === 0n && this.#place.isAtLeast("shanghai")) this.#bytes += "5f";
    else this.#bytes += u1(0x5f + digits.length / 2) + digits;
    this.#height++;
  }

  #jumpTo(target: number, opcode: number): void {
    this.#bytes += `61${u2(target)}${u1(opcode)}`;
    if (opcode === 0x57) this.#height--;
  }

  #emit(opcode: number, takes: number, gives: number): void {
    this.#bytes += u1(opcode);
    this.#height += gives - takes;
  }

  #at(): number {
    return this.#bytes.length / 2;
  }

  #word(): bigint {
    return this.#random.chance(0.3)
      ? BigInt(this.#random.bytes(this.#random.between(1, 32)))
      : this.#random.pick(WORDS);
  }
}

function u1(value: number): string {
  return value.toString(16).padStart(2, "0");
}

function u2(value: number): string {
  return value.toString(16).padStart(4, "0");
}
