import type { Hex } from "../model/location.ts";
import type { Witness, WitnessAccount } from "../model/recording.ts";

import type { Ask } from "./ask.ts";
import { narrowPrestate, type TracedAccount } from "../model/json-rpc/narrow-rpc.ts";

export const TRACE_OPTIONS = { tracer: "prestateTracer" };

/** All that a mined transaction read, with the values before it. `codeId` gives the id of a code. */
export async function takeWitness(
  ask: Ask,
  hash: Hex,
  codeId: (code: Hex) => number,
): Promise<Witness> {
  const answer = await ask("debug_traceTransaction", [hash, TRACE_OPTIONS]);
  const accounts = narrowPrestate(answer).map(
    ([address, account]) => [address, witnessAccount(account, codeId)] as const,
  );
  return Object.fromEntries(accounts);
}

function witnessAccount(account: TracedAccount, codeId: (code: Hex) => number): WitnessAccount {
  const { code, ...rest } = account;
  return code === undefined ? rest : { ...rest, code: codeId(code) };
}
