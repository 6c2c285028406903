import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import type { Place } from "../arena/place.ts";
import type { Random } from "../random.ts";
import { initCode } from "./init-code.ts";
import * as m from "./program.ts";

/** Few enough that transactions meet. */
const SLOTS = 6;
/** Calls below calls. */
const MAX_DEPTH = 3;

/** Writes programs of all kinds of steps, of those that the hardfork has. */
export class ProgramWriter {
  readonly #place: Place;
  readonly #random: Random;
  /** Whom the programs look at, pay and call, besides the machines. */
  readonly #others: readonly Address[];
  #creations = 0;

  constructor(place: Place, random: Random, others: readonly Address[]) {
    this.#place = place;
    this.#random = random;
    this.#others = others;
  }

  program(steps: number): Hex {
    return m.program(...this.#steps(steps, 0), m.log(this.#random.below(5)));
  }

  #steps(count: number, depth: number): m.Step[] {
    return this.#random.times(count, () => this.#step(depth));
  }

  #step(depth: number): m.Step {
    const kind = this.#random.below(100);
    if (kind < 40) return this.#storageStep();
    if (kind < 60) return this.#look();
    if (kind < 80) return depth < MAX_DEPTH ? this.#call(depth) : this.#storageStep();
    if (kind < 88) return depth < MAX_DEPTH ? this.#creation(depth) : this.#look();
    if (kind < 94) return this.#oddity(depth);
    if (kind < 97 && this.#place.isAtLeast("cancun")) return this.#transient();
    return depth > 0 ? this.#end() : this.#storageStep();
  }

  #storageStep(): m.Step {
    const { slot, value } = this;
    return this.#random.pick([
      () => m.set(slot(), value()),
      () => m.set(slot(), 0),
      () => m.add(slot(), value()),
      () => m.copy(slot(), slot()),
      () => m.see(slot()),
      () => m.keepDigest(slot()),
      () => m.credit(this.#someone(), slot(), value()),
      () => m.setAt(slot(), value()),
      () => m.ifOdd(slot(), m.add(slot(), 1), m.set(slot(), value())),
      () => m.repeat(this.#random.between(1, 4), m.add(slot(), 1), m.copy(slot(), slot())),
    ])();
  }

  #look(): m.Step {
    const looks = [
      () => m.seeBalance(this.#someone()),
      () => m.seeCodeSize(this.#someone()),
      () => m.seeCode(this.#someone()),
      () => m.seeBlockHash(this.#random.between(1, 4)),
      () => m.seeEnvironment,
      () => m.seeGas,
      () => m.seeMade,
      ...(this.#place.isAtLeast("petersburg") ? [() => m.seeCodeHash(this.#someone())] : []),
      ...(this.#place.isAtLeast("istanbul") ? [() => m.seeSelfBalance] : []),
      ...(this.#place.isAtLeast("london") ? [() => m.seeBaseFee] : []),
      // Earlier blocks pay the coinbase outside of transactions.
      ...(this.#place.isAtLeast("merge") ? [() => m.seeCoinbaseBalance] : []),
    ];
    return this.#random.pick(looks)();
  }

  #call(depth: number): m.Step {
    const random = this.#random;
    const options: m.CallOptions = {
      kind: random.pick(["call", "call", "call", "callcode", "delegatecall", "staticcall"]),
      value: random.chance(0.3) ? BigInt(random.below(500)) : 0n,
      gas: random.chance(0.25) ? random.between(500, 60_000) : 0,
      data: m.program(...this.#steps(random.between(0, 4), depth + 1)),
    };
    return random.pick([
      () => m.call(this.#machine(), options),
      () => m.call(this.#machine(), options),
      () => m.mustCall(this.#machine(), options),
      () => m.call(this.#someone(), options),
      () => m.callMade(options),
      () => m.callSelf(options),
      () => m.payShare(this.#someone(), random.between(2, 200)),
    ])();
  }

  #creation(depth: number): m.Step {
    const random = this.#random;
    const code = initCode({
      machine: this.#machine(),
      mark: `program ${this.#creations++}`,
      constructorProgram: m.program(...this.#steps(random.between(0, 3), depth + 1)),
    });
    const value = random.chance(0.3) ? BigInt(random.below(100)) : 0n;
    return random.chance(0.5) && this.#place.isAtLeast("petersburg")
      ? m.create2(random.below(3), code, value)
      : m.create(code, value);
  }

  #transient(): m.Step {
    return this.#random.chance(0.5)
      ? m.setTransient(this.slot(), this.value())
      : m.seeTransient(this.slot());
  }

  #oddity(depth: number): m.Step {
    return this.#random.pick([
      () => m.keepMade(8),
      () => m.recallMade(8),
      () => m.touchMemory(this.#random.between(128, 4_000)),
      () => m.hashMemory(this.#random.between(0, 1_000)),
      () => m.log(this.#random.below(5)),
      () => m.stopIfGasBelow(this.#random.below(100_000)),
      // At the top level it would destroy a machine, and that is another theme.
      () =>
        depth > 0 ? m.callMade({ data: m.program(m.selfDestruct(this.#someone())) }) : m.see(0),
    ])();
  }

  #end(): m.Step {
    return this.#random.pick([m.revert, m.invalid, m.stop, m.underflowStack, m.jumpNowhere]);
  }

  #machine(): Address {
    return this.#place.machine(this.#random.below(3));
  }

  #someone(): Address {
    return this.#random.chance(0.4) ? this.#machine() : this.#random.pick(this.#others);
  }

  readonly slot = (): number => this.#random.below(SLOTS);

  readonly value = (): number => this.#random.pick([0, 1, 1, 2, 3, 7, 255, 65_535]);
}
