import { constant, constantOf, type Linear, minus, nameOf, reduce } from "./linear.ts";
import type { PathState } from "./path-state.ts";

/** On this way the number is nothing, as a flag that is not set. */
export function isZero(value: Linear, state: PathState): boolean {
  const known = constantOf(reduce(value, state.solved));
  return known === undefined ? state.truths.get(nameOf(value)) === false : known === 0n;
}

/** On this way the number is not nothing, as a flag that is set, or whoever calls. */
export function isNotZero(value: Linear, state: PathState): boolean {
  const reduced = reduce(value, state.solved);
  const known = constantOf(reduced);
  if (known !== undefined) return known !== 0n;
  if (state.truths.get(nameOf(value)) === true) return true;
  const name = nameOf(reduced);
  const isCaller =
    CALLER.test(name) ||
    [...state.solved].some(([one, is]) => CALLER.test(one) && nameOf(is) === name);
  return isCaller || state.truths.get(equation(reduced)) === false;
}

/** That this is nothing, as conditions have it. */
export function equation(difference: Linear): string {
  const [one = ""] = [nameOf(difference), nameOf(minus(constant(0n), difference))].sort();
  return `${one}==0`;
}

/** `msg.sender`, by the id that the compiler gives to `msg`. */
const CALLER = /^stored #-15@\d+\.sender@\d+$/;
