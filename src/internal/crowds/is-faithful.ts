import type { ExecutedTransaction, TransactionResult } from "../model/execution.ts";

/** Other words in call data cost other gas, and so does a slot that was empty. */
const GAS_SHARE = 0.03;
const GAS_FREE = 700;
/** What a write costs more that changes the slot (EIP-2929, EIP-2200). */
const GAS_WRITE = 2_800;

/**
 * Why a clone, run alone, does not do what the original did alone: same status, same functions, gas within
 * a few per cent. Undefined when it does.
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
  return Math.abs(used - expected) > GAS_FREE + expected * GAS_SHARE + idle * GAS_WRITE
    ? `it uses ${used} gas instead of ${expected} for another sender`
    : undefined;
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
