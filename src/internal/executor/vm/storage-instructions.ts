import type { Frame } from "./frame.ts";

/* Each returns the gas that is left, or a negative number, having done nothing, where it would fail. */

/** SLOAD of the slot on top of the stack, where its value takes its place. */
export function sload(frame: Frame, pc: number, height: number, gas: number): number {
  const { storage, stack, attribution, table } = frame;
  const slot = stack[height - 1] ?? 0n;
  const prices = table.prices.slotAccess;
  let left = gas;
  if (prices !== undefined) {
    const isWarm = storage.isWarm(slot);
    left -= isWarm ? prices.warm : prices.cold;
    if (left < 0) return left;
    if (!isWarm) storage.warm(slot);
  }
  attribution?.at(pc);
  stack[height - 1] = storage.load(slot);
  return left;
}

/** SSTORE to the slot on top of the stack of the value below it. */
export function sstore(frame: Frame, pc: number, height: number, gas: number): number {
  const { storage, stack, attribution, runState, table } = frame;
  const { slotAccess, sstore: rule } = table.prices;
  if (runState.env.isStatic || gas <= rule.sentry) return -1;
  attribution?.at(pc);
  const slot = stack[height - 1] ?? 0n;
  const next = stack[height - 2] ?? 0n;
  const current = storage.load(slot);
  const isWarm = slotAccess === undefined || storage.isWarm(slot);
  const change = { original: storage.original(slot), current, next, isWarm };
  const left = gas - rule.cost(change);
  if (left < 0 || runState.gasRefund < rule.takenBack(change)) return -1;
  const refund = rule.refund(change);
  if (refund !== 0) runState.gasRefund += BigInt(refund);
  if (!isWarm) storage.warm(slot);
  storage.store(slot, next);
  return left;
}
