import { bytesToHex } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";

export interface Sampled {
  readonly id: string;
  readonly theme: string;
  readonly gasUsed: bigint;
}

/** Chooses from the tests of a suite. */
export type Choice = <T extends Sampled>(tests: readonly T[]) => T[];

/** Up to `size` of each theme, the same ones each time, none that uses more gas than `gas`. */
export function sample(seed: string, size: number, gas: bigint): Choice {
  return (tests) => {
    const taken = new Map<string, number>();
    return tests
      .filter(({ gasUsed }) => gasUsed <= gas)
      .map((test) => ({ test, order: shuffleKey(seed, test.id) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ test }) => test)
      .filter(({ theme }) => {
        const count = (taken.get(theme) ?? 0) + 1;
        taken.set(theme, count);
        return count <= size;
      });
  };
}

export const everything: Choice = (tests) => [...tests];

/** A hash, so that a test more or less changes nothing about the others. */
function shuffleKey(seed: string, id: string): string {
  return bytesToHex(keccak256(new TextEncoder().encode(`${seed} ${id}`)));
}
