import type { Hex } from "../model/location.ts";

import type { Ask, Asking, Question } from "./ask.ts";
import { narrowBlockNumberOf, narrowNumber } from "../model/json-rpc/narrow-rpc.ts";
import { traceQuestion } from "./take-witness.ts";

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
 * is with automine, together as far as the node takes that: the way to it and back takes as long as the answers do.
 * What was mined meanwhile is no longer in the latest block, and is asked for again.
 */
export async function askAhead(
  { ask, askTogether }: Asking,
  hash: Hex,
  withoutCodes: boolean,
): Promise<AskedAhead> {
  const questions: readonly [Question, Question, Question] = [
    ["eth_getBlockByNumber", ["latest", true]],
    traceQuestion(hash, withoutCodes),
    ["eth_getTransactionReceipt", [hash]],
  ];
  // As a whole it fails where one of them does: which, they tell one by one.
  const together = askTogether?.(questions)?.catch(() => undefined);
  const answerTo = (i: 0 | 1 | 2): Promise<unknown> =>
    together === undefined
      ? ask(...questions[i])
      : together.then((answers) => (answers === undefined ? ask(...questions[i]) : answers[i]));
  const block = answerTo(0);
  let trace: Promise<unknown> | undefined = answerTo(1);
  const receipt = answerTo(2);
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
