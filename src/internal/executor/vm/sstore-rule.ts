import { type Common, Hardfork } from "@ethereumjs/common";

/** An SSTORE: the slot's value before the transaction, now and afterwards, and whether it was touched before. */
export interface SlotChange {
  readonly original: bigint;
  readonly current: bigint;
  readonly next: bigint;
  readonly isWarm: boolean;
}

/** What SSTORE costs under the rules of one hardfork, which changed four times. */
export interface SstoreRule {
  /** EIP-2200: with this much gas or less it fails. */
  readonly sentry: number;
  cost(change: SlotChange): number;
  /** What the refund counter gains, in sum. */
  refund(change: SlotChange): number;
  /** What is taken from the counter first; it must hold as much. */
  takenBack(change: SlotChange): number;
}

export function sstoreRule(common: Common): SstoreRule {
  const price = (name: string) => Number(common.param(name));
  if (common.gteHardfork(Hardfork.Istanbul)) return netRule(eip2200Prices(price, common));
  if (common.hardfork() === Hardfork.Constantinople) return netRule(eip1283Prices(price));
  return grossRule(price("sstoreSetGas"), price("sstoreResetGas"), price("sstoreRefundGas"));
}

/** Until Byzantium, and again in Petersburg: only the value now and the next one count. */
function grossRule(set: number, reset: number, clear: number): SstoreRule {
  return {
    sentry: -1,
    cost: ({ current, next }) => (current === 0n && next !== 0n ? set : reset),
    refund: ({ current, next }) => (current !== 0n && next === 0n ? clear : 0),
    takenBack: () => 0,
  };
}

interface NetPrices {
  readonly sentry: number;
  readonly noop: number;
  readonly create: number;
  readonly change: number;
  readonly dirty: number;
  /** Refund for clearing a slot. */
  readonly clear: number;
  /** Refunds for putting the original value back, which was 0 or not. */
  readonly restoreZero: number;
  readonly restore: number;
  /** EIP-2929: what differs for a slot that was touched before, and the price of one that was not. */
  readonly warm: { noop: number; restoreZero: number; restore: number };
  readonly cold: number;
}

/** EIP-1283, EIP-2200 and EIP-2929: what counts is the change since before the transaction. */
function netRule(prices: NetPrices): SstoreRule {
  const takenBack = ({ original, current, next }: SlotChange) =>
    original !== 0n && current === 0n && next !== 0n ? prices.clear : 0;
  return {
    sentry: prices.sentry,
    takenBack,
    cost: (change) => netCost(prices, change) + (change.isWarm ? 0 : prices.cold),
    refund: (change) => netRefund(prices, change) - takenBack(change),
  };
}

function netCost(prices: NetPrices, { original, current, next, isWarm }: SlotChange): number {
  if (current === next) return isWarm ? prices.warm.noop : prices.noop;
  if (original !== current) return prices.dirty;
  return original === 0n ? prices.create : prices.change;
}

function netRefund(prices: NetPrices, { original, current, next, isWarm }: SlotChange): number {
  if (current === next) return 0;
  const clear = original !== 0n && next === 0n ? prices.clear : 0;
  if (original === current || original !== next) return clear;
  const { restoreZero, restore } = isWarm ? prices.warm : prices;
  return original === 0n ? restoreZero : restore;
}

type Price = (name: string) => number;

function eip2200Prices(price: Price, common: Common): NetPrices {
  const prices = {
    sentry: price("sstoreSentryEIP2200Gas"),
    noop: price("sstoreNoopEIP2200Gas"),
    create: price("sstoreInitEIP2200Gas"),
    change: price("sstoreCleanEIP2200Gas"),
    dirty: price("sstoreDirtyEIP2200Gas"),
    clear: price("sstoreClearRefundEIP2200Gas"),
    restoreZero: price("sstoreInitRefundEIP2200Gas"),
    restore: price("sstoreCleanRefundEIP2200Gas"),
  };
  if (!common.isActivatedEIP(2929)) return { ...prices, warm: prices, cold: 0 };
  const warmRead = price("warmstoragereadGas");
  const cold = price("coldsloadGas");
  const restore = price("sstoreResetGas") - cold - warmRead;
  return {
    ...prices,
    warm: { noop: warmRead, restoreZero: prices.create - warmRead, restore },
    cold,
  };
}

function eip1283Prices(price: Price): NetPrices {
  const prices = {
    sentry: -1,
    noop: price("netSstoreNoopGas"),
    create: price("netSstoreInitGas"),
    change: price("netSstoreCleanGas"),
    dirty: price("netSstoreDirtyGas"),
    clear: price("netSstoreClearRefundGas"),
    restoreZero: price("netSstoreResetClearRefundGas"),
    restore: price("netSstoreResetRefundGas"),
  };
  return { ...prices, warm: prices, cold: 0 };
}
