/** A sum of unknown numbers, each so many times; under the empty name the constant. None is there zero times. */
export type Linear = ReadonlyMap<string, bigint>;

export const ZERO: Linear = new Map();

export function constant(value: bigint): Linear {
  return plus(ZERO, new Map([["", value]]));
}

export function unknown(name: string): Linear {
  return new Map([[name, 1n]]);
}

/** `a + times * b` */
export function plus(a: Linear, b: Linear, times = 1n): Linear {
  const sum = new Map(a);
  for (const [name, count] of b) {
    const all = (sum.get(name) ?? 0n) + count * times;
    if (all === 0n) sum.delete(name);
    else sum.set(name, all);
  }
  return sum;
}

export function minus(a: Linear, b: Linear): Linear {
  return plus(a, b, -1n);
}

/** Undefined where something in it is unknown. */
export function constantOf(form: Linear): bigint | undefined {
  const names = [...form.keys()];
  return names.every((name) => name === "") ? (form.get("") ?? 0n) : undefined;
}

/** The same for the same sum. */
export function nameOf(form: Linear): string {
  const [[name, count] = ["", 0n], ...others] = form;
  if (others.length === 0 && count === 1n && name !== "") return name;
  const parts = [...form].map(([one, times]) => `${times}*${one}`);
  return `(${parts.sort().join("+")})`;
}

/** What unknown numbers are, as equations say. */
export type Solved = ReadonlyMap<string, Linear>;

export function reduce(form: Linear, solved: Solved): Linear {
  let reduced = form;
  for (const [name, value] of solved) {
    const count = reduced.get(name);
    if (count !== undefined) reduced = plus(plus(reduced, unknown(name), -count), value, count);
  }
  return reduced;
}

/** With one more equation, that this is zero; undefined where it cannot be. What it cannot be solved for is left out. */
export function solve(form: Linear, solved: Solved): Solved | undefined {
  const left = reduce(form, solved);
  const known = constantOf(left);
  if (known !== undefined) return known === 0n ? solved : undefined;
  const [pivot, count] =
    [...left].find(([name, n]) => name !== "" && (n === 1n || n === -1n)) ?? [];
  if (pivot === undefined || count === undefined) return solved;
  const value = plus(ZERO, plus(left, unknown(pivot), -count), -count);
  const one: Solved = new Map([[pivot, value]]);
  return new Map([...[...solved].map(([name, was]) => [name, reduce(was, one)] as const), ...one]);
}
