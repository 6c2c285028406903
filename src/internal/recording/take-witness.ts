import type { Address, Hex } from "../model/location.ts";
import type { Witness, WitnessAccount } from "../model/recording.ts";

import type { Ask, Question } from "./ask.ts";
import type { KnownCodes } from "./known-codes.ts";
import { narrowPrestate, type TracedAccount } from "../model/json-rpc/narrow-rpc.ts";

const WITH_CODES = { tracer: "prestateTracer" };
const WITHOUT_CODES = { tracer: "prestateTracer", tracerConfig: { disableCode: true } };

/** What {@link takeWitness} asks for first. */
export function traceQuestion(hash: Hex, withoutCodes: boolean): Question {
  return ["debug_traceTransaction", [hash, withoutCodes ? WITHOUT_CODES : WITH_CODES]];
}

export interface WitnessOptions {
  readonly codes: KnownCodes;
  /** The codes of all that it touched are known, as it seems. */
  readonly withoutCodes: boolean;
}

/** All that a mined transaction read, with the values before it. */
export async function takeWitness(
  ask: Ask,
  hash: Hex,
  { codes, withoutCodes }: WitnessOptions,
): Promise<Witness> {
  const first = narrowPrestate(await ask(...traceQuestion(hash, withoutCodes)));
  if (withoutCodes && codes.knows(first)) return toWitness(first, codes);
  const accounts = withoutCodes ? narrowPrestate(await ask(...traceQuestion(hash, false))) : first;
  codes.learn(accounts);
  return toWitness(accounts, codes);
}

function toWitness(
  accounts: readonly (readonly [Address, TracedAccount])[],
  codes: KnownCodes,
): Witness {
  return Object.fromEntries(
    accounts.map(([address, { balance, nonce, storage }]): [Address, WitnessAccount] => {
      const code = codes.of(address);
      return [
        address,
        {
          ...{ balance, nonce },
          ...(code === undefined ? {} : { code }),
          ...(storage === undefined ? {} : { storage }),
        },
      ];
    }),
  );
}
