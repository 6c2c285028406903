import type { Random } from "../../adversarial/random.ts";

export const SLOTS = 2;

/** A transaction that counts at some slots: it reads each of them, and writes what follows from all that it read. */
export interface Program {
  readonly slots: readonly number[];
  /** Whether it writes at the slot, too; what it read decides in some cases. */
  readonly writes: "always" | "never" | "if odd";
  /** The transactions that it is known to depend on, ascending. */
  readonly dependencies: readonly number[];
}

export function makeProgram(index: number, random: Random): Program {
  const slots = random.times(SLOTS, (slot) => slot);
  const earlier = random.times(index, (i) => i);
  return {
    slots: random.some(slots, random.between(1, SLOTS)),
    writes: random.pick(["always", "always", "never", "if odd"] as const),
    dependencies: random.chance(0.5) ? earlier.filter(() => random.chance(0.4)) : [],
  };
}

/** What a program writes after it read a slot; undefined for nothing. `sum`: of all that it read so far. */
export function written(program: Program, index: number, sum: bigint): bigint | undefined {
  if (program.writes === "never" || (program.writes === "if odd" && sum % 2n === 0n)) {
    return undefined;
  }
  return sum * 3n + BigInt(index) + 1n;
}

/** The values that each of them reads. */
export function runOneAfterAnother(programs: readonly Program[]): bigint[][] {
  const state = new Array<bigint>(SLOTS).fill(0n);
  return programs.map((program, index) => {
    let sum = 0n;
    return program.slots.map((slot) => {
      const value = state[slot] ?? 0n;
      sum += value;
      state[slot] = written(program, index, sum) ?? value;
      return value;
    });
  });
}
