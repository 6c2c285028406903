import type { Hex } from "../model/location.ts";

import type { Ask } from "./ask.ts";
import { narrowBlockNumberOf, narrowNumber } from "../model/json-rpc/narrow-rpc.ts";
import { askForTrace } from "./take-witness.ts";

export interface AskedAhead {
  /** How the trace was asked for. */
  readonly withoutCodes: boolean;
  /** Answers from what was asked already, or asks. */
  readonly ask: Ask;
  /** The block that mined the transaction; undefined: it is pending, or not known. */
  readonly mined: bigint | undefined;
}

/**
 * Asks at once all that capturing a transaction will ask if it is alone in the latest block, as it
 * is with automine: one after another, the way to the node and back would take most of the time. What was mined
 * meanwhile is no longer in the latest block, and is asked for again.
 */
export async function askAhead(ask: Ask, hash: Hex, withoutCodes: boolean): Promise<AskedAhead> {
  const block = ask("eth_getBlockByNumber", ["latest", true]);
  let trace: Promise<unknown> | undefined = askForTrace(ask, hash, withoutCodes);
  const receipt = ask("eth_getTransactionReceipt", [hash]);
  // Whoever needs them later awaits them; that nobody does is no error.
  for (const answer of [block, trace]) answer.catch(() => undefined);
  const mined = narrowBlockNumberOf(await receipt);
  const latest = narrowNumber(await block);
  return {
    mined,
    withoutCodes,
    ask: (method, params) => {
      if (method === "eth_getBlockByNumber" && mined !== undefined && mined === latest)
        return block;
      if (params[0] === hash && method === "debug_traceTransaction" && trace !== undefined) {
        const first = trace;
        // Whoever asks again asks for more.
        trace = undefined;
        return first;
      }
      if (params[0] === hash && method === "eth_getTransactionReceipt") return receipt;
      return ask(method, params);
    },
  };
}
