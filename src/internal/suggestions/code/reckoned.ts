import { constantOf, type Linear, minus, nameOf, plus, reduce, unknown, ZERO } from "./linear.ts";
import type { PathState } from "./path-state.ts";

/** What an operator makes of two numbers: a sum stays one, and a product with a number that is known. */
export function reckoned(operator: string, a: Linear, b: Linear, { solved }: PathState): Linear {
  if (operator === "+") return plus(a, b);
  if (operator === "-") return minus(a, b);
  const [left, right] = [reduce(a, solved), reduce(b, solved)];
  if (operator === "*") {
    const [m, n] = [constantOf(left), constantOf(right)];
    if (m !== undefined) return plus(ZERO, right, m);
    if (n !== undefined) return plus(ZERO, left, n);
    return unknown(`(${[nameOf(left), nameOf(right)].sort().join("*")})`);
  }
  return unknown(`(${nameOf(left)}${operator}${nameOf(right)})`);
}
