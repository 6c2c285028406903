import type { ExecutedTransaction, TransactionResult } from "../model/execution.ts";

/** Other words in call data cost other gas, and so does a slot that was empty. */
const GAS_SHARE = 0.03;
const GAS_FREE = 700;
/** What a write costs more that changes the slot (EIP-2929, EIP-2200). */
const GAS_WRITE = 2_800;
/** What it costs more than that to fill a slot that was empty. */
const GAS_FRESH = 17_100;

/**
 * Why a clone, run alone, does not do what the original did alone: same status, same functions, gas within
 * a few per cent, but for slots that are empty for one of them only. Undefined when it does.
 */
export function deviation(
  original: TransactionResult,
  clone: ExecutedTransaction | undefined,
): string | undefined {
  return functionDeviation(original, clone) ?? gasDeviation(original, clone);
}

/** The same without the gas, which depends on what others have written: where a slot was empty, it costs more. */
export function functionDeviation(
  original: TransactionResult,
  clone: ExecutedTransaction | undefined,
): string | undefined {
  if (clone?.result === undefined) return whyNotRun(clone);
  const { outcome } = clone.result;
  if (outcome.status !== original.outcome.status) {
    return outcome.status === 0 ? "it fails for another sender" : "it succeeds for another sender";
  }
  if (pathOf(original) !== pathOf(clone.result)) {
    return "it calls other functions for another sender";
  }
  return undefined;
}

function gasDeviation(
  original: TransactionResult,
  clone: ExecutedTransaction | undefined,
): string | undefined {
  const used = Number(clone?.result?.outcome.gasUsed ?? 0n);
  const expected = Number(original.outcome.gasUsed);
  // To write what is there already costs next to nothing: `last = msg.sender` of who was the last one before.
  const idle = Math.abs(idleWrites(original) - idleWrites(clone?.result));
  const isNear = (gas: number): boolean =>
    Math.abs(gas - expected) <= GAS_FREE + expected * GAS_SHARE + idle * GAS_WRITE;
  return isNear(used) || isNear(used - freshWrites(original, clone?.result) * GAS_FRESH)
    ? undefined
    : `it uses ${used} gas instead of ${expected} for another sender`;
}

/**
 * How many slots more the clone fills that were empty, such as the part of a sum that is its sender's: in the place of
 * others that were not. What comes to the same places in the code in the same order takes the same course, whatever
 * that costs.
 */
function freshWrites(original: TransactionResult, clone: TransactionResult | undefined): number {
  if (clone === undefined || courseOf(original) !== courseOf(clone)) return 0;
  const [ours, theirs] = [original.attribution.sites, clone.attribution.sites];
  const isOther = (i: number): boolean => ours[i]?.location !== theirs[i]?.location;
  const count = (sites: Sites): number => filled(sites).filter(isOther).length;
  return count(theirs) - count(ours);
}

type Sites = TransactionResult["attribution"]["sites"];

function courseOf({ attribution }: TransactionResult): string {
  return attribution.sites.map(({ kind, frame, pc }) => `${kind} ${frame} ${pc}`).join(" ");
}

/** By their places in the list. A slot that is written more than once costs that the first time. */
function filled(sites: Sites): readonly number[] {
  const written = new Set<string>();
  return sites.flatMap(({ location, kind, before, after }, i) => {
    if (kind !== "write" || written.has(location)) return [];
    written.add(location);
    return before === 0n && after !== 0n ? [i] : [];
  });
}

function idleWrites(result: TransactionResult | undefined): number {
  const sites = result?.attribution.sites ?? [];
  return sites.filter(({ kind, before, after }) => kind === "write" && before === after).length;
}

/** The functions that are called, in their order: depth, kind and selector of each frame. */
function pathOf({ attribution }: TransactionResult): string {
  return attribution.frames
    .map(({ depth, isCreate, input }) => `${depth}${isCreate ? "c" : input.slice(0, 10)}`)
    .join(" ");
}

/** Of a call without a result. */
export function whyNotRun(call: ExecutedTransaction | undefined): string {
  const { verification } = call ?? {};
  return verification?.kind === "skipped" ? verification.reason : "it could not be run";
}
